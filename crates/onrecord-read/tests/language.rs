//! Tests a language pack of an invented language: its times, quantities, turns and quotation cues are read although no
//! word of it is in Rust.

use onrecord_read::{Language, Reader, quantities, times};
use onrecord_record::{Record, Span, StatementKind};
use onrecord_text::{Division, Document, Metadata};

/// The files of Tivan; the line above each gives its path.
const TIVAN: &str = "\
== language.txt
[language]
name | Tivan
code | tv
[time-rules]
times/all.rules
== statements/turns.txt
[unnamed]
kel
[no-turn]
noto
== statements/cues.txt
[cues]
sanu; mirat
== times/words.txt
[month]
1 | Tavu
2 | Selu
[unit]
D | lum
M | mena
[absent]
tense; deictic
== times/numbers.txt
[cardinals]
un | 1
du | 2
tri | 3
[absent]
ordinals; scales; indefinite; and; and-parts; fractions; ordinal-endings; decades; decade-endings; hour-endings
half-day-endings; fiscal-prefixes
== times/all.rules
[timex]
{day} {month} {year} => date($day, $month, $year)
{number} {unit} => length($number, $unit)
yestu => shift(last, D)
== quantities/numbers.txt
[small]
un | 1
du | 2
tri | 3
[scale]
kento | 100 | kentos
[absent]
short; some; fraction; sign; ordinal; ordinal-nouns
== quantities/currencies.txt
[word]
XTV | koro
[absent]
codes; other-codes; sign; glued-sign; lost-sign; price-before; price-after; price-between
== quantities/units.txt
[unit]
km | kilo
[absent]
rate; multiple
";

/// Returns the files in a text; the other files of English are listed as absent.
fn files(text: &str) -> Vec<(String, String)> {
    let english = onrecord_knowledge::Pack::english(&mut Vec::new());
    let has = |path: &&str| TIVAN.contains(&format!("== {path}\n"));
    let absent: Vec<&str> = english.paths().filter(|path| !has(path)).collect();
    let files = text.split("== ").filter(|file| !file.is_empty());
    let parts = files.map(|file| file.split_once('\n').expect("a path stands above the file"));
    let with_absent = |path: &str, text: &str| match path {
        "language.txt" => format!("{text}[absent]\n{}\n", absent.join("; ")),
        _ => text.to_owned(),
    };
    parts.map(|(path, text)| (path.to_owned(), with_absent(path, text))).collect()
}

