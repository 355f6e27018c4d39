//! Stories and threads in the file: their rows, and when the data derived from them is updated.

mod check;
mod list;
mod manual_edits;
mod placing;
mod profiles;
mod rows;
mod term_weights;
mod upgrade;

pub(super) use check::{fits, mend, mend_article, problems};
pub(super) use list::{
    stories, stories_of, story_articles, story_head, story_of, thread_articles, thread_head, threads,
};
pub(super) use manual_edits::{join_stories, split_story, undo_stories};
pub(super) use placing::{place, place_again};
pub(super) use upgrade::place_others;
