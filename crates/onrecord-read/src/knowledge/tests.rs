use super::*;

fn known() -> &'static Knowledge {
    Knowledge::bundled()
}

fn iso(country: Option<&Country>) -> Option<&str> {
    country.map(|country| country.iso.as_ref())
}

fn part<T: Part>() -> T {
    let mut mistakes = Vec::new();
    let part = T::read(&Pack::bundled(), &mut mistakes);
    assert_eq!(mistakes, []);
    part
}

#[test]
fn every_bundled_file_is_read() {
    assert!(part::<Countries>().all().0.len() > 230);
    assert!(part::<Subdivisions>().all().len() > 150);
    assert!(part::<Bodies>().all().len() > 1000);
    assert!(part::<People>().all().len() > 900);
    assert!(part::<Titles>().all().len() > 150);
    assert!(part::<Nouns>().n_nouns() > 2000);
    assert!(part::<Circumstances>().occasions.len() > 100);
    assert!(part::<GivenNames>().n_names() > 1500);
}

#[test]
fn codes_exist_and_bodies_of_seats_are_known() {
    let exists = |code: &str| assert!(known().country(code).is_some(), "no country {code}");
    let countries = part::<Countries>();
    for country in countries.all().0 {
        exists(&country.iso);
    }
    for seat in countries.all().1 {
        seat.country.as_deref().into_iter().for_each(exists);
        if let Some(body) = seat.body.as_deref() {
            assert!(known().body(body).is_some_and(|found| found.name == body), "no body {body} for {}", seat.name);
        }
    }
    part::<Subdivisions>().all().iter().for_each(|part| exists(&part.country));
    part::<Bodies>().all().iter().filter_map(|body| body.country.as_deref()).for_each(exists);
    part::<People>().all().iter().filter_map(|person| person.country.as_deref()).for_each(exists);
}

/// Checks that no name occurs in two rows below the heads of a file; `fields` are the numbers of the fields with names.
fn check_names(path: &str, heads: &[&str], fields: &[usize]) {
    let pack = Pack::bundled();
    let mut mistakes = Vec::new();
    let mut table = pack.table(path, &mut mistakes);
    let spelling = part::<Spelling>();
    let mut seen = std::collections::BTreeMap::new();
    for row in heads.iter().flat_map(|head| table.take(head, &mut mistakes)).flat_map(|section| section.rows) {
        let row_fields = row.fields::<6>().expect("the row has fields");
        for name in fields.iter().flat_map(|&field| onrecord_knowledge::values(row_fields[field])) {
            // "Father" and "father" are different titles.
            if path != titles::FILE || !name.contains(char::is_uppercase) {
                let first = *seen.entry(spelling.plain(name).into_owned()).or_insert(row.line);
                assert!(first == row.line, "{path}: {name} in lines {first} and {}", row.line);
            }
        }
    }
    assert_eq!(mistakes, []);
    assert!(!seen.is_empty());
}

#[test]
fn no_name_stands_in_two_rows() {
    check_names("actors/countries.txt", &["countries"], &[1, 2]);
    for field in 3..6 {
        check_names("actors/countries.txt", &["countries"], &[field]);
    }
    check_names("actors/countries.txt", &["seats"], &[0]);
    check_names("actors/subdivisions.txt", &["subdivisions"], &[0, 2]);
    check_names("actors/bodies.txt", &[bodies::HEAD], &[0, 1]);
    check_names("actors/people.txt", &[people::HEAD], &[0, 3]);
    check_names(titles::FILE, &["titles"], &[0, 2]);
    check_names("actors/given_names.txt", &["given-names"], &[0]);
    check_names("actors/groups.txt", &["person", "organization", "group", "document"], &[0]);
}

#[test]
fn countries_are_found_by_every_word_for_them() {
    for (name, expected) in [
        ("Russia", Some("RUS")),
        ("the United States", Some("USA")),
        ("US", Some("USA")),
        ("us", None),
        ("U.K.", Some("GBR")),
        ("Côte d’Ivoire", Some("CIV")),
        ("Türkiye", Some("TUR")),
        ("The Netherlands", Some("NLD")),
        ("IRAN", Some("IRN")),
        ("UNITED STATES", Some("USA")),
        ("turkey", None),
        ("Kosovo", Some("XKX")),
        ("Atlantis", None),
    ] {
        assert_eq!(iso(known().country_by_name(name)), expected, "{name}");
    }
    for (word, expected) in [("Russian", "RUS"), ("American", "USA"), ("North Korean", "PRK"), ("Congolese", "COD")] {
        assert_eq!(iso(known().country_by_adjective(word)), Some(expected), "{word}");
    }
    for (word, expected) in [("Britons", "GBR"), ("Danes", "DNK"), ("Ukrainians", "UKR"), ("Palestinians", "PSE")] {
        assert_eq!(iso(known().country_by_people(word)), Some(expected), "{word}");
    }
    for (name, expected) in [("Moscow", Some("RUS")), ("The Hague", Some("NLD")), ("Kiev", Some("UKR")), ("Lyon", None)]
    {
        assert_eq!(known().capital(name), expected, "{name}");
    }
    assert_eq!(known().country("FRA").map(|country| country.capital.as_ref()), Some("Paris"));
}

