//! `onrecord stories`: the stories of a store, and joining and splitting them by hand.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use onrecord_store::{Error, Store, StoryId, StoryPage, Undone};

use super::numbers::{NO_END, number};
use super::show::{Look, Paging, format_here, refuse, write};
use super::{ALL_READ, selection};
use crate::keeper::now;
use crate::progress::Progress;
use crate::render;

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

    #[command(flatten)]
    paging: Paging,

    /// How to write them [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Put all articles of other stories into one, where they stay
    Join {
        /// The story that stays
        story: i64,
        /// The stories that go into it
        #[arg(required = true, value_parser = number::<i64>(1, NO_END))]
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
    let Some(store) = &args.store else { return refuse("expected --store FILE, found none") };
    let done = match &args.act {
        None => list(args, store).map(|page| written(args, &page, &progress)),
        Some(act) => by_hand(act, store).map(|told| told + "\n"),
    };
    match done {
        Err(error) => refuse(&selection::told(&error, store)),
        Ok(written) => write(&written, ALL_READ),
    }
}

fn list(args: &Args, store: &Path) -> Result<StoryPage, Error> {
    selection::open(store)?.stories(args.paging.limit, args.paging.skip())
}

fn written(args: &Args, page: &StoryPage, progress: &Progress) -> String {
    let format = format_here(args.format, Format::Text, Format::Jsonl);
    if page.stories.is_empty() && format != Format::Json {
        progress.note(args.paging.nothing());
    }
    let json = "a page is made of strings, numbers and lists";
    match format {
        Format::Text => render::stories::text(page, args.paging.page, &args.look.style(true)),
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
