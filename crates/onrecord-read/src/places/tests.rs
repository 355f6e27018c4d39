//! The examples of the knowledge files, tables, and properties.

use onrecord_knowledge::Pack;
use onrecord_record::{Notice, Place, Span};
use onrecord_text::Division;
use proptest::prelude::*;

use super::{PlaceContext, PlaceMention, located};
use crate::Language;
use crate::actors::Name;
use crate::article::ArticleView;
use crate::knowledge::Knowledge;
use crate::model::NameTag;
use crate::statements::Spoken;
use crate::syntax::{Relation, Syntax, Upos};
use crate::text::TokenizedText;

fn mention(text: &str, name: &str) -> PlaceMention {
    let start = text.find(name).unwrap_or_default();
    PlaceMention { span: Span::new(start, start + name.len()), as_government: false, as_adjective: false }
}

fn places(text: &str, mentions: &[PlaceMention], context: &PlaceContext<'_>) -> (Vec<Place>, Vec<Notice>) {
    super::places(Language::bundled().places(), text, &Division::of(text), mentions, context)
}

fn read(text: &str, names: &[&str]) -> Vec<Place> {
    let mentions: Vec<PlaceMention> = names.iter().map(|name| mention(text, name)).collect();
    places(text, &mentions, &PlaceContext::default()).0
}

/// Checks the GeoNames ids of the places, or their countries where `expected` is a code.
fn check(text: &str, names: &[&str], expected: &[&str]) {
    let found = read(text, names);
    let shown: Vec<String> = found
        .iter()
        .zip(expected)
        .map(|(place, expected)| match expected.parse::<u64>() {
            Ok(_) => place.geonames.unwrap_or_default().to_string(),
            Err(_) => place.country.clone().unwrap_or_default(),
        })
        .collect();
    assert_eq!(shown, expected, "{text} {found:?}");
}

#[test]
fn the_examples_of_the_cues_hold() {
    let mut mistakes = Vec::new();
    let pack = Pack::english(&mut mistakes);
    let sections = pack.table("places/cues.txt", &mut mistakes).rest();
    let examples: Vec<_> = sections.iter().flat_map(|section| &section.examples).collect();
    for example in &examples {
        let Some((text, (name, expected))) =
            example.text.split_once(" => ").and_then(|(text, rest)| Some((text, rest.split_once(": ")?)))
        else {
            panic!("{}", example.text)
        };
        check(text, &[name], &[expected]);
    }
    assert!(examples.iter().filter(|example| example.is_for).count() >= 5);
    assert!(examples.iter().filter(|example| !example.is_for).count() >= 5);
}

#[test]
fn english_names_are_those_of_the_large_towns() {
    for (name, country) in [
        ("Cologne", "DEU"),
        ("Hanover", "DEU"),
        ("Seville", "ESP"),
        ("Mecca", "SAU"),
        ("Odessa", "UKR"),
        ("Avdiivka", "UKR"),
        ("Calcutta", "IND"),
        ("Ghent", "BEL"),
        ("Hodeidah", "YEM"),
        ("Rafah", "PSE"),
        ("Bali", "IDN"),
        ("Srebrenica", "BIH"),
    ] {
        check(&format!("A bomb exploded in {name} on Monday."), &[name], &[country]);
    }
    check("A bomb exploded in Frankfurt on Monday.", &["Frankfurt"], &["2925533"]);
}