#[test]
fn seats_stand_for_bodies() {
    for (name, country, sector, body) in [
        ("the Kremlin", Some("RUS"), Sector::Government, Some("Kremlin")),
        ("Pentagon", Some("USA"), Sector::Military, Some("Department of Defense")),
        ("Capitol Hill", Some("USA"), Sector::Legislature, Some("Congress")),
        ("Élysée", Some("FRA"), Sector::Government, Some("French presidency")),
        ("Berlaymont", None, Sector::Intergovernmental, Some("European Commission")),
        ("Wall Street", Some("USA"), Sector::Business, None),
    ] {
        let seat = known().seat(name).expect(name);
        assert_eq!((seat.country.as_deref(), seat.sector, seat.body.as_deref()), (country, sector, body), "{name}");
    }
    assert_eq!(known().seat("kremlin"), None);
}

#[test]
fn parts_of_countries() {
    for (name, expected) in [
        ("Texas", "USA"),
        ("Calif.", "USA"),
        ("Scottish", "GBR"),
        ("Gazans", "PSE"),
        ("Québec", "CAN"),
        ("Kurds", "IRQ"),
    ] {
        assert_eq!(known().subdivision(name).map(|part| part.country.as_ref()), Some(expected), "{name}");
    }
    assert_eq!(known().subdivision_by_code("USA", "TX").map(|part| part.name.as_ref()), Some("Texas"));
    assert_eq!(known().subdivision_by_code("GBR", "TX"), None);
}

#[test]
fn bodies_are_found_by_name_and_acronym() {
    for (name, expected, country, sector) in [
        ("the U.N.", "United Nations", None, Sector::Intergovernmental),
        ("NATO", "North Atlantic Treaty Organization", None, Sector::Intergovernmental),
        ("State Department", "Department of State", Some("USA"), Sector::Government),
        ("the FBI", "Federal Bureau of Investigation", Some("USA"), Sector::Police),
        ("Likud", "Likud", Some("ISR"), Sector::Party),
        ("Hamas", "Hamas", Some("PSE"), Sector::Rebels),
        ("The Guardian", "The Guardian", Some("GBR"), Sector::Media),
        ("the Guardian", "The Guardian", Some("GBR"), Sector::Media),
        ("the Times", "The Times", Some("GBR"), Sector::Media),
        ("ISIS", "Islamic State", None, Sector::Rebels),
        ("Workers’ Party", "Workers' Party", Some("BRA"), Sector::Party),
        ("EUROPEAN COMMISSION", "European Commission", None, Sector::Intergovernmental),
    ] {
        let body = known().body(name).expect(name);
        assert_eq!(
            (body.name.as_ref(), body.country.as_deref(), body.sectors[0]),
            (expected, country, sector),
            "{name}"
        );
    }
    assert_eq!(known().body("un"), None);
    assert!(known().body("Supreme Court").is_some_and(|body| body.common));
    assert!(known().body("Republicans").is_some_and(|body| body.group));
    for (name, expected) in
        [("Truth Social", true), ("X", true), ("Twitter", true), ("Reuters", false), ("Nobody", false)]
    {
        assert_eq!(known().is_platform(name), expected, "{name}");
    }
}

