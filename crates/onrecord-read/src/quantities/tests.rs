//! The examples of the knowledge files, tables, and properties.

use onrecord_knowledge::Pack;
use onrecord_record::{Quantity, Span, Time, TimeType};
use onrecord_text::Division;
use proptest::prelude::*;

use crate::Language;
use crate::syntax::{Relation, Syntax, Upos};

fn quantities(text: &str, division: &Division, syntax: Option<&Syntax>, times: &[Time]) -> Vec<Quantity> {
    super::quantities(Language::bundled().quantities(), text, division, syntax, times)
}

fn read(text: &str) -> Vec<Quantity> {
    quantities(text, &Division::of(text), None, &[])
}

/// Returns quantities in the notation of the examples: `span = [~]value [unit] [[counted]]`, joined with ` ; `.
fn show(text: &str, found: &[Quantity]) -> String {
    let number = |n: f64| format!("{}", (n * 1e6).round() / 1e6);
    let one = |q: &Quantity| {
        let value = match (q.low, q.high) {
            (Some(low), Some(high)) if low == high => number(low),
            (low, high) => format!("{}..{}", low.map(number).unwrap_or_default(), high.map(number).unwrap_or_default()),
        };
        let hedge = if q.approximate { "~" } else { "" };
        let unit = q.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let of = q.of.map(|of| format!(" [{}]", of.text(text))).unwrap_or_default();
        format!("{} = {hedge}{value}{unit}{of}", q.span.text(text))
    };
    found.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(show(text, &read(text)), expected.trim(), "{text}");
}

#[test]
fn the_examples_of_the_rules_hold() {
    let (mut wrong, mut mistakes) = (Vec::new(), Vec::new());
    let mut n_rules = 0;
    let pack = Pack::english(&mut mistakes);
    let files = pack.paths().filter(|path| path.starts_with("quantities/"));
    for section in files.flat_map(|path| pack.table(path, &mut Vec::new()).rest()) {
        let has = |is_for: bool| section.examples.iter().any(|example| example.is_for == is_for);
        n_rules += usize::from(has(true) && has(false));
        for example in &section.examples {
            let Some((text, expected)) = example.text.split_once(" =>") else {
                wrong.push(format!("[{}]: no arrow in {:?}", section.name, example.text));
                continue;
            };
            let found = show(text, &read(text));
            if found != expected.trim() {
                wrong.push(format!("[{}]: {text}\n  expected {}\n  found    {found}", section.name, expected.trim()));
            }
        }
    }
    assert_eq!(mistakes, []);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_rules >= 25, "{n_rules} rules with examples");
}

/// A quotation mark after digits means inches if no quotation is open in its paragraph.
#[test]
fn marks_are_inches_outside_quotations() {
    let quotation = "He said: \"We are poor.\n\n\"We will pay,\" he said.\n\n";
    check(&format!("{quotation}The new screen is 12\" wide."), "12\" = 12 in");
    check("\"It is 12\" was all he said.", "12 = 12");
}

#[test]
fn quantities_of_news() {
    for (text, expected) in [
        (
            "Russian forces control roughly 20% of Ukraine’s eastern and southern territories.",
            "roughly 20% = ~20 % [Ukraine’s eastern and southern territories]",
        ),
        (
            "Estimates suggest hundreds of thousands of soldiers have been killed, and millions of Ukrainian civilians have fled.",
            "hundreds of thousands of = ~100000.. [soldiers] ; millions of = ~1000000.. [Ukrainian civilians]",
        ),
        ("Call (202) 555-0100 or 555-1234 or 1-800-555-0199.", ""),
        ("The 24/7 line opened at 6:40 p.m. on 7/8/07.", ""),
        (
            "Three people were killed and at least two dozen injured.",
            "Three = 3 [people] ; at least two dozen = ~24.. ",
        ),
        ("It costs $1,099 and 2.5 million rupees.", "$1,099 = 1099 USD ; 2.5 million rupees = 2500000 INR"),
        ("Shares closed at 92.27 yen, down -36.", "92.27 yen = 92.27 JPY ; -36 = -36"),
    ] {
        assert_eq!(show(text, &read(text)).replace("24.. ;", "24..;"), expected.trim_end(), "{text}");
    }
}

