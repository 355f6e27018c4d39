//! Tests who is who, from text to record: named and unnamed speakers, participants, sectors, and the antecedents of
//! "they".

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use onrecord_record::{Actor, ActorKind, Record};
use onrecord_text::{Document, Metadata};
use support::sound;

fn read(text: &str) -> Record {
    sound(&Document::new(text.to_owned(), Metadata::default()))
}

fn actor<'a>(record: &'a Record, name: &str) -> &'a Actor {
    let found = record.actors.iter().find(|actor| actor.name == name);
    found.unwrap_or_else(|| panic!("{name} is no actor of {:?}", record.document.text))
}

fn check_speakers(text: &str, expected: &[&str]) {
    let record = read(text);
    let speakers = record.statements.iter().flat_map(|statement| &statement.speakers);
    let found: Vec<&str> = speakers.map(|id| record.actors[id.0].name.as_str()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn bodies_that_are_left_open_are_no_named_speakers() {
    let check = check_speakers;
    check("The Bergen council said the bridge would close.", &["Bergen council"]);
    check("The Danish army said the bridge would close.", &["The Danish army"]);
    check("An unnamed Danish newspaper said the bridge would close.", &[]);
    check("A Danish spy agency said the bridge would close.", &[]);
    check("A Bergen bank said the bridge would close.", &[]);
    check("Some Nordic banks said the bridge would close.", &[]);
    check("Several Bergen banks said the bridge would close.", &[]);
    check("Two Danish ministries said the bridge would close.", &[]);
}

#[test]
fn something_published_speaks_for_whoever_its_words_say_it_is_from() {
    let check = check_speakers;
    check(
        "Prices rose by 3 percent in May, data from the National Bureau of Statistics showed.",
        &["National Bureau of Statistics"],
    );
    check("Half of farmers lost income, a survey conducted by Oxfam found.", &["Oxfam"]);
    check("Women earn less than men, a report by the World Bank said on Monday.", &["World Bank"]);
    check("A statement from the White House said that talks would go on.", &["White House"]);
    check("A biography of Lincoln says that he slept badly.", &[]);
    check("Documents seen by Reuters show that the mine was unsafe.", &[]);
}

#[test]
fn a_pronoun_before_all_names_is_the_person_named_next() {
    let text = "\"It has been a hard year,\" she said. \"We lost our boat.\" Orvik now works in a shop in Windhoek.";
    assert_eq!(actor(&read(text), "Orvik").mentions.len(), 4, "{text}");
    check_speakers("\"It has been a hard year,\" she said. A boat costs more than a house in Windhoek.", &[]);
}

#[test]
fn sides_are_those_of_the_seat() {
    let check = |text: &str, name: &str, expected: Option<&str>| {
        assert_eq!(actor(&read(text), name).country.as_deref(), expected, "{text}");
    };
    check("A man from Paris, Texas, was arrested.", "Paris", Some("USA"));
    check("A man from Paris was arrested.", "Paris", Some("FRA"));
}

#[test]
fn abbreviations_in_brackets_are_the_body_before_them() {
    let check = |text: &str, name: &str, n_mentions: usize| {
        assert_eq!(actor(&read(text), name).mentions.len(), n_mentions, "{text}");
    };
    let text = "The National Coastal Fisheries Authority (AGEP) closed the port. AGEP said it would reopen on Monday.";
    check(text, "National Coastal Fisheries Authority", 4);
    check("The Bergen Port Authority (and AGEP) closed the port.", "AGEP", 1);
    let text = "The National Fisheries Chamber (Canapesca) met on Monday, the president of the Canapesca said.";
    check(text, "National Fisheries Chamber", 3);
    assert_eq!(actor(&read(text), "National Fisheries Chamber").kind, ActorKind::Organization);
}

#[test]
fn a_title_that_any_body_has_is_of_the_body_that_is_named() {
    let check = |text: &str, name: &str, expected: &str, is_there: bool| {
        let record = read(text);
        let has = actor(&record, name).sectors.iter().any(|sector| sector == expected);
        assert_eq!(has, is_there, "{text}: {:?}", actor(&record, name).sectors);
    };
    check("Ida Krogh, president of the Bergen Chess Club, said the hall was closed.", "Ida Krogh", "NGO", true);
    check("Ida Krogh, president of the Bergen Chess Club, said the hall was closed.", "Ida Krogh", "GOV", false);
    check("Lena Ott, president of Canapesca, said it rained.", "Lena Ott", "GOV", false);
    check("Bank president Lena Ott said it rained.", "Lena Ott", "BUS", true);
    check("Ana Ruiz, the president of Peru, said it rained.", "Ana Ruiz", "GOV", true);
    check("President Ana Ruiz said it rained.", "Ana Ruiz", "GOV", true);
}

#[test]
fn bodies_of_two_countries_or_fields_are_two() {
    let check = |text: &str, expected: &[&str]| {
        let record = read(text);
        let speakers = record.statements.iter().map(|statement| match statement.speakers.first() {
            Some(id) => record.actors[id.0].name.as_str(),
            None => "",
        });
        assert_eq!(speakers.collect::<Vec<_>>(), expected, "{text}");
    };
    let text = "Peru's foreign ministry said it was late. The French foreign ministry said it was sorry.";
    check(text, &["Peru's foreign ministry", "The French foreign ministry"]);
    let text = "The Peruvian foreign ministry said it was late. The interior ministry said it was sorry.";
    check(text, &["The Peruvian foreign ministry", ""]);
}

#[test]
fn it_begins_the_words_of_whoever_says_it() {
    let record = read("Peru closed the port. Chile opened it. The Chilean army said it had moved north.");
    let army = actor(&record, "The Chilean army");
    assert!(army.mentions.iter().any(|mention| mention.span.text(&record.document.text) == "it"));
}

#[test]
fn a_people_is_no_body_and_whose_son_is_nobodys_role() {
    let record = read("The Israeli newspaper Haaretz wrote on Monday that a senior Israeli official was ill.");
    assert!(record.actors.iter().all(|actor| actor.name != "Israeli"));
    let record = read("Ida Krogh, whose son Omar is ill, said she would resign.");
    let krogh = actor(&record, "Ida Krogh");
    assert_eq!(krogh.roles, []);
    assert!(krogh.mentions.iter().any(|mention| mention.span.text(&record.document.text) == "she"));
}

#[test]
fn people_are_of_the_country_whose_police_they_face() {
    let text = "The Peruvian police arrested protesters in Lima on Monday. Chile said it was watching.";
    assert_eq!(actor(&read(text), "protesters").country.as_deref(), Some("PER"));
}

#[test]
fn initials_of_bodies_are_no_places() {
    let record = read("The U.N. human rights chief, Volker Brandt, urged Peru to free her.");
    assert_eq!(actor(&record, "U.N.").kind, ActorKind::Organization);
    assert!(record.places.iter().all(|place| place.name != "Un"));
}

#[test]
fn descriptions_that_are_joined_are_of_one_person() {
    let check = |text: &str, name: &str, n_mentions: usize| {
        assert_eq!(actor(&read(text), name).mentions.len(), n_mentions, "{text}");
    };
    check("Tom Wall, the chairman and a former judge, said sales rose.", "Tom Wall", 3);
    check("Ana Diaz, the mayor and a former judge, said it rained.", "Ana Diaz", 3);
    check("Ana Diaz, the mayor, and the judge said it rained.", "Ana Diaz", 2);
    check("The first witness, retired cook Ana Diaz, said it rained.", "Ana Diaz", 2);
}

#[test]
fn they_are_those_whom_the_sentence_before_joins() {
    let check = |text: &str, expected: &[&str]| {
        let record = read(text);
        let speakers = record.statements.last().map(|statement| statement.speakers.as_slice()).unwrap_or_default();
        let found: Vec<&str> = speakers.iter().map(|id| record.actors[id.0].name.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    };
    let both = ["Ida Krogh", "Omar Aziz"];
    check("Ida Krogh and Omar Aziz arrived on Monday. They said the bridge would close.", &both);
    check("Ida Krogh and Omar Aziz arrived on Monday. They walked. They said the bridge would close.", &both);
    check("The residents of Bergen protested. They said the bridge would close.", &[]);
}

#[test]
fn names_hold_no_times() {
    let check = |text: &str, expected: &[&str]| {
        let record = read(text);
        let found: Vec<&str> = record.times.iter().map(|time| time.span.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("The Tomorrow Group bought a bank on Friday.", &["Friday"]);
    check("The bank said tomorrow would be better.", &["tomorrow"]);
}

#[test]
fn titles_at_the_start_of_a_sentence_may_be_other_words() {
    let check = |text: &str, name: &str, expected: bool| {
        let record = read(text);
        let found = actor(&record, name).sectors.iter().any(|sector| sector == "REL");
        assert_eq!(found, expected, "{text}");
    };
    check("Sister company Lidl said prices fell.", "Lidl", false);
    check("Brother Industries said prices fell.", "Brother Industries", false);
    check("Brother Omar Aziz, 31, said the bridge would close.", "Omar Aziz", false);
    check("Sister Ida Krogh, a nun, said the bridge would close.", "Ida Krogh", true);
    check("The mayor praised Sister Ida Krogh on Monday.", "Ida Krogh", true);
}

#[test]
fn numbers_alone_are_taken_up_by_nobody_below_a_headline() {
    let record = read("Dozens dead as flood hits Bergen\n\nA flood came at night, drowning families in their beds.");
    assert!(record.actors.iter().all(|actor| actor.name != "Dozens"));
    let record = read("Dozens of sailors were arrested. They were held in Bergen.");
    assert!(record.actors.iter().any(|actor| actor.name.starts_with("Dozens of sailors")));
}

/// Returns the words of each mention of the actor, in order.
fn words<'a>(record: &'a Record, actor: &Actor) -> Vec<&'a str> {
    actor.mentions.iter().map(|mention| mention.span.text(&record.document.text)).collect()
}

#[test]
fn bodies_of_one_name_are_those_of_their_countries() {
    let record = read("Norway's Defense Ministry accused Peru's Defense Ministry of lying.");
    let found: Vec<Option<&str>> = record
        .actors
        .iter()
        .filter(|actor| actor.name == "Defense Ministry")
        .map(|actor| actor.country.as_deref())
        .collect();
    assert_eq!(found, [Some("NOR"), Some("PER")]);
}

#[test]
fn who_faces_whom_is_somebody_else() {
    let record = read("The Taliban attacked the army in Kabul. The army said it killed 12 fighters.");
    assert_eq!(words(&record, actor(&record, "Taliban")), ["Taliban"]);
    assert_eq!(words(&record, actor(&record, "the army")), ["the army", "The army", "it"]);
    let record = read("The European Union met. The union of bakers struck, and the union's chairman said no.");
    assert!(words(&record, actor(&record, "European Union")).iter().all(|word| *word != "the union"));
    let record = read("Dana Holm's son, Martin, described the loss. He said it was hard.");
    assert_eq!(words(&record, actor(&record, "Martin")), ["Dana Holm's son", "Martin", "He"]);
}

#[test]
fn who_spoke_just_before_goes_on() {
    let record = read("Mayor Ann Holm said no. She left.\n\nAfua Serwaa said prices rose. \"It is bad,\" she said.");
    let last = record.statements.last().expect("a statement");
    let speakers: Vec<&str> = last.speakers.iter().map(|id| record.actors[id.0].name.as_str()).collect();
    assert_eq!(speakers, ["Afua Serwaa"]);
}

#[test]
fn a_company_is_no_royal() {
    let record = read("Royal Mail said prices would rise.");
    assert!(actor(&record, "Royal Mail").sectors.iter().all(|sector| sector != "ELI"));
}

#[test]
fn those_who_say_it_are_the_persons_behind_their_titles() {
    let check = |text: &str, expected: &[&str]| {
        let record = read(text);
        let speakers = record.statements.iter().flat_map(|statement| &statement.speakers);
        let mut found: Vec<&str> = speakers.map(|id| record.actors[id.0].name.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{text}");
    };
    // Offices of a country before a name.
    check("UK Secretary of State for Health Nora Pell said clinics would open.", &["Nora Pell"]);
    check("US Secretary of Defense Grant Otley told reporters the base was safe.", &["Grant Otley"]);
    check("U.S. Under Secretary of State Ruth Vane said talks would go on.", &["Ruth Vane"]);
    // "They" refers to persons with titles.
    let text = "Senator Olga Brandt and Governor Tim Reyes met in Denver. They said the bill would pass.";
    check(text, &["Olga Brandt", "Tim Reyes"]);
    // Two people with the same last name are distinguished by title or form of address.
    let text = "Prof. Ida Krogh and Leo Krogh opened the clinic. Prof. Krogh said it was full.";
    check(text, &["Ida Krogh"]);
    let text = "Judge Paul Hart and Nina Hart left the court. Judge Hart said it was late.";
    check(text, &["Paul Hart"]);
}

#[test]
fn a_secretary_general_is_no_general() {
    let check = |text: &str, name: &str, expected: bool| {
        let is_military = actor(&read(text), name).sectors.iter().any(|sector| sector == "MIL");
        assert_eq!(is_military, expected, "{text}");
    };
    check("The union's secretary general, Ida Krogh, said the strike would go on.", "Ida Krogh", false);
    check("Ana Ruiz, director general of the Bergen museum, said it was shut.", "Ana Ruiz", false);
    check("The secretary general of the rowing club, Leo Hart, said it was late.", "Leo Hart", false);
    check("General Paul Hart said troops would stay.", "Paul Hart", true);
}

#[test]
fn he_or_she_is_whoever_is_known_to_be_one() {
    let check = |text: &str, expected: &str| {
        let record = read(text);
        let speakers = record.statements.iter().flat_map(|statement| &statement.speakers);
        let found: Vec<&str> = speakers.map(|id| record.actors[id.0].name.as_str()).collect();
        assert_eq!(found.first(), Some(&expected), "{text}");
    };
    check("Alex Moran sued Julia Stone last year. She said the charge was false.", "Julia Stone");
    check("Robin Hale met Peter Stone on Monday. He said the talks were short.", "Peter Stone");
    check("Maria Hale met Peter Stone on Monday. He said the talks were short.", "Peter Stone");
}

#[test]
fn quotations_are_of_those_who_sign_them() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let record = read(text);
        let said = record.statements.iter().map(|statement| {
            let speaker = statement.speakers.first().map_or("", |id| record.actors[id.0].name.as_str());
            (speaker, statement.content[0].text(&record.document.text))
        });
        assert_eq!(said.collect::<Vec<_>>(), expected, "{text}");
    };
    let text = "“The bridge is safe.” — Engineer Mina Voss\n\n“We were never asked.” – Mayor Tim Reyes";
    check(text, &[("Mina Voss", "“The bridge is safe.”"), ("Tim Reyes", "“We were never asked.”")]);
    let text = "“Nobody told us that the road would be shut.” -- Olga Brandt, head of the Bergen council";
    check(text, &[("Olga Brandt", "“Nobody told us that the road would be shut.”")]);
    let text = "The road was shut.\n\nAnd from Governor Tim Reyes:\n\n“Our crews have worked on it for days.”";
    check(text, &[("Tim Reyes", "“Our crews have worked on it for days.”")]);
}

#[test]
fn titles_of_works_hold_no_times_and_places() {
    for text in [
        "The museum in Bergen screened the films “Salt and Lanterns” and “A Winter in Lima” this year.",
        "The band played “Winter in Vilnius” and “The Road to Peru” in Bergen.",
        "Her novel “A Summer in Kyiv” won a prize in Bergen.",
    ] {
        let record = read(text);
        assert!(record.times.iter().all(|time| time.span.text(text) == "this year"), "{text}: {:?}", record.times);
        let places: Vec<&str> = record.places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(places, ["Bergen"], "{text}");
    }
}

#[test]
fn descriptions_with_one_possessor_denote_one_actor() {
    let check = |text: &str, names: &[(&str, usize)]| {
        let record = read(text);
        for (name, n_mentions) in names {
            let found: Vec<usize> =
                record.actors.iter().filter(|a| a.name == *name).map(|a| a.mentions.len()).collect();
            assert_eq!(found, [*n_mentions], "{name} in {text}");
        }
    };
    let text = "Tom Wall's company fired 20 workers. Unions blamed Tom Wall's company on Monday, and Ana Diaz's company \
                said it was sorry.";
    check(text, &[("Tom Wall's company", 2), ("Ana Diaz's company", 2)]);
    let text = "Ana Diaz’s government closed the port on Monday. Tom Wall’s government had opened the road. The union \
                said that Ana Diaz’s government was wrong.";
    check(text, &[("Ana Diaz’s government", 2)]);
}
