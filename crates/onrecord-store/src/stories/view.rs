//! One story as a whole: its articles side by side.

use std::collections::BTreeMap;

use onrecord_record::{CodePoints, Record, Span};
use serde::{Serialize, Serializer};

use super::actors::{Cast, StoryActor};
use super::differences::{self, Difference};
use super::happenings::{self, Happening};
use super::list::Story;
use super::positions::{self, Issue};
use super::quotes::{self, Saying};
use super::{StoryId, rows};
use crate::articles::ArticleId;
use crate::corrections::{self, EntryId, Verdict};
use crate::{Error, Store};

/// Articles of a story that are compared, the latest ones: the records of so many are read in about a second.
pub const MAX_COMPARED: usize = 300;

/// A story and what its articles say together. Numbers of articles and actors are places in the lists here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryView {
    /// What lists show of it.
    #[serde(flatten)]
    pub story: Story,
    /// Its articles, the earliest first, those without a date last; of a very long story the latest [`MAX_COMPARED`].
    pub articles: Vec<StoryArticle>,
    /// Those who are named, those of the most articles first.
    pub actors: Vec<StoryActor>,
    /// What happens, in the order of time; what several articles tell is one entry.
    pub timeline: Vec<Happening>,
    /// Who says what, in the order of time; what several articles quote is one entry.
    pub sayings: Vec<Saying>,
    /// Where articles or their sources disagree.
    pub differences: Vec<Difference>,
    /// Who is for and against what.
    pub positions: Vec<Issue>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryArticle {
    /// Its number in the store.
    pub number: ArticleId,
    /// Its id in its record.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Date or RFC 3339 time of publication.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The beginning of its text.
    pub lead: String,
}

/// A range of code points of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Points {
    /// The first one.
    pub start: usize,
    /// One past the last one.
    pub end: usize,
}

/// Words of one article of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The place of the article in [`StoryView::articles`].
    pub article: usize,
    /// The entry of its record that they belong to, such as `s3`, `e1` or `q2`.
    pub entry: Option<String>,
    /// Where they are.
    pub spans: Vec<Points>,
    /// The words, with " … " where the article says something else in between.
    pub text: String,
    /// What the latest correction of the entry says.
    #[serde(serialize_with = "name")]
    pub verdict: Option<Verdict>,
}

fn name<S: Serializer>(verdict: &Option<Verdict>, serializer: S) -> Result<S::Ok, S::Error> {
    verdict.map(Verdict::as_str).serialize(serializer)
}

/// An article of a story with its record, while the story is put together.
pub(super) struct Piece {
    pub(super) record: Record,
    /// The day of publication, 0 where not known.
    pub(super) day: i64,
    /// What people said of its entries.
    pub(super) verdicts: BTreeMap<EntryId, Verdict>,
}

impl Piece {
    pub(super) fn text(&self) -> &str {
        &self.record.document.text
    }

    pub(super) fn passage(&self, article: usize, entry: Option<String>, spans: &[Span]) -> Passage {
        let points = CodePoints::new(self.text());
        let of = |span: &Span| Points { start: points.from_byte(span.start), end: points.from_byte(span.end) };
        let spans = spans.iter().filter(|span| !span.is_empty()).copied().collect::<Vec<_>>();
        Passage {
            verdict: entry.as_deref().and_then(EntryId::parse).and_then(|entry| self.verdicts.get(&entry).copied()),
            article,
            entry,
            spans: spans.iter().map(of).collect(),
            text: crate::index::pieces(self.text(), &spans),
        }
    }

    /// Returns the sentence in which `span` begins; the span itself where none is known.
    pub(super) fn sentence(&self, span: Span) -> Span {
        let sentences = &self.record.sentences;
        let next = sentences.partition_point(|sentence| sentence.start <= span.start);
        next.checked_sub(1).map(|idx| sentences[idx]).filter(|found| found.overlaps(span)).unwrap_or(span)
    }
}

impl Store {
    /// Returns the story with this number, or the one into which it was joined, as a whole.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) where there is none, and where a record is damaged.
    pub fn story(&self, id: StoryId) -> Result<StoryView, Error> {
        let story = self.story_head(id)?;
        let mut ids = rows::articles_of(&self.conn, story.id).map_err(Error::database)?;
        ids.drain(..ids.len().saturating_sub(MAX_COMPARED));
        let mut pieces = Vec::with_capacity(ids.len());
        let mut articles = Vec::with_capacity(ids.len());
        for id in ids {
            let article = self.article(id)?;
            let record = self.record(id)?;
            let verdicts = corrections::verdicts_in(&self.conn, id).map_err(Error::database)?;
            pieces.push(Piece { day: crate::keep::published_day(&record), record, verdicts });
            articles.push(StoryArticle {
                number: id,
                id: article.doc_id,
                title: article.title,
                publisher: article.publisher,
                published: article.published,
                url: article.url,
                lead: article.lead,
            });
        }
        let cast = Cast::of(&pieces);
        let timeline = happenings::of(&pieces, &cast);
        let sayings = quotes::of(&pieces, &cast);
        let differences = differences::of(&pieces, &cast, &timeline);
        let positions = positions::of(&pieces, &cast);
        Ok(StoryView { story, articles, actors: cast.actors, timeline, sayings, differences, positions })
    }
}
