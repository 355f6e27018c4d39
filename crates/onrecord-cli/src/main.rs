//! The `onrecord` command.

#![forbid(unsafe_code)]

mod commands;
mod dates;
mod failures;
mod form;
mod inputs;
mod interrupt;
mod keeper;
mod output;
mod pipeline;
mod progress;
mod render;
mod renewer;
mod terminal;
mod web;
mod writer;

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(commands::run())
}
