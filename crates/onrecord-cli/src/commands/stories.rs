//! `onrecord stories`: lists the stories of a store, and joins and splits them.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use onrecord_store::{Error, SqliteStore, Storage, StoryId, StoryPage, ThreadId, Undone};

use super::display_args::{ListFormat, PageArgs, StyleArgs};
use super::numbers::{UNBOUNDED, number};
use super::stores;
use crate::batch_writer::now;
use crate::exit_code::SUCCESS;
use crate::render;
use crate::report::{fail, print};

const EXAMPLES: &str = "\
Examples:
  onrecord stories --store news.db
  onrecord stories --thread 2 --store news.db
  onrecord stories --differing --store news.db
  onrecord stories join 3 8 --store news.db
  onrecord stories split 3 article-7 article-9 --store news.db
  onrecord stories undo --store news.db

Exit codes:
  0    the stories were listed, joined or split
  2    wrong usage, or the store failed";

/// The number of stories whose accounts are compared at a time.
const STEP: u32 = 50;

/// List the stories of a store, latest first, or join and split them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = false, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    edit: Option<Edit>,

    /// The store
    #[arg(long, value_name = "FILE", global = true, env = "ONRECORD_STORE")]
    store: Option<PathBuf>,

    /// List only the stories of the thread with this number, as listed by `onrecord threads`
    #[arg(long, value_name = "ID", value_parser = number::<i64>(1, UNBOUNDED))]
    thread: Option<i64>,

    /// List only stories in which accounts differ; this takes about a second for every hundred articles
    #[arg(long)]
    differing: bool,

    #[command(flatten)]
    page: PageArgs,

    /// Format of the list [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<ListFormat>,

    #[command(flatten)]
    style: StyleArgs,
}

#[derive(Debug, Subcommand)]
enum Edit {
    /// Move all articles of other stories into one; automatic grouping does not change this later
    Join {
        /// Number of the story that remains
        story: i64,
        /// Numbers of the stories to move into it
        #[arg(required = true, value_parser = number::<i64>(1, UNBOUNDED))]
        others: Vec<i64>,
    },
    /// Move articles of a story into a new one; automatic grouping does not change this later
    Split {
        /// Number of the story
        story: i64,
        /// Ids of the articles to move
        #[arg(required = true)]
        articles: Vec<String>,
    },
    /// Undo the last join or split
    Undo,
}

/// Lists or edits the stories and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    let Some(store) = &args.store else { return fail("expected --store FILE, found none") };
    let text = match &args.edit {
        None => list(args, store).map(|page| {
            let text = || render::stories::text(&page, args.page.page, &args.style.style(true));
            ListFormat::or_default(args.format).written(&args.page, &page, &page.stories, text)
        }),
        Some(edit) => apply(edit, store).map(|message| message + "\n"),
    };
    match text {
        Err(error) => fail(&stores::message(&error, store)),
        Ok(text) => print(&text, SUCCESS),
    }
}

fn list(args: &Args, store: &Path) -> Result<StoryPage, Error> {
    let store = stores::open(store)?;
    let page = |limit, skip| match args.thread {
        Some(thread) => store.stories_of(ThreadId(thread), limit, skip),
        None => store.stories(limit, skip),
    };
    if args.differing {
        return differing(args, &*store, page);
    }
    page(args.page.limit, args.page.offset())
}

/// Returns the page of stories in which accounts differ. `page` returns stories, given how many to return and how many
/// to skip.
fn differing(
    args: &Args,
    store: &dyn Storage,
    page: impl Fn(u32, u64) -> Result<StoryPage, Error>,
) -> Result<StoryPage, Error> {
    let (limit, offset) = (args.page.limit as usize, args.page.offset() as usize);
    let (mut stories, mut n_seen) = (Vec::new(), 0);
    loop {
        let next = page(STEP, n_seen)?;
        let has_more = next.has_more;
        stories.extend(store.differing_stories(next)?.stories);
        n_seen += u64::from(STEP);
        if stories.len() > offset + limit || !has_more {
            let has_more = stories.len() > offset + limit;
            return Ok(StoryPage { stories: stories.into_iter().skip(offset).take(limit).collect(), has_more });
        }
    }
}

/// Edits the stories, and returns a message that describes the change.
fn apply(edit: &Edit, path: &Path) -> Result<String, Error> {
    let mut store = SqliteStore::open(path)?;
    match edit {
        Edit::Join { story, others } => {
            let others: Vec<StoryId> = others.iter().map(|other| StoryId(*other)).collect();
            let joined = store.join_stories(StoryId(*story), &others, &now())?;
            Ok(format!("story {joined} now has {} articles", store.story_head(joined)?.n_articles))
        }
        Edit::Split { story, articles } => {
            let articles = articles.iter().map(|id| store.article_by_id(id)).collect::<Result<Vec<_>, _>>()?;
            let new = store.split_story(StoryId(*story), &articles, &now())?;
            let n = store.story_head(new)?.n_articles;
            Ok(format!("created story {new} with {n} {}", if n == 1 { "article" } else { "articles" }))
        }
        Edit::Undo => Ok(match store.undo_stories()? {
            None => "there is nothing to undo".to_owned(),
            Some(Undone::Join(one, other)) => format!("stories {one} and {other} are separate again"),
            Some(Undone::Split(one, other)) => format!("stories {one} and {other} are one story again"),
        }),
    }
}
