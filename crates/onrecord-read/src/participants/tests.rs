use onrecord_text::{Document, Metadata};

use crate::Reader;

const MILL: &str = "Lena Orvik accused the town council of hiding a report on the river, Norway's broadcaster said on Monday.\n\
    The mill in Drammen, Norway, has leaked dye since March, prosecutors said. Police arrested two managers of the mill.\n\
    \"We want the report,\" Orvik said.";

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Metadata::default())
}

#[test]
fn participants_of_an_article_about_one_country_belong_to_it() {
    let record = Reader::new().unwrap().read(&document(MILL));
    for name in ["Lena Orvik", "Police", "prosecutors"] {
        let actor = record.actors.iter().find(|actor| actor.name == name);
        let actor = actor.unwrap_or_else(|| panic!("no {name} in {:?}", record.actors));
        assert_eq!(actor.country.as_deref(), Some("NOR"), "{name}");
    }
}

#[test]
fn bodies_of_many_states_keep_no_country() {
    let text = "The United Nations urged Chad on Monday to open its border. Chad rejected the demand.";
    let record = Reader::new().unwrap().read(&document(text));
    let actor = record.actors.iter().find(|actor| actor.name == "United Nations").expect("the body");
    assert_eq!(actor.country, None);
}

#[test]
fn an_article_that_names_no_country_gives_none() {
    let text = "Police arrested two managers of the mill on Monday, prosecutors said.";
    let record = Reader::new().unwrap().read(&document(text));
    assert!(!record.actors.is_empty());
    assert!(record.actors.iter().all(|actor| actor.country.is_none()), "{:?}", record.actors);
}

#[test]
fn the_record_holds_the_most_probable_choice() {
    let reader = Reader::new().unwrap();
    let text =
        format!("{MILL}\nSweden's foreign minister urged the guards of the border to wait. Diplomats met in Oslo.");
    let (record, choices) = reader.country_choices(&document(&text));
    assert_eq!(record, reader.read(&document(&text)));
    assert!(!choices.is_empty());
    for choice in choices {
        let total: f32 = choice.candidates.iter().map(|candidate| candidate.probability).sum();
        assert!((0.0..=1.0).contains(&total), "{total}");
        let likelier = choice.candidates.iter().filter(|candidate| candidate.probability > 1.0 - total);
        let best = likelier.max_by(|a, b| a.probability.total_cmp(&b.probability));
        let country = best.map(|candidate| candidate.country.as_str());
        assert_eq!(record.actors[choice.actor.0].country.as_deref(), country, "{:?}", choice.actor);
    }
}

#[test]
fn candidates_are_the_countries_that_the_article_names() {
    let (_, choices) = Reader::new().unwrap().country_choices(&document(MILL));
    for choice in choices {
        let countries: Vec<&str> = choice.candidates.iter().map(|candidate| candidate.country.as_str()).collect();
        assert_eq!(countries, ["NOR"]);
        assert!(choice.candidates.iter().all(|candidate| !candidate.features.is_empty()));
    }
}
