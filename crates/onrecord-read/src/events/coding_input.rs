//! The results of the other stages to which the events of the record refer.

use std::ops::Range;

use onrecord_record::{Actor, Place, Quantity, Span, Time};

use super::contexts::{Contexts, SentenceContexts};
use super::detected::DetectedEvent;
use super::ontology::Ontology;
use crate::actors::Actors;
use crate::article::ArticleView;
use crate::statements::Spoken;

/// The input from which events of the record are made, apart from the detected events.
pub(crate) struct CodingInput<'a> {
    pub(crate) ontology: &'a Ontology,
    /// The contexts of events; `None` if the events come from a user's ontology.
    pub(crate) contexts: Option<&'a Contexts>,
    pub(crate) article: &'a ArticleView<'a>,
    pub(crate) actors: &'a Actors,
    /// The contents of each statement, in tokens.
    pub(crate) contents: &'a [Vec<Range<usize>>],
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) quantities: &'a [Quantity],
    pub(super) sentence_contexts: SentenceContexts,
}

/// The times, places and quantities of an article.
#[derive(Clone, Copy)]
pub(crate) struct Circumstances<'a> {
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) quantities: &'a [Quantity],
}

impl<'a> CodingInput<'a> {
    /// Returns the input for coding the events of an article.
    pub(crate) fn new(
        ontology: &'a Ontology,
        contexts: Option<&'a Contexts>,
        article: &'a ArticleView<'a>,
        actors: &'a Actors,
        spoken: &'a Spoken,
        circumstances: Circumstances<'a>,
    ) -> CodingInput<'a> {
        let Circumstances { times, places, quantities } = circumstances;
        CodingInput {
            ontology,
            contexts,
            article,
            actors,
            contents: &spoken.contents,
            times,
            places,
            quantities,
            sentence_contexts: SentenceContexts::default(),
        }
    }

    /// Returns the tokens of a span in the sentence of the event.
    pub(super) fn tokens_of(&self, event: &DetectedEvent, span: Span) -> Vec<usize> {
        let tokens = &self.article.division.tokens;
        let sentence = self.article.sentence(event.anchor.start).clone();
        let inside = &tokens[sentence.clone()];
        let first = sentence.start + inside.partition_point(|token| token.span.start < span.start);
        (first..sentence.end).take_while(|&t| tokens[t].span.end <= span.end).collect()
    }

    /// Returns the tokens of a span.
    pub(super) fn tokens_within(&self, span: Span) -> Range<usize> {
        let tokens = &self.article.division.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        first..tokens.partition_point(|token| token.span.end <= span.end).max(first)
    }

    /// Returns the range of the entries, which are in text order, that begin in the sentence of the event.
    pub(super) fn in_sentence_of<T>(&self, event: &DetectedEvent, entries: &[T], span: fn(&T) -> Span) -> Range<usize> {
        self.in_sentence(self.article.sentence(event.anchor.start), entries, span)
    }

    /// Returns the range of the entries, which are in text order, that begin in a sentence.
    pub(super) fn in_sentence<T>(&self, sentence: &Range<usize>, entries: &[T], span: fn(&T) -> Span) -> Range<usize> {
        let bytes = self.article.division.span(sentence);
        let first = entries.partition_point(|entry| span(entry).start < bytes.start);
        first..first + entries[first..].partition_point(|entry| span(entry).start < bytes.end)
    }

    /// Returns the actor made from an entity.
    pub(super) fn actor(&self, entity: usize) -> Option<&Actor> {
        self.actors.list.get(self.actors.id_of(entity)?.0)
    }
}
