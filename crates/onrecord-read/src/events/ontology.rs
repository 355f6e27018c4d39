//! The ontology file: types, modes, and the words that state events with the places of their arguments.

mod checks;
mod example;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use ahash::AHashMap;

pub use self::example::Example;
use crate::Error;
use crate::knowledge::lines::Line;
use crate::knowledge::morphology::Morphology;

/// The file of the bundled ontology in `knowledge/`.
const BUNDLED: &str = "en/events/ontology.txt";

/// Stands behind "=" for a word of a list that is no verb and has no other forms.
const NO_FORMS: &str = "-";

/// What is derived from a type and its mode; none where the ontology has "-".
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coded {
    pub(crate) quad: Option<u8>,
    pub(crate) cameo: Option<String>,
    pub(crate) goldstein: Option<f32>,
}

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Object,
    Possessive,
    /// The subject undergoes it ("fled").
    Subject,
    /// The phrase with "of" is the actor ("the request of").
    Maker,
    Reciprocal,
    /// An infinitive below a verb ("ordered the troops to leave").
    Clause,
    /// A clause with "that" below a noun ("its demand that the troops leave").
    That,
    /// The phrase with "from" is the actor ("fled from the army").
    Cause,
    Preposition(String),
}

/// Sorts of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Countries, governments and what belongs to them, organizations of states.
    State,
    /// The same, other organizations, parties and unions, and who is of them.
    Body,
    /// Those with arms.
    Forces,
}

/// A word that states events of one type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trigger {
    pub(crate) is_verb: bool,
    /// Of each of these groups one stands with it: a particle behind a verb, its object, the word before a noun.
    pub(crate) further: Vec<Vec<String>>,
    pub(crate) event_type: String,
    pub(crate) mode: Option<String>,
    /// Where the recipient may stand, and whether the event needs it there.
    pub(crate) slots: Vec<(Place, bool)>,
    pub(crate) needs_actor: bool,
    /// The sort of which an actor must be.
    pub(crate) sort: Option<Sort>,
    /// Whether a noun needs no other side ("an invitation for").
    pub(crate) alone: bool,
    /// Whether what a verb has for its object, or who stands in a noun's slots, must be a person or people ("beat").
    pub(crate) human: bool,
    /// Whether the verb must have no object ("demonstrate").
    pub(crate) intransitive: bool,
    /// Whether no sum of money may stand below the verb ("charge").
    pub(crate) unpaid: bool,
    /// Whether a place that is named behind the noun is enough, where nobody is said to take part ("protests in Peru").
    pub(crate) there: bool,
    /// Whether the recipient must be no single person ("fled").
    pub(crate) many: bool,
    pub(crate) counts: Option<String>,
    /// The entry of the file, and its line.
    pub(crate) word: String,
    pub(crate) line: usize,
    /// The words in the head above it.
    pub(crate) pattern: String,
}

/// Lists of words that govern events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    Light,
    Undergo,
    Planned,
    Possible,
    Negated,
    Content,
    Means,
    Unrelated,
    Idle,
    Money,
    Span,
    Animals,
    Taking,
    Quantity,
    Joining,
    Obliging,
    Told,
    Unsaid,
    Hosting,
    Occurring,
}

impl List {
    fn parse(head: &str) -> Option<List> {
        Some(match head {
            "light" => List::Light,
            "undergo" => List::Undergo,
            "planned" => List::Planned,
            "possible" => List::Possible,
            "negated" => List::Negated,
            "content" => List::Content,
            "means" => List::Means,
            "unrelated" => List::Unrelated,
            "idle" => List::Idle,
            "money" => List::Money,
            "span" => List::Span,
            "animals" => List::Animals,
            "taking" => List::Taking,
            "quantity" => List::Quantity,
            "joining" => List::Joining,
            "obliging" => List::Obliging,
            "told" => List::Told,
            "occurring" => List::Occurring,
            "hosting" => List::Hosting,
            "unsaid" => List::Unsaid,
            _ => return None,
        })
    }
}

/// What events there are, and the words that state them: immutable once read.
///
/// [`Ontology::parse`] reads a user's own, in the form that `docs/ontology.md` describes.
#[derive(Debug, Default)]
pub struct Ontology {
    types: BTreeMap<(String, Option<String>), Coded>,
    triggers: Vec<Trigger>,
    by_form: AHashMap<String, Vec<usize>>,
    lists: BTreeMap<List, BTreeSet<String>>,
    /// The trigger that each word with its pattern is.
    patterns: AHashMap<String, usize>,
    examples: Vec<Example>,
}