fn tivan() -> Language {
    Language::load(files(TIVAN)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

#[test]
fn times_and_quantities_of_an_invented_language_are_read() {
    let language = tivan();
    let text = "Ves 3 Tavu 2024 mor du kento koro lap tri lum. Yestu 20 kilo.";
    let division = Division::of(text);
    let (found, _) = times::times(language.times(), text, &division, None, Some("2024-01-10"));
    let shown: Vec<(&str, &str)> = found.iter().map(|time| (time.span.text(text), time.value.as_str())).collect();
    assert_eq!(shown, [("3 Tavu 2024", "2024-01-03"), ("tri lum", "P3D"), ("Yestu", "2024-01-09")]);
    let found = quantities::quantities(language.quantities(), text, &division, None, &found);
    let shown: Vec<_> = found.iter().map(|q| (q.span.text(text), q.low, q.unit.as_deref())).collect();
    assert_eq!(shown, [("du kento koro", Some(200.0), Some("XTV")), ("20 kilo", Some(20.0), Some("km"))]);
}

/// Labels of turns come from the pack.
#[test]
fn turns_of_an_invented_language_are_read() {
    let text = "KEL: Mira lo sanu tavi.\n\nMIRA: Sanu ke lo.\n\nNOTO: Vesi pa tavu.\n\nKEL: Lo mira sanu?";
    let sources = |record: &Record| -> Vec<String> {
        let turns = record.statements.iter().filter(|one| one.kind == StatementKind::Direct);
        turns.flat_map(|one| one.source.iter().map(|span| span.text(text).to_owned())).collect()
    };
    let document = Document::new(text.to_owned(), Metadata::default());
    let english = Reader::new().expect("the bundled weights are usable");
    assert_eq!(sources(&english.read(&document)), ["KEL", "MIRA", "NOTO", "KEL"]);
    assert_eq!(sources(&english.with_language(tivan()).read(&document)), ["KEL", "MIRA", "KEL"]);
}

/// The model knows no word of Tivan: the pack lists the words next to a quotation that mark it as a statement.
#[test]
fn quotation_cues_of_an_invented_language_are_read() {
    let text = "“Lo vesi tavu pa keno,” sanu Mira Kelo.\n\nPa Toro mirat: “Keno lo vesu.”\n\nLapi “noto pa” vesi keno.";
    let document = Document::new(text.to_owned(), Metadata::default());
    let shown = |record: &Record| -> Vec<(String, String, String)> {
        let words = |spans: &[Span]| spans.iter().map(|span| span.text(text)).collect::<Vec<_>>().join(" ");
        let statements = record.statements.iter();
        statements
            .map(|one| (words(&one.source), one.cue.iter().map(|cue| cue.text(text)).collect(), words(&one.content)))
            .collect()
    };
    let record = Reader::new().expect("the bundled weights are usable").with_language(tivan()).read(&document);
    let expected = [("Mira Kelo", "sanu", "“Lo vesi tavu pa keno,”"), ("Pa Toro", "mirat", "“Keno lo vesu.”")];
    let expected = expected.map(|(source, cue, content)| (source.to_owned(), cue.to_owned(), content.to_owned()));
    assert_eq!(shown(&record), expected);
    assert!(onrecord_record::check::problems(&record).is_empty());
}

#[test]
fn every_mistake_of_a_pack_is_told_with_its_file_and_line() {
    let wrong = TIVAN
        .replace("un | 1\ndu | 2\ntri | 3\n[absent]", "un | one\n[absent]")
        .replace("== statements/turns.txt", "== statements/labels.txt")
        .replace("XTV | koro\n[absent]\ncodes;", "XTV | koro | rare\n[absent]\n")
        .replace("{number} {unit}", "{number} {moon}")
        .replace("km | kilo\n[absent]\nrate; multiple", "[unit");
    let mistakes = Language::load(files(&wrong)).expect_err("it has mistakes");
    let messages: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    for expected in [
        "quantities/currencies.txt: expected [codes] with rows, or codes below [absent], found neither",
        "quantities/currencies.txt: line 2: expected one of hundredth, ambiguous, found \"rare\"",
        "quantities/units.txt: line 2: expected a head like [name], found none",
        "statements/turns.txt: expected a file of this name, or its name below [absent] in language.txt, found neither",
        "times/numbers.txt: line 2: expected a number, found \"one\"",
        "times/words.txt: expected [moon], which a rule names, found none",
    ] {
        assert!(messages.iter().any(|line| line == expected), "{expected}\n{messages:#?}");
    }
    assert!(Language::load(Vec::new()).is_err_and(|mistakes| mistakes.len() > 20));
}

/// Returns English with some of its files replaced.
fn english_with(changes: &[(&str, &str)]) -> Result<Language, Vec<onrecord_read::Mistake>> {
    let english = onrecord_knowledge::Pack::english(&mut Vec::new());
    let text = |path: &str| {
        let changed = changes.iter().find(|(changed, _)| *changed == path).map(|(_, text)| (*text).to_owned());
        let own = || english.file(path, &mut Vec::new()).expect("the pack has the file").text().to_owned();
        changed.unwrap_or_else(own)
    };
    Language::load(english.paths().map(|path| (path.to_owned(), text(path))))
}

const TRANSFERS: &str = "[types]\nSIGN | - | - | - | -\n[verb SIGN - obj!+actor!]\nrecruit\n";

/// Events, their contexts and the forms of words come from the pack.
#[test]
fn events_are_read_with_the_ontology_of_the_pack() {
    let contexts = "[context sport]\nstriker\n[absent]\nsectors; abroad\n";
    let language = english_with(&[("events/ontology.txt", TRANSFERS), ("events/contexts.txt", contexts)]);
    let reader = Reader::new().expect("the bundled weights are usable").with_language(language.expect("no mistake"));
    let text = "Arsenal recruited the striker Tom Baker and condemned Chelsea.";
    let record = reader.read(&Document::new(text.to_owned(), Metadata::default()));
    let found: Vec<_> = record.events.iter().map(|event| (event.event_type.as_str(), &event.contexts[..])).collect();
    assert_eq!(found, [("SIGN", &["sport".to_owned()][..])]);
}

#[test]
fn forms_of_a_users_ontology_are_those_of_the_pack() {
    let endings = |past: &str| {
        format!(
            "[plural]\n\"\" | s\n[third-person]\n\"\" | s\n[past]\n\"\" | {past}\n[gerund]\n\"\" | ing\n[singular]\ns | \"\""
        )
    };
    let language = english_with(&[("morphology.txt", &endings("ut"))]).expect("no mistake");
    let own = language.parse_ontology("own.txt", TRANSFERS).expect("no mistake");
    let reader = Reader::new().expect("the bundled weights are usable").with_language(language).with_ontology(own);
    let document = Document::new("Arsenal recruited Baker. Kelo recruitut Baker.".to_owned(), Metadata::default());
    let entries = |word: &str| reader.explain_word(&document, word).1[0].entries.len();
    assert_eq!((entries("recruited"), entries("recruitut")), (0, 1));
}

#[test]
fn mistakes_of_the_ontology_of_a_pack_are_told() {
    let wrong = TRANSFERS.replace("obj!", "objekt");
    let mistakes = english_with(&[("events/ontology.txt", &wrong)]).err().unwrap_or_default();
    let messages: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    let [mistake] = &messages[..] else { panic!("{messages:#?}") };
    assert!(mistake.starts_with("events/ontology.txt: line 3: expected a slot"), "{mistake}");
}
