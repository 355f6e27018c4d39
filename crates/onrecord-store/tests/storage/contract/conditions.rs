//! Conditions combined by and, or and not.

use onrecord_record::{ActorKind, EventStatus};
use onrecord_store::{Condition, DayRange, Found, List, NameRole, Order, Query, Storage, TextQuery};

use super::find::filled;
use crate::support::Folder;

/// Returns the ids of the articles, or the names of the actors, in the results of a query.
fn names(store: &dyn Storage, list: List, condition: Condition) -> Vec<String> {
    let query = Query::new(list, condition).unwrap();
    let page = store.find(&query, Order::Newest, 10, 0).unwrap();
    let name = |found: Found| match found {
        Found::Statement(found) => found.article.doc_id,
        Found::Event(found) => found.article.doc_id,
        Found::Article(found) => found.doc_id,
        Found::Actor(found) => found.name,
    };
    page.found.into_iter().map(name).collect()
}

fn words(text: &str) -> Condition {
    Condition::Words(TextQuery::parse(text).unwrap())
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

pub(crate) fn any_and_not_go_together(folder: &Folder) {
    let store = filled(folder);
    let country = |code: &str| Condition::Country(code.to_owned());
    let planned = || Condition::Status(EventStatus::Planned);
    let lee = || Condition::Name(NameRole::Recipient, TextQuery::parse("Bob").unwrap());
    let cases: [(List, Condition, &[&str]); 13] = [
        (List::Statements, Condition::Any(vec![words("evening"), words("hour")]), &["rain", "paris"]),
        (List::Statements, Condition::Any(vec![]), &[]),
        (List::Statements, Condition::All(vec![]), &["snow", "rain", "paris"]),
        (List::Statements, not(words("evening")), &["snow", "paris"]),
        (List::Statements, not(not(words("evening"))), &["rain"]),
        (List::Statements, Condition::All(vec![words("it"), not(Condition::Place("Paris".into()))]), &["snow", "rain"]),
        (List::Events, Condition::Any(vec![planned(), country("FRA")]), &["snow", "paris"]),
        (List::Events, not(Condition::Any(vec![planned(), country("FRA")])), &["rain"]),
        (List::Events, not(Condition::All(vec![planned(), country("FRA")])), &["snow", "rain", "paris"]),
        (List::Articles, Condition::Any(vec![words("mayor"), lee()]), &["rain", "paris"]),
        (List::Articles, Condition::All(vec![words("hard"), not(words("mayor"))]), &["snow"]),
        (List::Actors, not(Condition::ActorKind(ActorKind::Person)), &["Bob Lee"]),
        (List::Actors, Condition::Any(vec![country("ITA"), words("bob")]), &["Ann Lee", "Bob Lee"]),
    ];
    for (list, condition, expected) in cases {
        let found = names(&*store, list, condition.clone());
        assert_eq!(found, expected, "{list:?} {condition:?}");
        let n_articles = store.find_all(&Query::new(list, condition.clone()).unwrap()).unwrap().len();
        assert!(n_articles == expected.len() || list == List::Actors, "{list:?} {condition:?}: {n_articles}");
    }
}

pub(crate) fn conditions_on_days_meet(folder: &Folder) {
    let store = filled(folder);
    let days = |since: Option<&str>, until: Option<&str>| Condition::Days(DayRange::parse(since, until).unwrap());
    let since = || days(Some("2025"), None);
    let until = || days(None, Some("2025-02-10"));
    for list in [List::Statements, List::Articles] {
        let expected: &[&str] = if list == List::Statements { &["rain"] } else { &[] };
        assert_eq!(names(&*store, list, Condition::All(vec![since(), until()])), expected, "{list:?}");
        let never = Condition::All(vec![days(Some("2025"), None), days(None, Some("2024"))]);
        assert_eq!(names(&*store, list, never), [""; 0], "{list:?}");
    }
    let outside = names(&*store, List::Statements, not(since()));
    assert_eq!(outside, ["paris"]);
}

pub(crate) fn operators_are_ordinary_words(folder: &Folder) {
    let store = filled(folder);
    // A string that is an operator in the full-text query language is treated as an ordinary word or code.
    for condition in [Condition::Country("NOT".into()), Condition::Place("\"".into()), words("NOT"), words("NEAR(a)")] {
        assert_eq!(names(&*store, List::Statements, condition.clone()), [""; 0], "{condition:?}");
    }
}