#[test]
fn places_of_world_news() {
    for (text, names, expected) in [
        (
            "Trump met Putin in Munich before Ukraine and Moscow agreed.",
            &["Munich", "Ukraine", "Moscow"][..],
            &["2867714", "UKR", "524901"][..],
        ),
        ("Georgia and Armenia asked Russia to leave.", &["Georgia", "Armenia", "Russia"], &["GEO", "ARM", "RUS"]),
        (
            "Voters in Georgia, Alabama and Florida",
            &["Georgia", "Alabama", "Florida"],
            &["4197000", "4829764", "4155751"],
        ),
        (
            "He flew from London to Birmingham and Manchester.",
            &["London", "Birmingham", "Manchester"],
            &["2643743", "2655603", "2643123"],
        ),
        ("Israel struck Lebanon and the West Bank.", &["Israel", "Lebanon", "West Bank"], &["ISR", "LBN", "285153"]),
        ("Moscow annexed Crimea.", &["Moscow", "Crimea"], &["524901", "UKR"]),
        ("Washington and Beijing talked.", &["Washington", "Beijing"], &["4140963", "1816670"]),
        ("Tokyo, Seoul and Washington agreed.", &["Tokyo", "Seoul", "Washington"], &["1850147", "1835848", "4140963"]),
        ("Gaza is hungry. Israel and Egypt keep it shut.", &["Gaza", "Israel", "Egypt"], &["PSE", "ISR", "EGY"]),
        ("Berlin, Paris and Athens met.", &["Berlin", "Paris", "Athens"], &["2950159", "2988507", "264371"]),
        (
            "Police in Alexandria, Cairo and Port Said",
            &["Alexandria", "Cairo", "Port Said"],
            &["361058", "360630", "358619"],
        ),
        ("Rain fell on Seattle and Spokane, Washington.", &["Seattle", "Washington"], &["5809844", "5815135"]),
        ("Jordan and Syria shut the border.", &["Jordan", "Syria"], &["JOR", "SYR"]),
        ("Troops left Kharkiv for Donetsk.", &["Kharkiv", "Donetsk"], &["706483", "709717"]),
        (
            "It flew from Toronto to Ontario and Quebec.",
            &["Toronto", "Ontario", "Quebec"],
            &["6167865", "6093943", "6115047"],
        ),
        ("He came to New York from Mexico.", &["New York", "Mexico"], &["5128581", "MEX"]),
    ] {
        check(text, names, expected);
    }
}

#[test]
fn other_names_of_the_article_decide() {
    let text = "Paris and Honey Grove in Texas will share a road with Bonham, officials in Lamar County said.";
    check(text, &["Paris", "Texas", "Lamar County"], &["4717560", "4736286", "4705086"]);
}

#[test]
fn the_publishers_home_decides_where_nothing_else_does() {
    let text = "The council of Lexington met.";
    let context = PlaceContext { country: Some("USA"), region: Some("Massachusetts") };
    let (found, _) = places(text, &[mention(text, "Lexington")], &context);
    assert_eq!(found[0].geonames, Some(4941935));
}

#[test]
fn governments_are_not_places_and_unknown_names_stay() {
    let text = "Kyiv said that Xyzzyville fell.";
    let government = PlaceMention { as_government: true, ..mention(text, "Kyiv") };
    let mentions = [government, mention(text, "Xyzzyville")];
    let (found, notices) = places(text, &mentions, &PlaceContext::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].geonames, found[0].latitude), ("Xyzzyville", None, None));
    assert_eq!(notices[0].code, "place-unknown");
}

#[test]
fn a_mention_with_a_comma_is_two_places() {
    check("He was born in Paris, Texas, in 1960.", &["Paris, Texas"], &["4717560", "4736286"]);
}

proptest! {
    #[test]
    fn any_text_and_spans_give_sound_places(
        text in "\\PC{0,60}", ends in prop::collection::vec((0usize..80, 0usize..80), 0..6),
    ) {
        let mentions: Vec<PlaceMention> =
            ends.iter().map(|&(a, b)| PlaceMention { span: Span::new(a, b), as_government: false, as_adjective: false }).collect();
        let (found, _) = places(&text, &mentions, &PlaceContext::default());
        for place in &found {
            prop_assert!(!place.span.text(&text).is_empty() && place.span.trim(&text) == place.span);
            prop_assert!(place.latitude.is_none_or(|n| (-90.0..=90.0).contains(&n)));
            prop_assert!(place.longitude.is_none_or(|n| (-180.0..=180.0).contains(&n)));
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].span < pair[1].span));
    }
}

