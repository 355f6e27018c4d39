//! `onrecord stories`: the stories of a store, and joining and splitting them by hand.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use onrecord_store::{Error, Store, StoryId, StoryPage, Undone};

use super::{ALL_READ, NOTHING_DONE, selection};
use crate::keeper::now;
use crate::progress::Progress;
use crate::render;
use crate::terminal::{self, Color};

const EXAMPLES: &str = "\
Examples:
  onrecord stories --store news.db
  onrecord stories join 3 8 --store news.db
  onrecord stories split 3 article-7 article-9 --store news.db
  onrecord stories undo --store news.db

Exit codes:
  0    the store was asked, or it is done
  2    wrong usage, or the store failed";

/// List the stories of a store, those of the latest articles first; join and split them by hand
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = false, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    act: Option<Act>,

    /// The store
    #[arg(long, value_name = "FILE", global = true)]
    store: Option<PathBuf>,

    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,

    /// Which page of so many
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,

    /// How to write them [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Columns of the text form, from 40 on [default: those of the terminal up to 100, else 80]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,

    /// When to colour the text form
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Put all articles of other stories into one, where they stay
    Join {
        /// The story that stays
        story: i64,
        /// The stories that go into it
        #[arg(required = true)]
        others: Vec<i64>,
    },
    /// Put articles of a story into a new one, where they stay
    Split {
        /// The story
        story: i64,
        /// Ids of the articles
        #[arg(required = true)]
        articles: Vec<String>,
    },
    /// Take back what was last done by hand
    Undo,
}

/// How stories are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people.
    Text,
    /// One indented JSON object for the page.
    Json,
    /// JSON Lines, one story a line.
    Jsonl,
}

/// Does what `args` ask for and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let progress = Progress::new(0, None, false);
    let refuse = |message: &str| {
        progress.error(message);
        NOTHING_DONE
    };
    let Some(store) = &args.store else { return refuse("expected --store FILE, found none") };
    let done = match &args.act {
        None => list(args, store).map(|page| written(args, &page, &progress)),
        Some(act) => by_hand(act, store).map(|told| told + "\n"),
    };
    match done {
        Err(error) => refuse(&selection::told(&error, store)),
        Ok(written) => match io::stdout().lock().write_all(written.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => refuse(&format!("it cannot be written: {error}")),
            _ => ALL_READ,
        },
    }
}

fn list(args: &Args, store: &Path) -> Result<StoryPage, Error> {
    selection::open(store)?.stories(args.limit, u64::from(args.limit) * u64::from(args.page - 1))
}

fn written(args: &Args, page: &StoryPage, progress: &Progress) -> String {
    let here = if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl };
    let format = args.format.unwrap_or(here);
    if page.stories.is_empty() && format != Format::Json {
        progress.note(if args.page > 1 { "found nothing on this page" } else { "found nothing" });
    }
    let json = "a page is made of strings, numbers and lists";
    match format {
        Format::Text => render::stories::text(page, args.page, &terminal::style(args.color, args.width, true)),
        Format::Json => serde_json::to_string_pretty(page).expect(json) + "\n",
        Format::Jsonl => page.stories.iter().map(|story| serde_json::to_string(story).expect(json) + "\n").collect(),
    }
}

fn by_hand(act: &Act, path: &Path) -> Result<String, Error> {
    let mut store = Store::open(path)?;
    match act {
        Act::Join { story, others } => {
            let mut stays = StoryId(*story);
            for other in others {
                stays = store.join_stories(stays, StoryId(*other), &now())?;
            }
            Ok(format!("story {stays} has {} articles", store.story_head(stays)?.n_articles))
        }
        Act::Split { story, articles } => {
            let articles = articles.iter().map(|id| store.article_by_id(id)).collect::<Result<Vec<_>, _>>()?;
            let new = store.split_story(StoryId(*story), &articles, &now())?;
            {
                let n = store.story_head(new)?.n_articles;
                Ok(format!("story {new} is new and has {n} {}", if n == 1 { "article" } else { "articles" }))
            }
        }
        Act::Undo => Ok(match store.undo_stories()? {
            None => "nothing was done by hand".to_owned(),
            Some(Undone::Join(one, other)) => format!("stories {one} and {other} are two again"),
            Some(Undone::Split(one, other)) => format!("stories {one} and {other} are one again"),
        }),
    }
}
