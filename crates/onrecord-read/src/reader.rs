//! The reader, which is the only place that orders the stages.

use std::collections::BTreeSet;
use std::sync::Arc;

use onrecord_record::{Notice, Record};
use onrecord_text::{Document, Metadata};

use crate::actors::{MentionFeatures, Reference};
use crate::article::ArticleView;
use crate::beginning::{MAX_BYTES, beginning};
use crate::error::Error;
use crate::events::{Circumstances, Coded, CodingInput, Contexts, LearnedEvents, explain_word};
use crate::events::{Example, Explanation, MentionPair, Ontology, SideChoice, WordExplanation};
use crate::language::Language;
use crate::model::Model;
use crate::model_output::run_model;
use crate::participants::{self, Around, CountryChoice};
use crate::statements::{Spoken, Utterance};
use crate::text::TokenizedText;
use crate::user_files::version_suffix;
use crate::{actors, events, places, quantities, statements, times};

/// The publication date assumed for the examples of an ontology.
pub const EXAMPLES_PUBLISHED: &str = "2024-05-16";

/// Reads articles. A reader is cheap to create and can be shared between threads.
pub struct Reader {
    model: &'static Model,
    language: Arc<Language>,
    /// The user's ontology; `None` to use that of the language.
    ontology: Option<Ontology>,
    /// The maximum length in bytes of the part of a text that is read.
    max_bytes: usize,
}

impl Reader {
    /// Returns a reader with the weights and the knowledge base that are built into the program.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] if the program was built with unusable weights.
    pub fn new() -> Result<Reader, Error> {
        Ok(Reader { model: Model::bundled()?, language: Language::bundled(), ontology: None, max_bytes: MAX_BYTES })
    }

    /// Returns a reader that codes events with the user's ontology instead of that of the language.
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

    /// Returns a reader for another language than the bundled one. Events are coded with the ontology of the language,
    /// unless [`Reader::with_ontology`] gives another.
    ///
    /// The neural model, which finds names, statements and syntax, was trained on English; a language pack only
    /// provides words, times, quantities, places and events.
    #[must_use]
    pub fn with_language(self, language: impl Into<Arc<Language>>) -> Reader {
        Reader { language: language.into(), ..self }
    }

    /// Returns a reader that reads at most `max_bytes` of each article, instead of 8 MiB. The record of a longer article has its
    /// whole text, and a notice `too-long` that tells from where it was not read.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::Document;
    ///
    /// let reader = Reader::new()?.with_max_bytes(20);
    /// let record = reader.read(&Document::plain("It rained in Oslo.\n\nAna Diaz left."));
    /// assert_eq!((record.sentences.len(), record.notices[0].code.as_str()), (1, "too-long"));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    #[must_use]
    pub fn with_max_bytes(self, max_bytes: usize) -> Reader {
        Reader { max_bytes, ..self }
    }

    /// Returns the ontology used to code events.
    pub fn ontology(&self) -> &Ontology {
        self.ontology.as_ref().unwrap_or_else(|| self.language.ontology())
    }

    /// Returns the examples of the ontology that are not coded as expected, each with the actual result.
    ///
    /// An example is read as an article published on [`EXAMPLES_PUBLISHED`]. Examples test the words of the ontology
    /// alone, without the model, which judges events in articles.
    pub fn failed_examples(&self) -> Vec<(&Example, String)> {
        let published = Some(EXAMPLES_PUBLISHED.to_owned());
        let metadata = Metadata { published, ..Metadata::default() };
        let outcome = |example: &Example| {
            let document = Document::new(example.sentence.clone(), metadata.clone());
            Example::outcome(&self.run_stages(&document, Wanted { words_alone: true, ..Wanted::default() }).record)
        };
        let examples = self.ontology().examples().iter();
        examples.map(|e| (e, outcome(e))).filter(|(e, found)| e.expected != *found).collect()
    }

    /// Returns the version of everything that determines records: the program with its rules, the weights, and fingerprints of the
    /// user's ontology and knowledge, if there are any.
    pub fn version(&self) -> String {
        let ontology = self.ontology.as_ref().map(Ontology::fingerprint);
        let files = version_suffix(ontology, self.language.user_file());
        format!("{}, model {}{files}", env!("CARGO_PKG_VERSION"), self.model_version())
    }

    /// Returns the version of the weights.
    pub fn model_version(&self) -> &str {
        &self.model.version
    }

    /// Returns the record of an article. The same document always gives the same record.
    pub fn read(&self, document: &Document) -> Record {
        self.run_stages(document, Wanted::default()).record
    }

