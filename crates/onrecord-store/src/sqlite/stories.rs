//! Stories in the file: their rows, and when what is computed about them is written.

mod check;
mod list;
mod manual_edits;
mod placing;
mod rows;
mod term_weights;

pub(super) use check::{fits, mend, mend_article, problems};
pub(super) use list::{stories, story_articles, story_head, story_of};
pub(super) use manual_edits::{join_stories, split_story, undo_stories};
pub(super) use placing::{place, place_others};
