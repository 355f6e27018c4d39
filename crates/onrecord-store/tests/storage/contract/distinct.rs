//! Distinct events: one for all articles that report it, and tables of their counts.

use crate::support::{FROM, Folder, record};
use onrecord_record::{Actor, ActorId, ActorKind, EventStatus, Mention, MentionForm, Record, Span};
use onrecord_store::{
    Counted, Criteria, DistinctEvent, ErrorKind, EventTable, GroupBy, List, NewCorrection, Order, Query, Storage,
    Verdict, find_distinct_events,
};

/// Words of a flood, so that articles with them are one story.
const FLOOD: &str = "the flooded Tiber drowned bridges and cellars in Trastevere, and rescuers carried families.";

/// Ann Lee meets Bob Ray in Rome, as `publisher` tells it.
fn meeting(id: &str, publisher: &str, words: &str) -> Record {
    let mut record = record(id, &format!("{words} Bob Ray."));
    let text = &record.document.text;
    let at = text.find("Bob Ray").unwrap();
    record.document.publisher = Some(publisher.to_owned());
    record.actors[0].country = Some("ITA".to_owned());
    record.actors.push(Actor {
        name: "Bob Ray".to_owned(),
        kind: ActorKind::Person,
        country: Some("FRA".to_owned()),
        sectors: vec![],
        roles: vec![],
        mentions: vec![Mention { span: Span::new(at, at + 7), form: MentionForm::Name }],
    });
    record.events[0].recipients = vec![ActorId(1)];
    record
}

/// Three articles of one story: two report a meeting, and the third one another meeting, a month later.
fn filled(folder: &Folder) -> Box<dyn Storage> {
    let mut store = folder.store();
    let mut other = meeting("c", "Bell", &FLOOD.replace("drowned", "flooded"));
    other.times[0].value = "2025-03-12".to_owned();
    let records = [meeting("a", "Horn", FLOOD), meeting("b", "Bell", &FLOOD.replace("carried", "led")), other];
    store.keep(&records, FROM).unwrap();
    store
}

fn events(store: &dyn Storage, query: &Query, is_corrected: bool) -> Vec<DistinctEvent> {
    let stories = store.stories_with_events(query).unwrap();
    stories.iter().flat_map(|story| store.distinct_events(story, is_corrected).unwrap()).collect()
}

fn all() -> Query {
    Query::everything(List::Events)
}