impl Ontology {
    /// Returns the ontology that the program brings with it.
    pub(crate) fn bundled() -> &'static Ontology {
        static CELL: OnceLock<Ontology> = OnceLock::new();
        CELL.get_or_init(|| {
            Ontology::read(BUNDLED, onrecord_knowledge::bundled(BUNDLED))
                .unwrap_or_else(|error| panic!("the bundled files are readable: {error}"))
        })
    }

    /// Returns whether this is the ontology that the program brings with it.
    pub(crate) fn is_bundled(&self) -> bool {
        std::ptr::eq(self, Ontology::bundled())
    }

    /// Reads an ontology; an error names the first line with a mistake.
    pub(crate) fn read(file: &str, text: &str) -> Result<Ontology, Error> {
        let (read, mistakes) = checks::collect(file, text);
        mistakes.into_iter().next().map_or(Ok(read), Err)
    }

    fn enter(&mut self, line: &Line<'_, '_>) -> Result<(), Error> {
        let head: Vec<&str> = line.head.split_whitespace().collect();
        match head[..] {
            ["example"] => self.enter_example(line)?,
            ["types"] => self.enter_type(line)?,
            [kind @ ("verb" | "noun"), event_type, mode, slots] => {
                self.enter_triggers(line, kind == "verb", event_type, mode, slots, None)?;
            }
            [kind @ ("verb" | "noun"), event_type, mode, slots, counts] => {
                self.enter_triggers(line, kind == "verb", event_type, mode, slots, Some(counts))?;
            }
            [name] if List::parse(name).is_some() => {
                let Some(list) = List::parse(name) else { return Ok(()) };
                for (word, irregular) in entries(line.text) {
                    checks::entry(line, word)?;
                    let into = self.lists.entry(list).or_default();
                    match irregular.as_slice() {
                        [none] if none == NO_FORMS => into.extend([word.to_owned()]),
                        _ => into.extend(Morphology::bundled().verb_forms(word).chain(irregular)),
                    }
                }
            }
            _ => return Err(checks::unknown_head(line)),
        }
        Ok(())
    }

    fn enter_type(&mut self, line: &Line<'_, '_>) -> Result<(), Error> {
        let [name, mode, quad, cameo, goldstein] = line.fields()?;
        checks::type_name(line, name, mode)?;
        let quad = match quad.parse::<u8>() {
            Ok(quad @ 1..=4) => Some(quad),
            _ if quad == "-" => None,
            _ => return Err(line.error(format_args!("expected a quad class from 1 to 4, found \"{quad}\""))),
        };
        let goldstein = match goldstein.parse::<f32>() {
            Ok(score) if (-10.0..=10.0).contains(&score) => Some(score),
            _ if goldstein == "-" => None,
            _ => return Err(line.error(format_args!("expected a score from -10 to 10, found \"{goldstein}\""))),
        };
        let coded = Coded { quad, cameo: checks::cameo(line, cameo)?, goldstein };
        let key = (name.to_owned(), (mode != "-").then(|| mode.to_owned()));
        if self.types.insert(key, coded).is_some() {
            return Err(line.error(format_args!("{name} {mode} stands here twice")));
        }
        Ok(())
    }

    fn enter_triggers(
        &mut self,
        line: &Line<'_, '_>,
        is_verb: bool,
        event_type: &str,
        mode: &str,
        slots: &str,
        counts: Option<&str>,
    ) -> Result<(), Error> {
        let mode = (mode != "-").then(|| mode.to_owned());
        if !self.types.contains_key(&(event_type.to_owned(), mode.clone())) {
            let head = line.head;
            return Err(line.head_error(format_args!("the type or mode of [{head}] is not among the [types] above")));
        }
        let counts = match counts {
            None => None,
            Some(counts @ ("killed" | "injured" | "arrested" | "size")) => Some(counts.to_owned()),
            Some(other) => {
                let expected = "killed, injured, arrested or size";
                return Err(line.head_error(format_args!("expected what is counted, {expected}, found \"{other}\"")));
            }
        };
        let (mut needs_actor, mut alone, mut sort) = (false, false, None);
        let (mut human, mut intransitive, mut unpaid, mut there, mut many) = (false, false, false, false, false);
        let mut places = Vec::new();
        for slot in slots.split('+') {
            let (name, needed) = slot.strip_suffix('!').map_or((slot, false), |name| (name, true));
            match name {
                "" => return Err(line.head_error("expected a slot, found none")),
                "none" => {}
                "alone" => alone = true,
                "human" => human = true,
                "intransitive" => intransitive = true,
                "unpaid" => unpaid = true,
                "there" => there = true,
                "many" => many = true,
                "state" => sort = Some(Sort::State),
                "body" => sort = Some(Sort::Body),
                "that" => places.push((Place::That, needed)),
                "actor" => needs_actor |= needed,
                "obj" => places.push((Place::Object, needed)),
                "poss" => places.push((Place::Possessive, needed)),
                "subj" => places.push((Place::Subject, needed)),
                "maker" => places.push((Place::Maker, needed)),
                "cause" => places.push((Place::Cause, needed)),
                "clause" => places.push((Place::Clause, needed)),
                "reciprocal" => places.push((Place::Reciprocal, needed)),
                other => {
                    checks::preposition(line, other)?;
                    places.push((Place::Preposition(other.to_owned()), needed));
                }
            }
        }
        for (entry, irregular) in entries(line.text) {
            checks::entry(line, entry)?;
            let (word, further) = match entry.split_once(' ') {
                Some((before, noun)) if !is_verb => (noun, before),
                Some((verb, behind)) => (verb, behind),
                None => (entry, ""),
            };
            let further: Vec<Vec<String>> = further
                .split_whitespace()
                .map(|group| group.split('|').flat_map(|w| [w.to_owned(), Morphology::bundled().plural(w)]).collect())
                .collect();
            let forms: BTreeSet<String> = if is_verb {
                Morphology::bundled().verb_forms(word).chain(irregular).collect()
            } else {
                [word.to_owned(), Morphology::bundled().plural(word)].into_iter().chain(irregular).collect()
            };
            for form in forms {
                let same = self.by_form.entry(form).or_default();
                same.push(self.triggers.len());
                checks::same_form(line, entry, same.len())?;
            }
            self.triggers.push(Trigger {
                is_verb,
                further,
                event_type: event_type.to_owned(),
                mode: mode.clone(),
                slots: places.clone(),
                needs_actor,
                sort,
                alone,
                human,
                intransitive,
                unpaid,
                there,
                many,
                counts: counts.clone(),
                word: entry.to_owned(),
                line: line.number,
                pattern: line.head.to_owned(),
            });
            self.check_pattern(line)?;
        }
        Ok(())
    }

    /// Returns the triggers with the form, which is in lower case; those of two words first.
    pub(crate) fn triggers(&self, form: &str) -> Vec<&Trigger> {
        let mut found: Vec<&Trigger> =
            self.by_form.get(form).into_iter().flatten().filter_map(|&i| self.triggers.get(i)).collect();
        found.sort_by_key(|trigger| trigger.further.is_empty());
        found
    }

    /// Returns whether the word, in lower case, is in the list.
    pub(crate) fn is(&self, word: &str, list: List) -> bool {
        self.lists.get(&list).is_some_and(|words| words.contains(word))
    }

    /// Returns what follows from a type and a mode.
    pub(crate) fn coded(&self, event_type: &str, mode: Option<&str>) -> Option<&Coded> {
        let key = |mode: Option<&str>| (event_type.to_owned(), mode.map(str::to_owned));
        self.types.get(&key(mode)).or_else(|| self.types.get(&key(None)))
    }
}