#[test]
fn people_and_their_offices() {
    for (name, date, expected) in [
        ("Vladimir Putin", "2011-06-01", Some("prime minister")),
        ("Vladimir Putin", "2025-02-13T10:00:00Z", Some("president")),
        ("Donald J. Trump", "2018-01-01", Some("president")),
        ("Donald Trump", "2022-01-01", None),
        ("Andrew M. Cuomo", "2020-04-01", Some("governor")),
        ("Recep Tayyip Erdoğan", "2016-07-16", Some("president")),
        ("Hillary Clinton", "2012-09-12", Some("secretary of state")),
        ("Nobody At All", "2012-09-12", None),
        ("Vladimir Putin", "soon", None),
    ] {
        let office = known().person_office_at(name, date);
        assert_eq!(office.map(|office| office.title.as_ref()), expected, "{name} on {date}");
    }
    for (last, date, expected) in [
        ("Putin", None, Some("Vladimir Putin")),
        ("Trump", Some("2018-05-01"), Some("Donald Trump")),
        ("Trump", None, None),
        ("Clinton", Some("2016-05-01"), Some("Hillary Clinton")),
        ("Xi", None, Some("Xi Jinping")),
        ("Kim", Some("2018-06-12"), Some("Kim Jong Un")),
        ("Ma", Some("2015-06-12"), Some("Ma Ying-jeou")),
        ("Assad", Some("2015-06-12"), Some("Bashar al-Assad")),
        ("von der Leyen", None, Some("Ursula von der Leyen")),
        ("Leyen", None, Some("Ursula von der Leyen")),
        ("Erdoğan", None, Some("Recep Tayyip Erdogan")),
        ("Kennedy", Some("2025-06-01"), Some("Robert F. Kennedy Jr.")),
        ("Nobody", None, None),
    ] {
        let person = known().person_by_last_name(last, date);
        assert_eq!(person.map(|person| person.name.as_ref()), expected, "{last} on {date:?}");
    }
    for (title, country, date, expected) in [
        ("president", "FRA", "2015-11-14", Some("Francois Hollande")),
        ("prime minister", "GBR", "2022-10-01", Some("Liz Truss")),
        ("king", "FRA", "2022-10-01", None),
    ] {
        let person = known().holder_of(title, country, date);
        assert_eq!(person.map(|person| person.name.as_ref()), expected, "{title} of {country} on {date}");
    }
    assert!(known().person("Joe Biden").is_some_and(|person| person.offices[0].ended_before("2025-02-01")));
}

#[test]
fn the_longest_title_wins() {
    for (words, expected, n_tokens, former) in [
        ("Vice President Kamala Harris", "vice president", 2, false),
        ("President Joe", "president", 1, false),
        ("former U.S. Defense Secretary Jim", "defense secretary", 4, true),
        ("Secretary of State John", "secretary of state", 3, false),
        ("ex - president Sarkozy", "president", 3, true),
        ("ex-president Sarkozy", "president", 1, true),
        ("President - elect Joe", "president", 3, false),
        ("Secretary - General Jens", "secretary general", 3, false),
        ("Sen. Ted Cruz", "senator", 1, false),
        ("Lt. Gov. Dan", "governor", 2, false),
        ("acting prime minister", "prime minister", 3, false),
        ("Sens. Cruz and Rubio", "senator", 1, false),
        ("spokeswoman Maria", "spokeswoman", 1, false),
        ("deputy agriculture minister", "agriculture secretary", 3, false),
        ("Father Michael", "priest", 1, false),
        ("father Michael", "dad", 1, false),
        ("brothers", "dad", 1, false),
        ("General Director of", "director", 2, false),
    ] {
        let tokens: Vec<&str> = words.split(' ').collect();
        let found = known().title(&tokens).expect(words);
        assert_eq!((found.title.name.as_ref(), found.n_tokens, found.former), (expected, n_tokens, former), "{words}");
    }
    assert_eq!(known().title(&["table"]), None);
    assert_eq!(known().title(&[]), None);
    let title = |word: &'static str| known().title(&[word]).map(|found| (found.title.sector, found.title.gender));
    assert_eq!(title("spokeswoman"), Some((None, Some(Gender::Female))));
    assert_eq!(title("CEO"), Some((Some(Sector::Business), None)));
    assert_eq!(title("King"), Some((Some(Sector::Government), Some(Gender::Male))));
    assert!(known().title(&["spokesman"]).is_some_and(|found| found.title.of_body));
}

#[test]
fn nouns_and_their_plurals() {
    use Class::{Document, Group, Organization, Person};
    let (male, female) = (Some(Gender::Male), Some(Gender::Female));
    for (noun, class, sector, gender, plural) in [
        ("official", Person, Some(Sector::Government), None, false),
        ("officials", Group, Some(Sector::Government), None, true),
        ("mother", Person, Some(Sector::Civilian), female, false),
        ("spokesman", Person, None, male, false),
        ("spokeswomen", Group, None, female, true),
        ("paratroopers", Group, Some(Sector::Military), None, true),
        ("ministry", Organization, Some(Sector::Government), None, false),
        ("ministries", Organization, Some(Sector::Government), None, true),
        ("companies", Organization, Some(Sector::Business), None, true),
        ("people", Group, Some(Sector::Civilian), None, true),
        ("witnesses", Group, Some(Sector::Civilian), None, true),
        ("heads of state", Group, Some(Sector::Government), None, true),
        ("report", Document, None, None, false),
        ("surveys", Document, None, None, true),
    ] {
        assert_eq!(known().noun_class(noun), Some(NounClass { class, sector, gender, plural }), "{noun}");
    }
    for noun in ["sofa", "s", "es", "ies", "", "peoples'"] {
        assert_eq!(known().noun_class(noun), None, "{noun}");
    }
}