#[test]
fn numbers_in_times_belong_to_the_times() {
    let text = "He came with 20 others on 13 February.";
    let time = Time { span: Span::new(26, 37), time_type: TimeType::Date, value: String::new(), modifier: None };
    let found = quantities(text, &Division::of(text), None, &[time]);
    assert_eq!(show(text, &found), "20 = 20 [others]");
}

#[test]
fn a_tree_says_where_the_counted_words_end() {
    let text = "Two angry Boeing engineers fled.";
    let syntax = Syntax {
        upos: vec![Upos::Num, Upos::Adj, Upos::Propn, Upos::Noun, Upos::Verb, Upos::Punct],
        head: vec![Some(3), Some(3), Some(3), Some(4), None, Some(4)],
        relation: vec![
            Relation::Nummod,
            Relation::Amod,
            Relation::Compound,
            Relation::Nsubj,
            Relation::Root,
            Relation::Punct,
        ],
    };
    let found = quantities(text, &Division::of(text), Some(&syntax), &[]);
    assert_eq!(show(text, &found), "Two = 2 [angry Boeing engineers]");
}

#[test]
fn huge_numbers_are_dropped() {
    for digits in [16, 400, 10_000] {
        check(&format!("They counted {} people.", "9".repeat(digits)), "");
        check(&format!("They counted 1{} people.", ",000".repeat(digits)), "");
        check(&format!("They counted 5 {}people.", "billion ".repeat(digits)), "");
    }
}

fn is_sound(text: &str, found: &[Quantity]) -> bool {
    let span_is_sound = |span: Span| !span.is_empty() && !span.text(text).is_empty() && span.trim(text) == span;
    let ordered = found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    ordered
        && found.iter().all(|q| {
            let values = [q.low, q.high];
            let some = values.iter().any(Option::is_some) && values.iter().flatten().all(|n| n.is_finite());
            let order = !matches!((q.low, q.high), (Some(low), Some(high)) if low > high);
            span_is_sound(q.span) && q.of.is_none_or(span_is_sound) && some && order
        })
}

const PIECES: &[&str] = &[
    "20",
    "5,000",
    "1.5",
    "½",
    "1/2",
    "3-1",
    "15bn",
    "5m",
    "500km",
    "5th",
    "million",
    "hundred",
    "thousands",
    "of",
    "dozen",
    "two",
    "twenty-one",
    "a",
    "half",
    "and",
    "to",
    "-",
    "–",
    "between",
    "from",
    "about",
    "at least",
    "or more",
    "$",
    "US$",
    "€",
    "#13",
    "%",
    "percent",
    "dollars",
    "pounds",
    "per",
    "barrel",
    "people",
    "Boeing",
    "747",
    "2014",
    "one",
    "in",
    "score",
    "a few",
    "several",
    "(",
    ")",
    ",",
    ".",
    "“",
    "’",
    "'82",
    "\n",
    " ",
    "km",
    "\"",
    "points",
    "aged",
    "é",
    "third",
    "time",
    "No.",
    "0",
    "９",
    "۳",
];

proptest! {
    #[test]
    fn any_text_gives_sound_quantities(text in "\\PC{0,80}") {
        prop_assert!(is_sound(&text, &read(&text)), "{:?}", read(&text));
    }

    #[test]
    fn any_mixture_of_number_words_gives_sound_quantities(
        pieces in prop::collection::vec((prop::sample::select(PIECES), prop::bool::ANY), 0..24),
    ) {
        let text: String = pieces.iter().map(|(p, space)| format!("{p}{}", if *space { " " } else { "" })).collect();
        prop_assert!(is_sound(&text, &read(&text)), "{text:?}: {}", show(&text, &read(&text)));
    }

    #[test]
    fn digits_are_read_exactly(value in 3u32..999_999_999) {
        let text = format!("They saw {value} people.");
        prop_assert_eq!(read(&text)[0].low, Some(f64::from(value)));
    }
}