/// The entries of a line: a word, and the forms behind its "=".
fn entries(text: &str) -> impl Iterator<Item = (&str, std::vec::IntoIter<String>)> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| {
        let (word, forms) = entry.split_once('=').map_or((entry, ""), |(word, forms)| (word.trim(), forms));
        let forms: Vec<String> =
            forms.split(';').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned).collect();
        (word, forms.into_iter())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_with_their_line() {
        let check = |text: &str, expected: &str| {
            let error = Ontology::read("own.txt", text).expect_err("the file has a mistake").to_string();
            assert_eq!(error, expected);
        };
        let types = "[types]\nASSAULT | - | 4 | 190 | -10\n";
        check(
            "[types]\nASSAULT | - | 5 | 190 | -10",
            "own.txt: line 2: expected a quad class from 1 to 4, found \"5\"",
        );
        check("[types]\nASSAULT | - | 4 | 190 | x", "own.txt: line 2: expected a score from -10 to 10, found \"x\"");
        check(&format!("{types}ASSAULT | - | 4 | 190 | -10"), "own.txt: line 3: ASSAULT - stands here twice");
        check("[nouns]\nwar", "own.txt: line 1: unknown head [nouns]");
        check(
            &format!("{types}[verb ASSALT - obj]\nkill"),
            "own.txt: line 3: the type or mode of [verb ASSALT - obj] is not among the [types] above",
        );
        check(&format!("{types}[verb ASSAULT - obj++on]\nkill"), "own.txt: line 3: expected a slot, found none");
        check(
            &format!("{types}[verb ASSAULT - obj dead]\nkill"),
            "own.txt: line 3: expected what is counted, killed, injured, arrested or size, found \"dead\"",
        );
    }

    #[test]
    fn the_bundled_ontology_is_read() {
        let ontology = Ontology::bundled();
        assert_eq!(ontology.triggers("kidnapped").len(), 1);
        assert_eq!(ontology.coded("ACCUSE", Some("allege")).and_then(|coded| coded.cameo.as_deref()), Some("112"));
        assert!(ontology.is("refused", List::Negated));
    }
}
