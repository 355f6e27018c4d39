//! The articles of a story during comparison, with passages from them.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Actor, ActorId, CodePoints, MentionForm, Record, Span};
use serde::{Serialize, Serializer};

use crate::corrections::{CorrectedRecord, Verdict};
use crate::entries::sentence_of;
use crate::entry_id::EntryId;
use crate::keep::published_day;
use crate::text::joined_spans;

/// A range of code points of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CodePointRange {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A passage in one article of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The index of the article in [`StoryView::articles`](crate::StoryView::articles).
    pub article: usize,
    /// The entry of its record to which the words belong, such as `s3`, `e1` or `q2`.
    pub entry: Option<String>,
    /// The positions of the words.
    pub spans: Vec<CodePointRange>,
    /// The words, with " … " in place of text left out between them.
    pub text: String,
    /// The verdict of the latest correction of the entry.
    #[serde(serialize_with = "name")]
    pub verdict: Option<Verdict>,
}

fn name<S: Serializer>(verdict: &Option<Verdict>, serializer: S) -> Result<S::Ok, S::Error> {
    verdict.map(Verdict::as_str).serialize(serializer)
}

/// An article of a story with its record and users' verdicts on its entries.
pub(crate) struct StoryDocument {
    pub(super) record: Record,
    /// The day of publication; 0 if unknown.
    pub(super) day: i64,
    pub(super) verdicts: BTreeMap<EntryId, Verdict>,
    given_actors: BTreeSet<ActorId>,
}

impl StoryDocument {
    pub(crate) fn new(corrected: CorrectedRecord) -> StoryDocument {
        let CorrectedRecord { record, verdicts, given_actors } = corrected;
        StoryDocument { day: published_day(&record), record, verdicts, given_actors }
    }

    pub(super) fn text(&self) -> &str {
        &self.record.document.text
    }

    /// Returns the passage at `spans` of this document, whose index is `article`.
    pub(super) fn passage(&self, article: usize, entry: Option<String>, spans: &[Span]) -> Passage {
        let points = CodePoints::new(self.text());
        let range =
            |span: &Span| CodePointRange { start: points.from_byte(span.start), end: points.from_byte(span.end) };
        let spans = spans.iter().filter(|span| !span.is_empty()).copied().collect::<Vec<_>>();
        Passage {
            verdict: entry.as_deref().and_then(EntryId::parse).and_then(|entry| self.verdicts.get(&entry).copied()),
            article,
            entry,
            spans: spans.iter().map(range).collect(),
            text: joined_spans(self.text(), &spans),
        }
    }

    /// Returns the sentence in which `span` begins, or `span` itself if no sentence overlaps it.
    pub(super) fn sentence(&self, span: Span) -> Span {
        sentence_of(&self.record, span)
    }

    /// Returns whether an actor has a role in the story: the article names it or a user supplied it in a correction,
    /// for example as a speaker, and no user rejected it.
    pub(super) fn is_part_of_story(&self, id: ActorId, actor: &Actor) -> bool {
        let is_named = || actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        (self.given_actors.contains(&id) || is_named()) && !self.is_rejected(EntryId::Actor(id))
    }

    /// Returns whether a user rejected the entry.
    pub(super) fn is_rejected(&self, entry: EntryId) -> bool {
        self.verdicts.get(&entry) == Some(&Verdict::Rejected)
    }
}
