//! Tests that every property of a type works in an ontology with type names of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use onrecord_read::{Ontology, Reader};
use onrecord_record::{ActorId, Record};
use onrecord_text::{Document, Metadata};

/// A property, the ontology that shows it, and its effect.
struct Case {
    property: &'static str,
    /// Lines below `[types]`: without bars, the name of a type; otherwise type, mode and properties. `@` stands for the
    /// property.
    types: &'static [&'static str],
    /// Heads and their entries.
    words: &'static str,
    text: &'static str,
    with: &'static str,
    without: &'static str,
}

#[test]
fn a_property_changes_what_is_read() {
    let reader = |has: bool| {
        let own = Ontology::parse("own.txt", &ontology(has)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
        Reader::new().expect("the weights can be used").with_ontology(own)
    };
    let (with, without) = (reader(true), reader(false));
    let mut wrong = String::new();
    for case in CASES {
        assert_ne!(case.with, case.without, "{}", case.property);
        for (reader, expected, has) in [(&with, case.with, "with"), (&without, case.without, "without")] {
            let found = outcome(&reader.read(&Document::new(case.text.to_owned(), Metadata::default())));
            if found != expected {
                let _ = writeln!(
                    wrong,
                    "{has} {}: {}\n  expected {expected}\n  found    {found}",
                    case.property, case.text
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_documented_property_has_a_case() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ontology.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let (_, section) = page.split_once("\n## Properties\n").expect("the page has properties");
    let (section, _) = section.split_once("\n## ").expect("another section follows");
    let name = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.replace("=TYPE", "="));
    let documented: BTreeSet<String> = section.lines().filter_map(name).collect();
    let tested: BTreeSet<String> =
        CASES.iter().map(|case| case.property.split_inclusive('=').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(documented, tested);
}

/// Returns the ontology of all cases, with or without the properties.
fn ontology(has: bool) -> String {
    let mut types = "[types]\n".to_owned();
    let mut words = String::new();
    for case in CASES {
        for line in case.types {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let [name, mode, properties] = fields[..] else { panic!("{line}") };
            let own = properties.replace('@', if has { case.property } else { "" });
            let own = if own.trim().is_empty() { "-".to_owned() } else { own };
            let _ = writeln!(types, "{name} | {mode} | - | - | - | {own}");
        }
        words += case.words;
        words += "\n";
    }
    types + &words
}

/// Returns the events as `TYPE mode status actors > recipients @ place`, without the parts that are missing.
fn outcome(record: &Record) -> String {
    let names = |ids: &[ActorId]| match ids {
        [] => "-".to_owned(),
        ids => ids.iter().map(|id| record.actors[id.0].name.as_str()).collect::<Vec<_>>().join("; "),
    };
    let event = |event: &onrecord_record::Event| {
        let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
        let place = event.place.map(|id| format!(" @ {}", record.places[id.0].name)).unwrap_or_default();
        let time = event.time.map(|id| format!(" {}", record.times[id.0].value)).unwrap_or_default();
        let (status, actors, recipients) = (event.status.as_str(), names(&event.actors), names(&event.recipients));
        format!("{}{mode} {status} {actors} > {recipients}{place}{time}", event.event_type)
    };
    let all: Vec<String> = record.events.iter().map(event).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(" | ") }
}

const CASES: &[Case] = &[
    Case {
        property: "one-sided",
        types: &["SEARCH | - | @"],
        words: "[noun SEARCH - of]\nfrisking",
        text: "The frisking of Tom Baker surprised his neighbours.",
        with: "SEARCH actual - > Tom Baker",
        without: "none",
    },
    Case {
        property: "two-sided",
        types: &["TALK | - | @"],
        words: "[verb TALK - obj+reciprocal]\nparley",
        text: "Tom Baker parleyed in Lima.",
        with: "none",
        without: "TALK actual Tom Baker > - @ Lima",
    },
    Case {
        property: "mutual",
        types: &["PACT | - | @"],
        words: "[noun PACT - with+reciprocal]\ncovenant",
        text: "Peru accepted the covenant with Chile.",
        with: "PACT actual Peru; Chile > -",
        without: "none",
    },
    Case {
        property: "meeting",
        types: &["MEET | - | @"],
        words: "[noun MEET - with+reciprocal!+agent_of]\npowwow",
        text: "Peru hosted a powwow between Chile and Bolivia.",
        with: "MEET actual Chile; Bolivia > Peru @ Peru",
        without: "MEET actual Peru; Chile; Bolivia > - @ Peru",
    },
    Case {
        property: "public",
        types: &["CHAT | - | @"],
        words: "[verb CHAT - with!]\nbanter",
        text: "Two nurses bantered with a patient.",
        with: "none",
        without: "CHAT actual Two nurses > a patient",
    },
    Case {
        property: "travel",
        types: &["TRIP | - | @"],
        words: "[verb TRIP - obj!]\nvisit",
        text: "Two nurses visited the king.",
        with: "none",
        without: "TRIP actual Two nurses > the king",
    },
    Case {
        property: "for-others",
        types: &["PRAISE | - | @"],
        words: "[verb PRAISE - obj!]\nlionize",
        text: "The mayor lionized her record.",
        with: "none",
        without: "PRAISE actual The mayor > -",
    },
    Case {
        property: "help",
        types: &["GIVE | - | @"],
        words: "[noun GIVE - to]\nalms",
        text: "Peru accepted alms.",
        with: "GIVE actual - > Peru",
        without: "none",
    },
    Case {
        property: "blame",
        types: &["BLAME | - | @"],
        words: "[verb BLAME - obj+for!]\nlambaste",
        text: "Lawmakers lambasted the president for staying.",
        with: "BLAME actual Lawmakers > the president",
        without: "none",
    },
    Case {
        property: "addressed",
        types: &["JEER | - | @"],
        words: "[verb JEER - obj!+actor!]\njeer",
        text: "Peru jeered the plan.",
        with: "JEER actual Peru > -",
        without: "none",
    },
    Case {
        property: "deed-object",
        types: &["MENACE | - | @"],
        words: "[verb MENACE - obj+actor!]\nmenace",
        text: "Peru menaced to bomb Chile.",
        with: "MENACE actual Peru > Chile",
        without: "MENACE actual Peru > -",
    },
    Case {
        property: "forces-act",
        types: &["POST | - | @"],
        words: "[verb POST - obj!]\nstation",
        text: "Peruvian troops were stationed near Lima.",
        with: "POST actual Peruvian troops > - @ Lima",
        without: "POST actual - > Peruvian troops @ Lima",
    },
    Case {
        property: "verbal",
        types: &["CHIDE | - | @"],
        words: "[verb CHIDE - obj!+actor!]\nscold",
        text: "Peru said on Monday that Bolivia had scolded Chile.",
        with: "CHIDE actual Bolivia > Chile XXXX-WXX-1",
        without: "CHIDE actual Bolivia > Chile",
    },
    Case {
        property: "repeatable",
        types: &["LAUD | - | @"],
        words: "[verb LAUD - obj]\neulogize",
        text: "On Monday Peru eulogized. On Monday Peru eulogized.",
        with: "LAUD actual Peru > - XXXX-WXX-1 | LAUD actual Peru > - XXXX-WXX-1",
        without: "LAUD actual Peru > - XXXX-WXX-1",
    },
    Case {
        property: "obliged",
        types: &["DEMAND | strict | @", "DEMAND | - | -"],
        words: "[verb DEMAND - of!]\nexact",
        text: "Chile must leave, Peru said.",
        with: "DEMAND strict actual Peru > Chile",
        without: "none",
    },
    Case {
        property: "planned=DEAL",
        types: &["HAGGLE | - | @", "DEAL | - | -"],
        words: "[verb HAGGLE - with!]\nhaggle\n[noun DEAL - with]\ncompact",
        text: "Peru plans to haggle with Chile.",
        with: "DEAL planned Peru > Chile",
        without: "HAGGLE planned Peru > Chile",
    },
    Case {
        property: "promised=VOW",
        types: &["STRAFE | - | @", "VOW | - | -"],
        words: "[verb STRAFE - obj!]\nclobber\n[noun VOW - of]\nvow",
        text: "Peru said it would clobber Chile.",
        with: "VOW actual Peru > Chile",
        without: "STRAFE possible Peru > Chile",
    },
    Case {
        property: "refused=SNUB",
        types: &["GREET | - | @", "SNUB | - | -"],
        words: "[verb GREET - obj!]\ngreet\n[noun SNUB - of]\nsnub",
        text: "Peru said it would not greet Chile.",
        with: "SNUB actual Peru > Chile",
        without: "GREET negated Peru > Chile",
    },
    Case {
        property: "violent",
        types: &["HARM | - | @"],
        words: "[verb HARM - obj]\nmaul",
        text: "Peru mauled the tone of the report.",
        with: "none",
        without: "HARM actual Peru > -",
    },
    Case {
        property: "check-unrelated",
        types: &["CULL | - | @"],
        words: "[verb CULL - obj!]\nmaim",
        text: "Tom Baker was maimed in the earthquake.",
        with: "none",
        without: "CULL actual - > Tom Baker",
    },
    Case {
        property: "moves",
        types: &["EXILE | - | @"],
        words: "[verb EXILE - obj!]\ndeport",
        text: "Peru deported Tom Baker to Chile.",
        with: "EXILE actual Peru > Tom Baker @ Chile",
        without: "EXILE actual Peru > Tom Baker",
    },
    Case {
        property: "place-of-recipient",
        types: &["GARRISON | - | @"],
        words: "[verb GARRISON - obj!]\ngarrison",
        text: "Peru garrisoned Lima.",
        with: "GARRISON actual Peru > Lima @ Lima",
        without: "GARRISON actual Peru > Lima",
    },
    Case {
        property: "place-of-owner",
        types: &["FALL | - | @"],
        words: "[verb FALL - subj]\ncollapse",
        text: "Peru's government collapsed.",
        with: "FALL actual - > Peru's government @ Peru",
        without: "FALL actual - > Peru's government",
    },
    Case {
        property: "place-in-sentence",
        types: &["SIT | - | @"],
        words: "[verb SIT - with!]\nconfabulate",
        text: "Tom Baker confabulated with Olga Lerma after the fair in Lima.",
        with: "SIT actual Tom Baker > Olga Lerma @ Lima",
        without: "SIT actual Tom Baker > Olga Lerma",
    },
    Case {
        property: "planned-place-in-sentence",
        types: &["SIGN | - | @"],
        words: "[verb SIGN - with!]\ncovenant",
        text: "Tom Baker plans to covenant with Olga Lerma after the fair in Lima.",
        with: "SIGN planned Tom Baker > Olga Lerma @ Lima",
        without: "SIGN planned Tom Baker > Olga Lerma",
    },
    Case {
        property: "on-the-ground",
        types: &["SCUFFLE | - | @"],
        words: "[verb SCUFFLE - with!]\nscuffle",
        text: "The parade in Lima was loud. Tom Baker scuffled with Olga Lerma.",
        with: "SCUFFLE actual Tom Baker > Olga Lerma @ Lima",
        without: "SCUFFLE actual Tom Baker > Olga Lerma",
    },
    Case {
        property: "place-of-actors",
        types: &["PICKET | - | @ on-the-ground"],
        words: "[verb PICKET - actor!]\npicket",
        text: "Peru is poor. Peruvian students picketed.",
        with: "PICKET actual Peruvian students > - @ Peru",
        without: "PICKET actual Peruvian students > -",
    },
    Case {
        property: "learned",
        types: &["ACCUSE | - | @"],
        words: "[verb ACCUSE - obj!]\naccuse",
        text: "The president lambasted Chile on Monday.",
        with: "ACCUSE actual The president > Chile XXXX-WXX-1",
        without: "none",
    },
    Case {
        property: "optional-mode",
        types: &["RING | - | -", "RING | buzz | @"],
        words: "[verb RING buzz obj!]\nbuzz\n[verb RING - obj!]\nchime",
        text: "Peru buzzed Chile. Peru chimed Chile.",
        with: "RING buzz actual Peru > Chile",
        without: "RING buzz actual Peru > Chile | RING actual Peru > Chile",
    },
];
