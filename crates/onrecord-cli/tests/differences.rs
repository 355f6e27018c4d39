//! Ten pairs of accounts that differ, and the differences that are found.

mod command;

use command::Folder;
use serde_json::Value;

/// Two accounts of each of ten invented events.
const ACCOUNTS: &str = r#"{"id": "bridge-1", "published": "2025-03-04", "publisher": "Horn", "title": "Bridge collapse kills 12 in Selva", "text": "A road bridge collapsed in Selva on Monday, killing 12 people, police said. Rescuers searched the river Aro for survivors of the bridge collapse."}
{"id": "bridge-2", "published": "2025-03-04", "publisher": "Bell", "title": "Selva bridge falls into river", "text": "At least 19 people were killed on Monday when a road bridge collapsed into the river Aro in Selva, the interior ministry said. Rescuers searched for survivors."}
{"id": "prison-1", "published": "2025-04-08", "publisher": "Horn", "title": "Inmates flee Marga prison", "text": "Forty inmates escaped from Marga prison on Sunday after a riot, prison director Ivo Katz said. Guards injured six inmates in the Marga prison riot."}
{"id": "prison-2", "published": "2025-04-08", "publisher": "Bell", "title": "Riot at Marga prison", "text": "Prison director Ivo Katz denied on Tuesday that guards injured inmates in the Marga prison riot. “Our guards did not injure inmates,” Katz said."}
{"id": "border-1", "published": "2025-05-06", "publisher": "Horn", "title": "Norland shells border village", "text": "Norland shelled the village of Tarn on Monday, killing three farmers, Sudland’s army said. The shelling of Tarn broke a truce."}
{"id": "border-2", "published": "2025-05-06", "publisher": "Bell", "title": "Norland denies shelling village", "text": "Norland did not shell Tarn, its defence minister, Olaf Brandt, said on Tuesday. Sudland said that Norland shelled the village on Monday."}
{"id": "market-1", "published": "2025-06-03", "publisher": "Horn", "title": "Bomb hits Kesh market", "text": "The militant group Red Dawn bombed a market in Kesh on Monday, killing 30 people, the governor said. The market bombing was the worst in Kesh in years."}
{"id": "market-2", "published": "2025-06-03", "publisher": "Bell", "title": "Blast in Kesh", "text": "The militant group Black Star bombed a market in Kesh on Monday, the army said. Thirty people were killed in the market bombing."}
{"id": "protest-1", "published": "2025-07-08", "publisher": "Horn", "title": "Thousands march in Porto Lago", "text": "About 20,000 people protested in Porto Lago on Saturday against a water tax, organizers said. Protesters marched through Porto Lago to the town hall."}
{"id": "protest-2", "published": "2025-07-08", "publisher": "Bell", "title": "March against water tax", "text": "Police said 3,000 people protested in Porto Lago on Saturday against the water tax. The protesters marched to the town hall."}
{"id": "arrest-1", "published": "2025-08-05", "publisher": "Horn", "title": "Mayor of Dorn arrested", "text": "Police arrested Lena Vogt, the mayor of Dorn, on Monday on charges of bribery. Her lawyer said Vogt would fight the bribery charges."}
{"id": "arrest-2", "published": "2025-08-05", "publisher": "Bell", "title": "Dorn mayor in custody", "text": "Police arrested Lena Vogt, the mayor of Dorn, on Sunday in a bribery case, prosecutors said. Vogt denied the bribery charges."}
{"id": "talks-1", "published": "2025-09-02", "publisher": "Horn", "title": "Peru and Chile foreign ministers meet", "text": "Peru’s foreign minister, Luis Paz, met his Chilean counterpart, Rosa Leal, in Lima on Monday for talks on fishing."}
{"id": "talks-2", "published": "2025-09-02", "publisher": "Bell", "title": "Chile denies meeting", "text": "Chile’s foreign minister, Rosa Leal, did not meet Peru’s foreign minister, Luis Paz, in Lima on Monday, her ministry said, denying reports of talks on fishing."}
{"id": "ferry-1", "published": "2025-10-07", "publisher": "Horn", "title": "Ferry sinks off Brava", "text": "A ferry carrying 80 passengers sank off the island of Brava on Sunday. The coast guard rescued 61 people from the sunken ferry."}
{"id": "ferry-2", "published": "2025-10-07", "publisher": "Bell", "title": "Ferry disaster at Brava", "text": "The coast guard rescued 48 people after a ferry with 95 passengers sank off the island of Brava on Sunday, the port authority said."}
{"id": "fire-1", "published": "2025-11-04", "publisher": "Horn", "title": "Factory fire in Melk", "text": "A fire at a textile factory in Melk killed 9 workers on Monday and injured 25, the fire brigade said. The Melk factory made shirts."}
{"id": "fire-2", "published": "2025-11-04", "publisher": "Bell", "title": "Workers die in Melk factory", "text": "Fourteen workers died in a fire at a textile factory in Melk on Monday, the union said. More than 20 workers were injured in the factory fire."}
{"id": "strike-1", "published": "2025-12-02", "publisher": "Horn", "title": "Air strike on hospital", "text": "Torland bombed a hospital in Azur on Monday, killing 22 patients, doctors said. The Azur hospital was in ruins."}
{"id": "strike-2", "published": "2025-12-02", "publisher": "Bell", "title": "Torland rejects charge", "text": "Torland’s army denied that it bombed a hospital in Azur. “We did not bomb a hospital,” General Piet Roos said. Doctors said 22 patients were killed in the bombing of the Azur hospital on Monday."}
"#;