/// Checks the mentions among names, with a mark on those that denote a government; `source` is the words of one source.
fn check_located(text: &str, names: &[(&str, NameTag)], source: &str, heads: &[(&str, &str)], expected: &[&str]) {
    let tokenized = TokenizedText::of(text);
    let division = &tokenized.division;
    let n_tokens = division.tokens.len();
    let tokens = |words: &str| {
        let start = text.find(words).unwrap_or_default();
        let inside = |t: &usize| (start..start + words.len()).contains(&division.tokens[*t].span.start);
        let all: Vec<usize> = (0..n_tokens).filter(inside).collect();
        all.first().copied().unwrap_or_default()..all.last().map_or(0, |last| last + 1)
    };
    let mut syntax = Syntax {
        upos: vec![Upos::Propn; n_tokens],
        head: vec![None; n_tokens],
        relation: vec![Relation::Dep; n_tokens],
    };
    for (word, head) in heads {
        syntax.head[tokens(word).start] = Some(tokens(head).start);
    }
    let mut source_of = vec![None; n_tokens];
    if !source.is_empty() {
        source_of[tokens(source)].fill(Some(0));
    }
    let names: Vec<Name> = names.iter().map(|(words, tag)| Name { tokens: tokens(words), tag: *tag }).collect();
    let spoken = Spoken { source_of, sources: Vec::new(), contents: Vec::new() };
    let article = ArticleView::new(&tokenized, &syntax, Knowledge::bundled(), None);
    let found = located::located(Language::bundled().places(), &article, &spoken, &names);
    let shown: Vec<String> = found
        .iter()
        .map(|m| format!("{}{}", m.span.text(text), if m.as_government { " (government)" } else { "" }))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn names_become_mentions_of_places() {
    use NameTag::{Location, Organization, Person};
    let check =
        |text: &str, names: &[(&str, NameTag)], expected: &[&str]| check_located(text, names, "", &[], expected);
    check("It rained in W.Va. and Ohio.", &[("W.Va", Location)], &["W.Va."]);
    check("He left Highway 59 there.", &[("Highway", Location)], &["Highway 59"]);
    check("The Highway is shut.", &[("Highway", Location)], &[]);
    check("It rained in southwestern Afghanistan.", &[("southwestern Afghanistan", Location)], &["Afghanistan"]);
    check("He works for the City of Richmond.", &[("City of Richmond", Location)], &["Richmond"]);
    check("They met in South Sudan.", &[("South Sudan", Location)], &["South Sudan"]);
    check("Senator Jane Roe, R-Florence, spoke.", &[("Florence", Person)], &["Florence"]);
    check("The bombs of D-Day fell.", &[], &[]);
    check("He is a Burlington man.", &[("Burlington", Organization)], &["Burlington"]);
    check("Jane Burlington left. A friend of Burlington stayed.", &[("Jane Burlington", Person)], &[]);
    check("He teaches at the University of Georgia.", &[("University of Georgia", Organization)], &[]);
    check("A court in Lamar County sat.", &[("Lamar County", Organization)], &["Lamar County"]);
}

#[test]
fn only_the_speaker_stands_for_a_government() {
    let names = [("Kyiv", NameTag::Location)];
    check_located("Officials in Kyiv agreed.", &names, "Officials in Kyiv", &[("Kyiv", "Officials")], &["Kyiv"]);
    check_located("Kyiv agreed on it.", &names, "Kyiv", &[("Kyiv", "agreed")], &["Kyiv (government)"]);
}

#[test]
fn a_country_that_tells_what_somebody_is_moves_no_town() {
    let text = "US talks were held in Geneva and Birmingham.";
    let names = ["US", "Geneva", "Birmingham"].map(|name| mention(text, name));
    let countries = |us: PlaceMention| {
        let mentions = [us, names[1], names[2]];
        let (found, _) = places(text, &mentions, &PlaceContext::default());
        found.into_iter().skip(1).map(|place| place.country.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(countries(PlaceMention { as_adjective: true, ..names[0] }), ["CHE", "GBR"]);
}

#[test]
fn unlisted_places_have_the_country_that_is_told_before_them() {
    for (text, name, expected) in [
        ("It rained in the Mexican town of Quxtlan.", "Quxtlan", Some("MEX")),
        ("Shells hit the Ukrainian village of Hrozaqa.", "Hrozaqa", Some("UKR")),
        ("They left the Kenyan port of Lamuqo.", "Lamuqo", Some("KEN")),
        ("They left the old town of Lamuqo.", "Lamuqo", None),
        ("The Kenyan left Lamuqo.", "Lamuqo", None),
    ] {
        let (language, tokenized, syntax) = (Language::bundled(), TokenizedText::of(text), Syntax::default());
        let article = ArticleView::new(&tokenized, &syntax, Knowledge::bundled(), None);
        let found = located::with_described_countries(read(text, &[name]), language.places(), &article);
        assert_eq!(found[0].country.as_deref(), expected, "{text}");
    }
}

#[test]
fn codes_of_states_are_read_behind_their_towns() {
    for (text, code, expected) in [
        ("They left Reno, NV, at noon.", "NV", "Nevada"),
        ("They left Salem, OR, at noon.", "OR", "Oregon"),
        ("They left Bangor, ME, at noon.", "ME", "Maine"),
    ] {
        let town = text.split([' ', ',']).nth(2).expect("a town");
        let mentions = [mention(text, town), mention(text, code)];
        let (found, _) = places(text, &mentions, &PlaceContext::default());
        assert_eq!(found.get(1).map(|place| place.name.as_str()), Some(expected), "{text}");
    }
}
