//! The one place that orders the stages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use onrecord_record::{ActorId, Notice, Record, Span, Statement, StatementId, StatementKind, Time, TimeId, TimeType};
use onrecord_text::{Division, Document, Metadata, Quotes};

use crate::actors::{
    self, Spoken, behind, build, entities, is_named, mentions, with_labels, without_names, without_times,
};
use crate::article::ArticleView;
use crate::error::Error;
use crate::events::{Example, Explanation, Ontology};
use crate::knowledge::Circumstance;
use crate::language::Language;
use crate::model::Model;
use crate::model_output::{ModelOutput, run_model};
use crate::places::{self, PlaceContext};
use crate::statements::{
    Attribution, Circumstances, Holding, Phrases, circumstances, complete, confidence, enter_turns, kind, turns,
};
use crate::syntax::Upos;
use crate::token_index::TokenIndex;
use crate::{events, quantities, times};

/// The day on which the examples of an ontology are published.
pub const EXAMPLES_PUBLISHED: &str = "2024-05-16";

/// Unquoted words that are no more likely than this to be said by their source are left out, unless their cue is sure.
const LEAST_CONFIDENCE: f32 = 0.4;
/// Mean log probability of the tokens of a cue from which on it is one in any case ("said"). Values from -0.5 to -0.1 give
/// content + source 76.5 to 76.7 and cues 75.8 to 76.2 on PolNeAR dev, where this one leaves out 76 of 2,109 statements, and
/// 80 of 1,199 in other news, most of which were false.
const SURE_CUE: f32 = -0.1;

/// Reads articles. Setting one up costs little; it may be shared between threads.
pub struct Reader {
    model: &'static Model,
    language: Arc<Language>,
    /// The user's; none where it is the bundled one.
    ontology: Option<Ontology>,
}

impl Reader {
    /// Returns a reader with the weights and the knowledge that are built into the program.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] where the program was built with weights that it cannot use.
    pub fn new() -> Result<Reader, Error> {
        Ok(Reader { model: Model::bundled()?, language: Language::bundled(), ontology: None })
    }

    /// Returns a reader that codes events with the user's ontology instead of the bundled one.
    ///
    /// ```
    /// use onrecord_read::{Ontology, Reader};
    ///
    /// let own = "[types]\nSIGN | - | - | - | -\n[verb SIGN - obj!+actor!]\nsign, recruit";
    /// let reader = Reader::new()?.with_ontology(Ontology::parse("own.txt", own).expect("it has no mistake"));
    /// assert!(reader.failed_examples().is_empty());
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    #[must_use]
    pub fn with_ontology(self, ontology: Ontology) -> Reader {
        Reader { ontology: Some(ontology), ..self }
    }

    /// Returns a reader that knows the language instead of the bundled one.
    ///
    /// The neural model, which finds names, statements and the syntax, knows English; what a language pack tells are words,
    /// times, quantities and places.
    #[must_use]
    pub fn with_language(self, language: impl Into<Arc<Language>>) -> Reader {
        Reader { language: language.into(), ..self }
    }

    /// Returns the ontology that events are coded with.
    pub fn ontology(&self) -> &Ontology {
        self.ontology.as_ref().unwrap_or_else(|| Ontology::bundled())
    }

    /// Returns the examples of the ontology that are not read as they should be, each with what is found instead.
    ///
    /// An example is read as an article of [`EXAMPLES_PUBLISHED`].
    pub fn failed_examples(&self) -> Vec<(&Example, String)> {
        let published = Some(EXAMPLES_PUBLISHED.to_owned());
        let metadata = Metadata { published, ..Metadata::default() };
        let outcome = |example: &Example| {
            Example::outcome(&self.read(&Document::new(example.sentence.clone(), metadata.clone())))
        };
        let examples = self.ontology().examples().iter();
        examples.map(|e| (e, outcome(e))).filter(|(e, found)| e.expected != *found).collect()
    }

    /// Returns the version of the weights.
    pub fn model_version(&self) -> &str {
        &self.model.version
    }

    /// Returns the record of one article. The same document gives the same record.
    pub fn read(&self, document: &Document) -> Record {
        self.read_and_explain(document, None)
    }

    /// Returns the record of one article, as [`Reader::read`] does, and why each of its events is there, in their order.
    pub fn explain(&self, document: &Document) -> (Record, Vec<Explanation>) {
        let mut explanations = Vec::new();
        let record = self.read_and_explain(document, Some(&mut explanations));
        (record, explanations)
    }