    /// Returns the record of an article, as [`Reader::read`] does, and an explanation of each of its events, in the
    /// same order.
    pub fn explain(&self, document: &Document) -> (Record, Vec<Explanation>) {
        let reading = self.run_stages(document, Wanted { explanations: true, ..Wanted::default() });
        (reading.record, reading.explanations)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and an explanation of each occurrence of a word,
    /// ignoring case: why it states an event of the record, or why it does not.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Police arrested ten protesters. The arrested cellist played on.";
    /// let document = Document::new(text.to_owned(), Metadata::default());
    /// let (_, words) = Reader::new()?.explain_word(&document, "arrested");
    /// assert_eq!(words.len(), 2);
    /// assert!(words[0].entries.iter().any(|(entry, ..)| entry == "arrest"));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn explain_word(&self, document: &Document, word: &str) -> (Record, Vec<WordExplanation>) {
        let word = word.to_lowercase();
        let reading = self.run_stages(document, Wanted { word: Some(&word), ..Wanted::default() });
        (reading.record, reading.words)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and the candidate countries of the participants
    /// whose own words imply none, in the order of the actors.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Police in Nairobi, Kenya, arrested ten protesters on Monday.";
    /// let (record, choices) = Reader::new()?.country_choices(&Document::new(text.to_owned(), Metadata::default()));
    /// let of_police = choices.iter().find(|choice| record.actors[choice.actor.0].name == "Police").unwrap();
    /// assert_eq!(of_police.candidates[0].country, "KEN");
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn country_choices(&self, document: &Document) -> (Record, Vec<CountryChoice>) {
        let reading = self.run_stages(document, Wanted { choices: true, ..Wanted::default() });
        (reading.record, reading.choices)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and the pairs of event mentions that were compared
    /// to merge mentions of the same event, in text order of the later mention.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Rebels attacked a convoy near Gao on Monday. The attack killed two soldiers.";
    /// let (_, pairs) = Reader::new()?.mention_pairs(&Document::new(text.to_owned(), Metadata::default()));
    /// assert!(pairs.iter().all(|pair| (0.0..=1.0).contains(&pair.probability)));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn mention_pairs(&self, document: &Document) -> (Record, Vec<MentionPair>) {
        let reading = self.run_stages(document, Wanted { pairs: true, ..Wanted::default() });
        (reading.record, reading.pairs)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and the candidates for actors and recipients of its
    /// events, for each event mention in text order.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Police in Nairobi arrested ten protesters on Monday.";
    /// let (_, choices) = Reader::new()?.side_choices(&Document::new(text.to_owned(), Metadata::default()));
    /// let police = choices.iter().find(|choice| choice.side == "actor" && choice.mentions[0].start == 0).unwrap();
    /// assert!(police.probability > 0.5);
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn side_choices(&self, document: &Document) -> (Record, Vec<SideChoice>) {
        let reading = self.run_stages(document, Wanted { sides: true, ..Wanted::default() });
        (reading.record, reading.sides)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and the candidate antecedents of its descriptions
    /// and pronouns, in text order.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Ravel Motors closed its plant in Oslo on Monday. The company said it had no choice.";
    /// let (_, references) = Reader::new()?.references(&Document::new(text.to_owned(), Metadata::default()));
    /// assert!(references.iter().any(|reference| &text[reference.description.start..][..11] == "The company"));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn references(&self, document: &Document) -> (Record, Vec<Reference>) {
        let reading = self.run_stages(document, Wanted { references: true, ..Wanted::default() });
        (reading.record, reading.references)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and the input of the coreference head for each of
    /// its mentions, in text order.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Ravel Motors closed its plant in Oslo on Monday. The company said it had no choice.";
    /// let (_, mentions) = Reader::new()?.mention_features(&Document::new(text.to_owned(), Metadata::default()));
    /// assert!(mentions.iter().any(|mention| mention.form == 1 && mention.key == ["company"]));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn mention_features(&self, document: &Document) -> (Record, Vec<MentionFeatures>) {
        let reading = self.run_stages(document, Wanted { mentions: true, ..Wanted::default() });
        (reading.record, reading.mentions)
    }

    /// Returns the record of an article, as [`Reader::read`] does, and for each statement the names of the features of
    /// its speakers, which are empty if it has no named speaker. `weights/speaker_confidence.txt` has the weight of
    /// each feature.
    ///
    /// ```
    /// use onrecord_read::Reader;
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let text = "Ana Diaz said that the bridge would open in May.";
    /// let (record, features) = Reader::new()?.speaker_features(&Document::new(text.to_owned(), Metadata::default()));
    /// assert_eq!(record.statements.len(), features.len());
    /// assert!(features[0].iter().any(|feature| feature.starts_with("form|name")));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    pub fn speaker_features(&self, document: &Document) -> (Record, Vec<Vec<String>>) {
        let reading = self.run_stages(document, Wanted::default());
        (reading.record, reading.speaker_features)
    }

    /// Returns the record and the other results in `wanted`. Each stage is one line.
    fn run_stages(&self, document: &Document, wanted: Wanted<'_>) -> Reading {
        let (language, knowledge, ontology) = (&self.language, self.language.knowledge(), self.ontology());
        let (read, length_notice) = beginning(document.text(), self.max_bytes);
        let text = TokenizedText::with_words(read, language.text());
        let (raw, division, published) = (text.raw, &text.division, document.info().published.as_deref());
        let output = match run_model(self.model, knowledge, &text) {
            Ok(output) => output,
            Err(error) => return Reading { record: unread(document, &text, &error), ..Reading::default() },
        };
        let (heads, event_heads, vectors) = (&self.model.heads, &self.model.event_heads, &output.head_vectors);
        let article = ArticleView::new(&text, &output.syntax, knowledge, published);
        let turns = statements::turns(&text, knowledge);
        let attributions = statements::attributions(output.attributions, &turns, &article);
        let spoken = Spoken::of(&attributions, text.n_tokens());
        let (times, time_notices) = times::times(language.times(), raw, division, Some(article.syntax), published);
        let names = actors::names(output.names, &turns, &times, &article, knowledge);
        let times = actors::times_outside_names(times, &names, &article);
        let mentions = actors::mentions(&output.mention_types, &article, &names);
        let entities = actors::resolve(heads, vectors, &article, &mentions, &spoken, wanted.references);
        let references = actors::references(&entities, &mentions, division);
        let features = wanted.mentions.then(|| actors::mention_features(&mentions, &entities, division));
        let utterances = statements::utterances(&article, &mentions, &entities, &attributions);
        let learned = (!wanted.words_alone).then(|| LearnedEvents::new(event_heads, &output.triggers));
        let detect = |learned| events::detect(ontology, &article, &mentions, &entities, learned);
        let found = detect(learned.as_ref());
        let sides = wanted.sides.then(|| events::side_choices(&found, &article, &mentions, &entities));
        let actors = actors::actors(&article, &mentions, &entities, &taking_part(&utterances, &found));
        let statements = statements::statements(&article, &attributions, &utterances, &actors, &times);
        let quantities = quantities::quantities(language.quantities(), raw, division, Some(article.syntax), &times);
        let (places, place_notices) = places::of_article(language.places(), &article, &spoken, &names);
        let circumstances = Circumstances { times: &times, places: &places, quantities: &quantities };
        let coding = CodingInput::new(ontology, self.contexts(), &article, &actors, &spoken, circumstances);
        let Coded { events, mentions, pairs } = events::code(&found, &coding, wanted.pairs);
        let words = wanted.word.map(|word| explain_word(word, &detect(None), &mentions, learned.as_ref(), &coding));
        let explanations = wanted.explanations.then(|| events::explain(&mentions, &coding));
        let around = Around::new((&events, &statements, &places), &article, event_heads, vectors);
        let choices = wanted.choices.then(|| participants::choices(&actors.list, &around));
        let actors = participants::with_countries_and_sectors(actors.list, &around);
        let speaker_features = utterances.into_iter().map(|utterance| utterance.speaker_features).collect();
        let length_notices = Vec::from_iter(length_notice);
        let notices = [document.notices().to_vec(), length_notices, time_notices, place_notices].concat();
        let (document, sentences) = (document.info().clone(), text.sentence_spans());
        let record = Record { document, sentences, notices, actors, statements, quantities, times, places, events };
        let (explanations, choices) = (explanations.unwrap_or_default(), choices.unwrap_or_default());
        let (words, sides, features) =
            (words.unwrap_or_default(), sides.unwrap_or_default(), features.unwrap_or_default());
        Reading { record, explanations, choices, words, pairs, sides, references, mentions: features, speaker_features }
    }

    /// Returns the contexts of events, or `None` if a user's ontology is used.
    fn contexts(&self) -> Option<&Contexts> {
        self.ontology.is_none().then(|| self.language.contexts())
    }
}

/// The results wanted in addition to the record.
#[derive(Default, Clone, Copy)]
struct Wanted<'a> {
    explanations: bool,
    choices: bool,
    pairs: bool,
    sides: bool,
    references: bool,
    mentions: bool,
    /// Whether to code only events that words of the ontology state, without the model.
    words_alone: bool,
    /// A word to explain, in lower case.
    word: Option<&'a str>,
}

/// The record of an article and the additional results.
#[derive(Default)]
struct Reading {
    record: Record,
    explanations: Vec<Explanation>,
    choices: Vec<CountryChoice>,
    words: Vec<WordExplanation>,
    pairs: Vec<MentionPair>,
    sides: Vec<SideChoice>,
    references: Vec<Reference>,
    mentions: Vec<MentionFeatures>,
    speaker_features: Vec<Vec<String>>,
}

/// Returns the record of an article on which the model failed.
fn unread(document: &Document, text: &TokenizedText<'_>, error: &Error) -> Record {
    let mut notices = document.notices().to_vec();
    notices.push(Notice::new("not-read", error.to_string()));
    Record { document: document.info().clone(), sentences: text.sentence_spans(), notices, ..Record::default() }
}

/// Returns the entities that are speakers or addressees of statements, or actors or recipients of events.
fn taking_part(utterances: &[Utterance], found: &[events::DetectedEvent]) -> BTreeSet<usize> {
    let speaking = utterances.iter().flat_map(|utterance| utterance.speakers.iter().chain(&utterance.addressees));
    let acting = found.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    speaking.chain(acting).copied().collect()
}
