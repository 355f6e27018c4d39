//! `onrecord export --distinct`: writes events of the world, one row each.

use onrecord_batch::pipeline::{Failure, PipelineItem};
use onrecord_export::Encoded;
use onrecord_store::{DistinctEvent, Query, Storage, StoryMatches};

use super::output_args::OutputArgs;
use super::stores;
use crate::exit_code::{INTERRUPTED, SUCCESS};
use crate::interrupt;
use crate::progress::Progress;
use crate::record_writer::RecordWriter;

/// What is written, and how.
pub(super) struct Selection<'a> {
    pub(super) path: &'a std::path::Path,
    pub(super) query: &'a Query,
    /// Whether people's corrections are applied.
    pub(super) is_corrected: bool,
    pub(super) quiet: bool,
}

/// Writes the matching events story by story and returns the exit code.
///
/// # Errors
///
/// The reason why the store cannot be searched, or the output cannot be opened.
pub(super) fn export(selection: &Selection<'_>, output: &OutputArgs) -> Result<u8, String> {
    let path = selection.path;
    let encoder = output.row_encoder()?;
    let store = stores::open(path).map_err(|error| stores::message(&error, path))?;
    let stories = store.stories_with_events(selection.query).map_err(|error| stores::message(&error, path))?;
    if stories.is_empty() {
        Progress::new(0, None, selection.quiet).note("nothing found to write");
        return Ok(SUCCESS);
    }
    let output = output.open_rows(&encoder, DistinctEvent::COLUMNS)?;
    interrupt::listen(INTERRUPTED);
    let name = path.display().to_string();
    let mut writer = RecordWriter::new(output, Progress::stepped(selection.quiet), vec![name]);
    let (mut n_done, n_all) = (0, stories.iter().map(n_articles).sum());
    for story in &stories {
        let rows = rows(&*store, story, selection.is_corrected);
        let result = rows.map(Encoded::Rows).map_err(|error| Failure::Input(stores::message(&error, path)));
        n_done += n_articles(story);
        writer.step(n_done, n_all);
        let item = PipelineItem { input: 0, part: None, bytes: 0, size: 0, result };
        if writer.write(item).is_break() || interrupt::requested() {
            break;
        }
    }
    Ok(writer.finish(interrupt::requested()))
}

fn n_articles(story: &StoryMatches) -> u64 {
    story.matches.len() as u64
}

fn rows(
    store: &dyn Storage,
    story: &StoryMatches,
    is_corrected: bool,
) -> Result<Vec<Vec<String>>, onrecord_store::Error> {
    Ok(store.distinct_events(story, is_corrected)?.iter().map(DistinctEvent::row).collect())
}