/// Pairs of accounts that agree, or speak of different things in similar words.
const AGREEING: &str = r#"{"id": "flood-1", "published": "2025-03-04", "title": "Flood in Ombra", "text": "A flood in Ombra killed at least 12 people on Monday, the mayor said. The river Aro rose by three metres in Ombra."}
{"id": "flood-2", "published": "2025-03-04", "title": "Ombra under water", "text": "Fifteen people were killed in a flood in Ombra on Monday, rescuers said. The river Aro flooded Ombra."}
{"id": "vote-1", "published": "2025-06-10", "title": "Reds gain in Lunde", "text": "The Red Party won 45 seats in the parliament of Lunde on Sunday, the election board said. Voters in Lunde elected a parliament."}
{"id": "vote-2", "published": "2025-06-10", "title": "Lunde votes", "text": "The Green Party won 30 seats in the parliament of Lunde on Sunday, the election board said. Voters in Lunde elected a parliament."}
{"id": "mine-1", "published": "2025-09-09", "title": "Mine blast at Grau", "text": "An explosion in a coal mine at Grau killed 9 miners on Monday, the owner said. The Grau mine opened in 1950."}
{"id": "mine-2", "published": "2025-09-09", "title": "Grau miners hurt", "text": "An explosion in a coal mine at Grau injured 30 miners on Monday, the union said. The Grau mine opened in 1950."}
"#;

/// Returns the differences of all stories: the id of the first article without its number, the kind, and the values.
fn differences(name: &str, rows: &str) -> Vec<(String, String, Vec<String>)> {
    let folder = Folder::with_store(name, rows);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let stories = folder.run("stories --store news.db --limit 100 --format jsonl");
    let mut found = Vec::new();
    for line in stories.out.lines() {
        let story: Value = serde_json::from_str(line).unwrap();
        let ran = folder.run(&format!("story {} --store news.db --format json", story["id"]));
        let story: Value = serde_json::from_str(&ran.out).unwrap();
        let event = text(&story["articles"][0]["id"]).split('-').next().unwrap().to_owned();
        for difference in story["differences"].as_array().unwrap() {
            let mut values: Vec<String> =
                difference["sides"].as_array().unwrap().iter().map(|side| text(&side["value"])).collect();
            values.sort();
            found.push((event.clone(), text(&difference["kind"]), values));
        }
    }
    found.sort();
    found
}

#[test]
fn accounts_that_differ_are_found() {
    let expected = [
        ("arrest", "date", &["2025-08-03", "2025-08-04"]),
        ("border", "status", &["actual", "negated"]),
        ("bridge", "number", &["12", "At least 19"]),
        ("ferry", "number", &["48", "61"]),
        ("ferry", "number", &["80", "95"]),
        ("fire", "number", &["9", "Fourteen"]),
        ("market", "doer", &["Black Star", "Red Dawn"]),
        ("prison", "status", &["actual", "negated"]),
        ("protest", "number", &["3,000", "About 20,000"]),
        ("strike", "status", &["actual", "negated"]),
        ("talks", "status", &["actual", "negated"]),
    ];
    let found = differences("differences", ACCOUNTS);
    let found: Vec<(&str, &str, Vec<&str>)> = found
        .iter()
        .map(|(event, kind, values)| (event.as_str(), kind.as_str(), values.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(found, expected.map(|(event, kind, values)| (event, kind, values.to_vec())));
}

#[test]
fn accounts_that_agree_do_not_differ() {
    assert_eq!(differences("agreeing", AGREEING), []);
}
