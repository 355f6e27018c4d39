//! `onrecord stats`: counts the contents of a store.

use std::path::PathBuf;

use onrecord_store::Stats;
use serde::Serialize;

use super::display_args::SingleFormat;
use super::stores;
use crate::exit_code::SUCCESS;
use crate::render::clean;
use crate::report::{fail, print};

/// Count the articles, statements, events and actors in a store
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store
    #[arg(long, value_name = "FILE", env = "ONRECORD_STORE")]
    store: PathBuf,

    /// Format of the counts
    #[arg(long, short, value_enum, default_value_t = SingleFormat::Text)]
    format: SingleFormat,
}

/// Writes the counts and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let stats = match stores::open(&args.store).and_then(|store| store.stats()) {
        Ok(stats) => stats,
        Err(error) => return fail(&stores::message(&error, &args.store)),
    };
    let written = match args.format {
        SingleFormat::Text => text(&stats),
        SingleFormat::Json => json(&stats),
    };
    print(&written, SUCCESS)
}

fn text(stats: &Stats) -> String {
    let mut lines = vec![format!("articles    {}", stats.n_articles)];
    if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
        lines.push(format!("published   {first} to {last}, {} without a date", stats.n_undated));
    }
    lines.push(format!("versions    {}", stats.n_versions));
    lines.push(format!("statements  {}", stats.n_statements));
    lines.push(format!("events      {}", stats.n_events));
    lines.push(format!("actors      {}", stats.n_actors));
    lines.push(format!("size        {:.1} MB", stats.n_bytes as f64 / 1e6));
    lines.extend(stats.readers.iter().map(|(reader, n)| format!("read by     {}: {n}", clean(reader))));
    lines.join("\n") + "\n"
}

fn json(stats: &Stats) -> String {
    #[derive(Serialize)]
    struct Reader<'a> {
        version: &'a str,
        articles: u64,
    }
    #[derive(Serialize)]
    struct Out<'a> {
        articles: u64,
        undated: u64,
        first_day: Option<&'a str>,
        last_day: Option<&'a str>,
        versions: u64,
        statements: u64,
        events: u64,
        actors: u64,
        bytes: u64,
        readers: Vec<Reader<'a>>,
    }
    let readers = stats.readers.iter().map(|(version, articles)| Reader { version, articles: *articles });
    let out = Out {
        articles: stats.n_articles,
        undated: stats.n_undated,
        first_day: stats.first_day.as_deref(),
        last_day: stats.last_day.as_deref(),
        versions: stats.n_versions,
        statements: stats.n_statements,
        events: stats.n_events,
        actors: stats.n_actors,
        bytes: stats.n_bytes,
        readers: readers.collect(),
    };
    serde_json::to_string_pretty(&out).expect("counts are strings, numbers and lists") + "\n"
}