    fn read_and_explain(&self, document: &Document, explanations: Option<&mut Vec<Explanation>>) -> Record {
        let text = document.text();
        let knowledge = self.language.knowledge();
        let division = Division::of(text);
        let quotes = Quotes::of(text, &division);
        let index = TokenIndex::of(&division);
        let mut record = Record {
            document: document.info().clone(),
            sentences: division.sentences.iter().map(|s| division.span(s)).collect(),
            notices: document.notices().to_vec(),
            ..Record::default()
        };
        let output = match run_model(self.model, knowledge, text, &division, &quotes, &index) {
            Ok(output) => output,
            Err(error) => {
                record.notices.push(Notice::new("not-read", error.to_string()));
                return record;
            }
        };
        let ModelOutput { syntax, attributions: mut found, names, mention_types, kept } = output;
        let phrases = Phrases { syntax: &syntax, sentences: &division.sentences, index: &index };
        let turns = turns(text, &division, knowledge);
        complete(&mut found, &quotes, &index, &phrases, |token| division.tokens[token].span.text(text));
        enter_turns(&mut found, &turns);
        let published = record.document.published.as_deref().map(|p| p.get(..10).unwrap_or(p).to_owned());
        let article = ArticleView {
            text,
            division: &division,
            index: &index,
            syntax: &syntax,
            knowledge,
            published: published.as_deref(),
        };
        for attribution in &mut found {
            let is = |t: usize, kind| knowledge.is_circumstance(&article.word(t).to_lowercase(), kind);
            phrases.turn_passive(attribution, |t| is(t, Circumstance::Heard));
            phrases.find_holder(attribution, is);
        }
        // Turns of a transcript are labelled, not found by the model.
        let labelled: BTreeSet<usize> = turns.iter().map(|turn| turn.label.end).collect();
        let is_turn = |a: &Attribution| labelled.contains(&a.cue.start);
        found.retain(|attribution| {
            kind(&attribution.content, &quotes) != StatementKind::Indirect
                || is_turn(attribution)
                || attribution.evidence.cue >= SURE_CUE
                || confidence(&attribution.evidence) >= LEAST_CONFIDENCE
        });
        let (times, notices) =
            times::times(self.language.times(), text, &division, Some(&syntax), record.document.published.as_deref());
        record.notices.extend(notices);
        let names = actors::names(names, text, &division, &index, knowledge);
        let names = without_times(with_labels(names, &turns, &article), &times, &division);
        let times = without_names(times, &names, &division);
        let mentions = mentions(&mention_types, &article, &names);
        let mut source_of = vec![None; division.tokens.len()];
        for (i, attribution) in found.iter().enumerate() {
            attribution.source.iter().for_each(|range| source_of[range.clone()].fill(Some(i)));
        }
        let spoken = Spoken { source_of, contents: found.iter().map(|a| a.content.clone()).collect() };
        let entities = entities(&self.model.heads, &kept, &article, &mentions, &spoken);
        let within = nesting(&found, &article);
        let mut speaking: Vec<Vec<usize>> = found
            .iter()
            .map(|a| a.source.iter().flat_map(|s| behind(&article, &mentions, &entities, s)).collect())
            .collect();
        own_words(&article, &found, &within, &mut speaking);
        let around: Vec<Circumstances> = found.iter().map(|a| circumstances(&article, &mentions, a)).collect();
        let addressed = around.iter().flat_map(|c| &c.addressees).map(|&m| entities.of[m]);
        let happening = events::find(self.ontology(), &article, &mentions, &entities);
        let taking_part = happening.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).copied();
        let all: Vec<usize> = speaking.iter().flatten().copied().chain(addressed).chain(taking_part).collect();
        let built = build(&article, &mentions, &entities, &all);
        let actors = |mentioned: &[usize], speakers: &[usize]| -> Vec<ActorId> {
            let mut out: Vec<ActorId> = mentioned
                .iter()
                .map(|&m| entities.of[m])
                .filter(|e| !speakers.contains(e))
                .filter_map(|e| built.id_of.get(&e).copied())
                .collect();
            out.dedup();
            out
        };
        record.actors = built.actors;
        for (i, attribution) in found.iter().enumerate() {
            let spans =
                |ranges: &[std::ops::Range<usize>]| ranges.iter().map(|r| division.span(r)).collect::<Vec<Span>>();
            record.statements.push(Statement {
                kind: if labelled.contains(&attribution.cue.start) {
                    StatementKind::Direct
                } else {
                    kind(&attribution.content, &quotes)
                },
                source: spans(&attribution.source),
                cue: vec![division.span(&attribution.cue)],
                content: spans(&attribution.content),
                speakers: speaking[i]
                    .iter()
                    .filter(|&&e| is_named(&mentions, &entities, e))
                    .filter_map(|e| built.id_of.get(e).copied())
                    .collect(),
                addressees: actors(&around[i].addressees, &speaking[i]),
                venue: around[i].venue.as_ref().and_then(|r| venue(&article, r, &times)),
                time: when(&article, attribution, &around[i], &times),
                within: within.get(&i).copied().map(StatementId),
                confidence: confidence(&attribution.evidence),
            });
        }
        record.quantities = quantities::quantities(self.language.quantities(), text, &division, Some(&syntax), &times);
        record.times = times;
        let located = places::located(self.language.places(), text, &division, &syntax, &spoken, &names, knowledge);
        let (places, notices) =
            places::places(self.language.places(), text, &division, &located, &PlaceContext::default());
        record.places = places;
        let contents: Vec<_> = found.iter().map(|a| a.content.clone()).collect();
        let made = events::Made {
            ontology: self.ontology(),
            article: &article,
            actors: &record.actors,
            id_of: &built.id_of,
            contents: &contents,
            times: &record.times,
            places: &record.places,
            quantities: &record.quantities,
        };
        let (told, telling) = events::record(&happening, &made);
        if let Some(explanations) = explanations {
            *explanations = events::explain(&telling, &made);
        }
        record.events = told;
        events::sides(&mut record.actors, &record.events, &record.places, &article);
        record.notices.extend(notices);
        record
    }
}