#[test]
fn given_names_tell_gender() {
    for (name, expected) in [
        ("Angela", Some(Gender::Female)),
        ("Vladimir", Some(Gender::Male)),
        ("François", Some(Gender::Male)),
        ("Anne-Marie", Some(Gender::Female)),
        ("Kim", None),
        ("Table", None),
    ] {
        assert_eq!(known().given_name_gender(name), expected, "{name}");
    }
}

#[test]
fn a_users_file_adds_and_wins() {
    let own = Knowledge::with_user_file(
        "own.txt",
        "# ours\n[bodies DEU GOV]\nAmt für Fragen | AfF | LEG; MED | platform\n[people DEU]\n\
         Erika Musterfrau | f | mayor 2020..; senator LEG 2010..2019-06\n[bodies - IGO]\nNATO",
    )
    .unwrap();
    assert!(own.body("AfF").is_some_and(|body| body.sectors == [Sector::Legislature, Sector::Media] && body.platform));
    assert_eq!(own.body("NATO").map(|body| body.name.as_ref()), Some("NATO"));
    assert_eq!(own.body("UN").map(|body| body.name.as_ref()), Some("United Nations"));
    assert_eq!(
        own.person_office_at("Erika Musterfrau", "2019-06-30").map(|office| office.sector),
        Some(Sector::Legislature)
    );
    assert_eq!(own.person_office_at("Erika Musterfrau", "2019-07-01"), None);
    assert_eq!(own.person_by_last_name("Musterfrau", None).map(|person| person.gender), Some(Gender::Female));
    for (text, expected) in [
        ("NATO", "line 1: expected a head"),
        ("[bodies USA]\nX", "line 2: expected a sector"),
        ("[bodies]\nX", "line 1: expected a country and sectors"),
        ("[bodies USA GOV]\nX | | ABC", "line 2: expected a PLOVER sector"),
        ("[bodies USA GOV]\nX | | | big", "line 2: expected platform, common or group"),
        ("[bodies Us GOV]\nX", "line 2: expected a country code"),
        ("[people USA]\nX Y | x", "line 2: expected f or m"),
        ("[people USA]\nX Y", "line 2: expected f or m in the second field"),
        ("[people USA]\nX Y | m | king 20..", "line 2: expected an office"),
        ("[people USA]\nX Y | m | king 2020..2019", "line 2: expected an office that ends"),
        ("[people USA]\nX Y | m | king 2020-13..", "line 2: expected an office"),
        ("[people USA]\n| m", "line 2: expected a word in the first field"),
        ("[people USA]\nX Y | m | | | | |", "line 2: expected at most 5 fields"),
        ("[people USA]\nX Y | m\n[persons]\nA", "line 3: expected a head of this file"),
        ("", "expected a head like [bodies USA GOV] or [people USA]"),
    ] {
        let mistakes = Knowledge::with_user_file("own.txt", text).expect_err(text);
        let message = mistakes[0].to_string();
        assert!(message.starts_with("own.txt: ") && message.contains(expected), "{message}");
    }
    let several = Knowledge::with_user_file("own.txt", "[bodies USA XYZ]\nA\nB\n[x]\n").expect_err("it has mistakes");
    assert_eq!(several.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [Some(2), Some(3), Some(4)]);
}

#[test]
fn descriptions_take_up_offices_and_trades() {
    assert!(known().describe_the_same("nominee", "candidate"));
    assert!(known().describe_the_same("judge", "judge"));
    assert!(!known().describe_the_same("judge", "nominee"));
    assert!(known().means_countries("nations") && !known().means_countries("leaders"));
    assert!(known().means_publisher("poll") && !known().means_publisher("aides"));
}

#[test]
fn words_of_circumstances_are_known_in_all_their_forms() {
    let is = |word, kind| known().is_circumstance(word, kind);
    for told in ["told", "telling", "notified", "urges", "called on"] {
        assert!(is(told, Circumstance::Told), "{told}");
    }
    for occasion in ["speech", "speeches", "testimonies", "memo"] {
        assert!(is(occasion, Circumstance::Occasion), "{occasion}");
    }
    assert!(is("wrote", Circumstance::Speaking) && is("at", Circumstance::At) && is("phone", Circumstance::Means));
    assert!(!is("said", Circumstance::Told) && !is("army", Circumstance::Occasion) && !is("of", Circumstance::To));
    let mut pack = Pack::clone(&Pack::bundled());
    pack.replace("statements/circumstances.txt", File::new("own.txt", "[told]\ntell\n\n[hearers]\nfriend\n"));
    let mut mistakes = Vec::new();
    Circumstances::read(&pack, &mut mistakes);
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().any(|line| line == "own.txt: line 4: expected a head of this file, found [hearers]"),
        "{told:?}"
    );
    assert!(told.iter().any(|line| line.starts_with("own.txt: expected [speaking] with rows")), "{told:?}");
}
