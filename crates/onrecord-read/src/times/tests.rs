//! The examples of the rule files, and properties of any text.

use onrecord_knowledge::{File, Pack};
use onrecord_record::{Notice, Time};
use onrecord_text::Division;
use proptest::prelude::*;

use super::{TimeRules, TimeValue};
use crate::Language;
use crate::syntax::{Relation, Syntax, Upos};

fn times(
    text: &str,
    division: &Division,
    syntax: Option<&Syntax>,
    published: Option<&str>,
) -> (Vec<Time>, Vec<Notice>) {
    super::times(Language::bundled().times(), text, division, syntax, published)
}

fn mistakes_of(path: &str, text: &'static str) -> Vec<String> {
    let mut mistakes = Vec::new();
    let mut pack = Pack::english(&mut mistakes);
    pack.replace(path, File::new("own", text));
    let _ = <TimeRules as onrecord_knowledge::Part>::read(&pack, &mut mistakes);
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn mistakes_are_told_with_their_line() {
    let messages = mistakes_of(
        "times/vague.rules",
        "now => ref(present)\n[timex]\nnow => rev(present)\nsoon\nnot-here: x\n{colour} => ref(past)\n<shade> => same($shade)",
    );
    for expected in [
        "own: line 1: expected a head like [phrase] above the first rule",
        "own: line 3: expected a value after =>, found something else",
        "own: line 4: expected a rule or a guard, found neither",
        "own: line 5: expected not-before, not-after, only-before, only-after or not-upos, found another guard",
        "times/words.txt: expected [colour], which a rule names, found none",
        "time rules: expected rules below [shade], which a rule names, found none",
    ] {
        assert!(messages.iter().any(|line| line == expected), "{expected}: {messages:?}");
    }
    let messages = mistakes_of("times/numbers.txt", "[cardinals]\none | 1\ntwo | two\n");
    assert_eq!(messages[0], "own: line 3: expected a number, found \"two\"");
}

/// Checks the examples: `+ date | text | words | TYPE value MOD` and `- date | text | words`.
#[test]
fn the_examples_of_the_rules_hold() {
    let mut wrong = Vec::new();
    let mut mistakes = Vec::new();
    let pack = Pack::english(&mut mistakes);
    for file in pack.time_rules(&mut mistakes) {
        for line in file.text().lines() {
            let (is_for, rest) = match line.split_at_checked(2) {
                Some(("+ ", rest)) => (true, rest),
                Some(("- ", rest)) => (false, rest),
                _ => continue,
            };
            let fields: Vec<&str> = rest.split(" | ").collect();
            let (date, text, words) = (fields[0], fields[1], fields[2]);
            let published = (date != "-").then_some(date);
            let (found, _) = times(text, &Division::of(text), None, published);
            let shown: Vec<String> = found
                .iter()
                .map(|t| {
                    format!(
                        "{} | {} {} {}",
                        t.span.text(text),
                        t.time_type.as_str(),
                        t.value,
                        t.modifier.as_deref().unwrap_or("")
                    )
                })
                .map(|t| t.trim_end().to_owned())
                .collect();
            let right = if is_for {
                shown.contains(&format!("{words} | {}", fields[3]))
            } else {
                !found.iter().any(|t| t.span.text(text).contains(words))
            };
            if !right {
                wrong.push(format!("{}: {line}\n    found {shown:?}", file.path()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In a narrative, a look at another time does not move the months that follow, unless the text goes on from there.
#[test]
fn narratives_go_on_after_a_look_aside() {
    let check = |text: &str, words: &str, value: &str| {
        let text =
            format!("In 1801 the mill was built. In 1802 it burned. It was sold in 1803, and again in 1804. {text}");
        let (found, _) = times(&text, &Division::of(&text), None, Some("2020-06-15"));
        let found = found.iter().find(|time| time.span.text(&text) == words).map(|time| time.value.as_str());
        assert_eq!(found, Some(value), "{text}");
    };
    check("In 1805 it was moved by the rules of the 1796 act. In March a canal was dug.", "March", "1805-03");
    check("In 1805 it was shut under the 1796-99 rule.", "99", "1799");
    check("In 1805 his first map (1798) was lost. In March he drew another.", "March", "1805-03");
    check(
        "In 1805 he left.\n\nA letter found in 1974 names a guest. In March he wed. He died in 1806.",
        "March",
        "1805-03",
    );
    check("In 1805 he left.\n\nIn 1851 the mill closed. In March it was sold. It fell in 1853.", "March", "1851-03");
    check("In May 1805 they met the men who had come in November 1804. In July they left.", "July", "1805-07");
    check("In May 1805 they met the men who had come in November 1804. In December it froze.", "December", "1804-12");
    check("In 1805 he dug more than in the previous year. In March he found coal.", "March", "1805-03");
    check("In 1805 he swore: \"Today we dig.\" In March he found coal.", "March", "1805-03");
    check("In 1805 it was shut. The men of '98 were angry.", "'98", "1798");
}

/// The effect of parts of speech: "fall" as a verb is not a season.
#[test]
fn verbs_are_no_times() {
    let check = |text: &str, tags: &[Upos], expected: &[&str]| {
        let syntax = Syntax { upos: tags.to_vec(), ..Syntax::default() };
        let (found, _) = times(text, &Division::of(text), Some(&syntax), Some("2025-02-13"));
        let found: Vec<&str> = found.iter().map(|t| t.span.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    };
    use Upos::{Adp, Noun, Pron, Propn, Punct, Verb};
    check("In spring they met .", &[Adp, Noun, Pron, Verb, Punct], &["spring"]);
    check("In spring they met .", &[Adp, Verb, Pron, Verb, Punct], &[]);
    check("In May they met .", &[Adp, Propn, Pron, Verb, Punct], &["May"]);
    check("Since May they met .", &[Adp, Verb, Pron, Verb, Punct], &[]);
}

/// The effect of the syntax tree: a month that modifies a noun is not the period of a future action.
#[test]
fn months_of_nouns_may_be_over() {
    use Relation::{Case, Det, Nmod, Nsubj, Obj, Obl};
    let text = "They will solve the murder in January";
    let check = |relation: Relation, head: usize, expected: &str| {
        let words = [
            (Upos::Pron, Some(2), Nsubj),
            (Upos::Aux, Some(2), Relation::Aux),
            (Upos::Verb, None, Relation::Root),
            (Upos::Det, Some(4), Det),
            (Upos::Noun, Some(2), Obj),
            (Upos::Adp, Some(6), Case),
            (Upos::Propn, Some(head), relation),
        ];
        let syntax = Syntax {
            upos: words.iter().map(|word| word.0).collect(),
            head: words.iter().map(|word| word.1).collect(),
            relation: words.iter().map(|word| word.2).collect(),
        };
        let (found, _) = times(text, &Division::of(text), Some(&syntax), Some("2025-02-13"));
        let found: Vec<&str> = found.iter().map(|time| time.value.as_str()).collect();
        assert_eq!(found, [expected], "{relation:?}");
    };
    check(Obl, 2, "2026-01");
    check(Nmod, 4, "2025-01");
}

#[test]
fn without_a_publication_date_a_notice_says_so() {
    let check = |text: &str, published: Option<&str>, expected: usize| {
        let (_, notices) = times(text, &Division::of(text), None, published);
        assert_eq!(notices.len(), expected, "{text}");
        assert!(notices.iter().all(|n| n.code == "no-publication-date"));
    };
    check("He left yesterday.", None, 1);
    check("He left on Friday.", None, 1);
    check("He left yesterday.", Some("2025-02-13"), 0);
    check("He left on May 5, 2024.", None, 0);
    check("He slept.", None, 0);
}

#[test]
fn strange_dates_give_no_nonsense() {
    let texts = [
        "February 29, 2023",
        "29 February 0000",
        "week 53",
        "December 31, 9999. The next day it ended. Two years later.",
        "in the year 0",
        "99999999999 years ago",
        "in 99999999999 decades",
        "9999 centuries later",
        "0 BC",
        "99999 BC",
        "9999 BC. Two years earlier.",
        "the 99th century",
        "the 0th century",
        "1:99 p.m.",
        "25:00 UTC",
        "13 p.m.",
        "the 40th of May",
        "2014-13-45",
        "-1 days",
        "next year",
    ];
    for text in texts {
        for published in [None, Some("9999-12-31"), Some("0001-01-01"), Some("2024-02-29"), Some("nonsense")] {
            check_spans(text, published);
        }
    }
    let digits = format!("{} years ago, in {} and {} days", "9".repeat(10_000), "1".repeat(10_000), "0".repeat(10_000));
    check_spans(&digits, Some("2024-02-29"));
}

fn check_spans(text: &str, published: Option<&str>) {
    let (found, notices) = times(text, &Division::of(text), None, published);
    let mut end = 0;
    for time in &found {
        assert!(time.span.start >= end, "{text}");
        let words = time.span.text(text);
        assert!(!words.is_empty() && words.trim() == words, "{text}");
        end = time.span.end;
        let value = TimeValue::parse(&time.value);
        assert_eq!(value.map(|v| v.to_string()).as_deref(), Some(time.value.as_str()), "{text}");
    }
    assert!(notices.len() <= 1);
}

fn phrase() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "last",
        "next",
        "the",
        "of",
        "year",
        "years",
        "week",
        "weeks",
        "month",
        "days",
        "ago",
        "later",
        "earlier",
        "before",
        "Monday",
        "Friday",
        "May",
        "March",
        "February",
        "29",
        "31",
        "30",
        "1st",
        "third",
        "quarter",
        "half",
        "a",
        "and",
        "-",
        "to",
        "1999",
        "2000",
        "9999",
        "1000",
        "'80s",
        "1990s",
        "BC",
        "century",
        "decade",
        "10:30",
        "p.m.",
        "noon",
        "UTC",
        "EST",
        "every",
        "twice",
        "early",
        "late",
        "mid",
        "end",
        "this",
        "that",
        "day",
        "previous",
        "following",
        "Easter",
        "Christmas",
        "Thanksgiving",
        "summer",
        "winter",
        "morning",
        "night",
        "now",
        "two",
        "hundred",
        "thousand",
        "million",
        "few",
        ",",
        ".",
        "(",
        ")",
        "nearly",
        "more than",
        "said",
        "will",
        "99999999999",
        "weekend",
        "2014-02-30",
        "12/31/9999",
        "0",
        "00",
        "one",
        "1/2",
        "hours",
        "minutes",
        "fiscal",
        "\n",
    ]);
    prop::collection::vec(words, 0..14).prop_map(|words| words.join(" "))
}

#[test]
fn centuries_and_years_are_added_up() {
    for text in ["two centuries 1/2 years", "two century 1/2 years", "a century 3 decades", "half a decade 2 months"] {
        check_spans(text, Some("2025-02-13"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        check_spans(&text, Some("2025-02-13"));
    }

    #[test]
    fn any_phrase_is_read(text in phrase(), year in 1..=9999i16, month in 1..=12u8, day in 1..=28u8) {
        check_spans(&text, Some(&format!("{year:04}-{month:02}-{day:02}")));
        check_spans(&text, None);
    }

    #[test]
    fn any_number_is_read(number in any::<u128>(), year in any::<i64>()) {
        for text in [format!("{number} years ago"), format!("in {year}"), format!("{number}-year {year} BC"), format!("March {number}, {year}")] {
            check_spans(&text, Some("2025-02-13"));
        }
    }

    #[test]
    fn any_value_that_is_read_is_printed_the_same(text in "(BC)?[0-9X]{1,4}(-(W?[0-9X]{2}|SU|WI|Q[1-4X]|H[12]))?(-([0-9X]{1,2}|WE))?(T([0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?|MO|NI))?") {
        if let Some(value) = TimeValue::parse(&text) {
            prop_assert_eq!(value.to_string(), text);
        }
    }

    #[test]
    fn any_length_that_is_read_is_printed_the_same(text in "P([1-9][0-9]{0,3}(\\.5)?|X)[YMWDQ](T([1-9][0-9]?|X)[HMS])?") {
        if let Some(value) = TimeValue::parse(&text) {
            prop_assert_eq!(value.to_string(), text);
        }
    }
}

#[test]
fn the_day_of_a_dateline_stands_for_that_of_publication() {
    let check = |text: &str, expected: Option<&str>, notice: &str| {
        let (found, notices) = times(text, &Division::of(text), None, None);
        assert_eq!(found.last().map(|time| time.value.as_str()), expected, "{text}");
        assert_eq!(notices.first().map(|notice| notice.code.as_str()), Some(notice), "{text}");
    };
    check("OSLO, 14 May 2024 (Agency) - They met on Monday.", Some("2024-05-13"), "date-from-dateline");
    check("BERGEN, June 3, 2024 — They met yesterday.", Some("2024-06-02"), "date-from-dateline");
    check("February 7, 2025 (LIMA) - They left on Monday.", Some("2025-02-03"), "date-from-dateline");
    check("On 14 May 2024 they met. They left on Monday.", Some("XXXX-WXX-1"), "no-publication-date");
    check("He was born on 14 May 1924 - a Wednesday. He died yesterday.", Some("PAST_REF"), "no-publication-date");
}