/// The words of a venue, without the time that stands at their end ("a rally in Oslo on Tuesday").
fn venue(article: &ArticleView<'_>, tokens: &std::ops::Range<usize>, times: &[Time]) -> Option<Span> {
    let division = article.division;
    let timed = |t: &usize| times.iter().any(|time| time.span.contains(division.tokens[*t].span));
    let mut end = tokens.clone().rev().find(|t| !timed(t)).map_or(tokens.start, |t| t + 1);
    while end < tokens.end && end > tokens.start && article.syntax.upos[end - 1] == Upos::Adp {
        end -= 1;
    }
    (tokens.start < end).then(|| division.span(&(tokens.start..end)))
}

/// The time that belongs to the words around a cue: the first date or time of day under them, outside what is said.
fn when(
    article: &ArticleView<'_>,
    attribution: &Attribution,
    around: &Circumstances,
    times: &[Time],
) -> Option<TimeId> {
    let tokens = &article.division.tokens;
    let sentence = &article.division.sentences[article.index.sentence[attribution.cue.start]];
    let said = |t: usize| attribution.content.iter().chain(&attribution.source).any(|r| r.contains(&t));
    let bytes = article.division.span(sentence);
    let first = times.partition_point(|time| time.span.start < bytes.start);
    times
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, time)| time.span.start < bytes.end)
        .filter(|(_, time)| matches!(time.time_type, TimeType::Date | TimeType::Time))
        .find(|(_, time)| {
            let within = |t: &usize| time.span.start <= tokens[*t].span.start && tokens[*t].span.end <= time.span.end;
            let words: Vec<usize> = sentence.clone().filter(within).collect();
            let top = words.iter().find(|&&t| article.syntax.head[t].is_none_or(|h| !words.contains(&h)));
            let tied = top.and_then(|&t| article.syntax.head[t]).is_some_and(|h| around.clause.contains(&h));
            tied && !words.iter().any(|&t| said(t))
        })
        .map(|(i, _)| TimeId(i))
}

/// "I" in somebody's words is that somebody.
fn own_words(
    article: &ArticleView<'_>,
    found: &[Attribution],
    within: &BTreeMap<usize, usize>,
    speaking: &mut [Vec<usize>],
) {
    let is_i = |a: &Attribution| matches!(&a.source[..], [s] if s.len() == 1 && matches!(article.word(s.start), "I" | "me" | "Me"));
    for (&inner, &outer) in within {
        // The innermost statement that is not itself a statement of "I".
        let (mut holder, mut steps) = (outer, 0);
        while is_i(&found[holder]) && steps < found.len() {
            let Some(&next) = within.get(&holder) else { break };
            (holder, steps) = (next, steps + 1);
        }
        if is_i(&found[inner]) && !is_i(&found[holder]) {
            speaking[inner] = speaking[holder].clone();
        }
    }
}

/// For each statement that lies in the content of another, the innermost of those.
fn nesting(found: &[Attribution], article: &ArticleView<'_>) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let holding = Holding::new(article, found.iter().map(|attribution| attribution.content.as_slice()));
    for (i, inner) in found.iter().enumerate() {
        let holder = holding
            .of(article.index.sentence[inner.cue.start])
            .iter()
            .map(|&j| (j, &found[j]))
            .filter(|&(j, outer)| {
                j != i
                    && outer.content.iter().any(|piece| {
                        piece.start <= inner.cue.start
                            && inner.cue.end <= piece.end
                            && inner.content.iter().all(|c| piece.start <= c.start && c.end <= piece.end)
                            && inner.source.iter().all(|s| piece.start <= s.start && s.end <= piece.end)
                    })
            })
            .min_by_key(|(_, outer)| outer.content.iter().map(ExactSizeIterator::len).sum::<usize>());
        if let Some((j, _)) = holder {
            out.insert(i, j);
        }
    }
    out
}
