//! The `onrecord` command.

#![forbid(unsafe_code)]

mod article;
mod article_source;
mod batch_writer;
mod commands;
mod date_warnings;
mod exit_code;
mod failures;
mod input;
mod interrupt;
mod languages;
mod listing;
mod progress;
mod record_encoder;
mod record_writer;
mod render;
mod report;
mod terminal;
mod text_exporter;
mod web;

use std::process::ExitCode;

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(commands::run())
}