pub(crate) fn an_event_has_all_its_reports(folder: &Folder) {
    let store = filled(folder);
    let found = events(&*store, &all(), true);
    assert_eq!(found.len(), 2, "{found:?}");
    let [first, second] = [&found[0], &found[1]];
    assert_eq!((first.n_articles, first.n_publishers, second.n_articles), (2, 2, 1));
    assert_eq!((first.day.as_deref(), first.first_reported.as_deref()), (Some("2025-02-10"), Some("2025-02-13")));
    assert_eq!(first.place.as_ref().map(|place| place.name.as_str()), Some("Rome"));
    let names = |event: &DistinctEvent| [&event.actors[0], &event.recipients[0]].map(|one| one.name.clone());
    assert_eq!(names(first), ["Ann Lee", "Bob Ray"]);
    let reports: Vec<_> = first.reports.iter().map(|one| (one.article.as_str(), one.entry.as_str())).collect();
    assert_eq!(reports, [("a", "e1"), ("b", "e1")]);
    let row = first.row();
    let cell = |column| row[DistinctEvent::COLUMNS.iter().position(|name| *name == column).unwrap()].as_str();
    assert_eq!(row.len(), DistinctEvent::COLUMNS.len());
    assert_eq!([cell("actor_countries"), cell("articles"), cell("document")], ["ITA", "2", "a"]);
    assert!(cell("reports").contains(r#""article":"b","entry":"e1","publisher":"Bell""#), "{}", cell("reports"));
}

pub(crate) fn one_report_that_matches_is_enough(folder: &Folder) {
    let store = filled(folder);
    let criteria = Criteria { words: Some("carried".to_owned()), ..Criteria::default() };
    let found = events(&*store, &criteria.query(List::Events).unwrap(), true);
    let reports = found.iter().find(|event| event.n_articles == 2).map(|event| &event.reports[..]).unwrap();
    assert_eq!(reports.iter().map(|report| report.is_match).collect::<Vec<_>>(), [true, false]);
    let statements = Query::everything(List::Statements);
    assert_eq!(store.stories_with_events(&statements).unwrap_err().kind(), ErrorKind::Query);
    assert!(events(&*folder.store(), &criteria_of_nothing(), true).is_empty());
}

fn criteria_of_nothing() -> Query {
    Criteria { words: Some("hail".to_owned()), ..Criteria::default() }.query(List::Events).unwrap()
}

pub(crate) fn corrections_count_in_distinct_events(folder: &Folder) {
    let mut store = filled(folder);
    let article = store.article_by_id("b").unwrap();
    let new = NewCorrection {
        article,
        entry: onrecord_store::EntryId::parse("e1").unwrap(),
        mark: None,
        verdict: Verdict::Rejected,
        change: Default::default(),
        author: "Eve".to_owned(),
        note: String::new(),
        time: "2025-02-15T08:00:00Z".to_owned(),
    };
    store.correct(&new).unwrap();
    let n_reports =
        |is_corrected| -> usize { events(&*store, &all(), is_corrected).iter().map(|event| event.reports.len()).sum() };
    assert_eq!((n_reports(true), n_reports(false)), (2, 3));
    let rejected = Criteria { verdict: Some("rejected".to_owned()), ..Criteria::default() };
    let found = events(&*store, &rejected.query(List::Events).unwrap(), true);
    assert_eq!(found.iter().map(|event| event.reports.len()).collect::<Vec<_>>(), [2]);
}

pub(crate) fn events_are_counted_in_tables(folder: &Folder) {
    let store = filled(folder);
    let table = |by: &str, counted| {
        let mut table = EventTable::new(GroupBy::parse_list(by).unwrap(), counted);
        events(&*store, &all(), true).iter().for_each(|event| table.add(event));
        (table.columns().join(","), table.rows().iter().map(|row| row.join(",")).collect::<Vec<_>>())
    };
    for (by, counted, columns, rows) in [
        (
            "month,dyad",
            Counted::Events,
            "month,actor,recipient,events",
            &["2025-02,Ann Lee,Bob Ray,1", "2025-03,Ann Lee,Bob Ray,1"][..],
        ),
        ("month", Counted::Mentions, "month,mentions", &["2025-02,2", "2025-03,1"]),
        ("week", Counted::Events, "week,events", &["2025-02-10,1", "2025-03-10,1"]),
        ("year, type", Counted::Events, "year,type,events", &["2025,CONSULT,2"]),
        ("country-dyad", Counted::Events, "actor_country,recipient_country,events", &["ITA,FRA,2"]),
        ("country,status", Counted::Mentions, "country,status,mentions", &["ITA,actual,3"]),
    ] {
        assert_eq!(table(by, counted), (columns.to_owned(), rows.iter().map(|row| (*row).to_owned()).collect()));
    }
    for wrong in ["", "months", "dyad,actor", "day,day"] {
        assert_eq!(GroupBy::parse_list(wrong).unwrap_err().kind(), ErrorKind::Query, "{wrong}");
    }
    let lonely = |event: &DistinctEvent| DistinctEvent { recipients: vec![], ..event.clone() };
    let mut dyads = EventTable::new(vec![GroupBy::Dyad], Counted::Events);
    events(&*store, &all(), true).iter().for_each(|event| dyads.add(&lonely(event)));
    assert_eq!((dyads.rows().len(), dyads.n_left_out()), (0, 2));
    let mut recipients = EventTable::new(vec![GroupBy::Recipient], Counted::Events);
    events(&*store, &all(), true).iter().for_each(|event| recipients.add(&lonely(event)));
    assert_eq!(recipients.rows(), [["", "2"]]);
}

pub(crate) fn an_event_that_happened_is_actual(folder: &Folder) {
    let mut store = folder.store();
    let mut planned = meeting("a", "Horn", FLOOD);
    planned.events[0].status = EventStatus::Planned;
    store.keep(&[planned, meeting("b", "Bell", &FLOOD.replace("carried", "led"))], FROM).unwrap();
    let found = events(&*store, &all(), true);
    assert_eq!(found.iter().map(|event| event.status).collect::<Vec<_>>(), [EventStatus::Actual]);
}

pub(crate) fn distinct_events_are_in_pages(folder: &Folder) {
    let store = filled(folder);
    let page = |order, limit, skip| {
        let page = find_distinct_events(&*store, &all(), order, (limit, skip), Some(3)).unwrap();
        (page.found.into_iter().filter_map(|event| event.day).collect::<Vec<_>>(), page.has_more)
    };
    let (first, second) = ("2025-02-10".to_owned(), "2025-03-12".to_owned());
    assert_eq!(page(Order::Newest, 1, 0), (vec![second.clone()], true));
    assert_eq!(page(Order::Newest, 1, 1), (vec![first.clone()], false));
    assert_eq!(page(Order::Oldest, 5, 0), (vec![first, second], false));
    assert_eq!(page(Order::Oldest, 5, 9), (vec![], false));
    for (order, most) in [(Order::Relevance, None), (Order::Newest, Some(2))] {
        let error = find_distinct_events(&*store, &all(), order, (1, 0), most).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query, "{order:?} {most:?}");
    }
}
