//! Corrections of one entry by several users: a later correction applies to the result of the earlier ones.

use crate::support::{FROM, Folder, record};
use onrecord_record::{ActorKind, EventId, StatementId};
use onrecord_store::{ArticleId, EntryId, EntrySnapshot, ErrorKind, List, NewCorrection, Storage, StoryId, Verdict};

const STATEMENT: EntryId = EntryId::Statement(StatementId(0));
const EVENT: EntryId = EntryId::Event(EventId(0));

fn new(article: ArticleId, entry: EntryId, verdict: Verdict, change: &[(&str, &str)]) -> NewCorrection {
    let change = change.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (author, note, time) = (String::new(), String::new(), "2025-02-15T08:00:00Z".to_owned());
    NewCorrection { article, entry, mark: None, verdict, change, author, note, time }
}

fn filled(folder: &Folder) -> (Box<dyn Storage>, ArticleId) {
    let mut store = folder.store();
    store.keep(&[record("rain", "it rained, Bob Ray said.")], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    (store, rain)
}

/// Returns the verdict and the new values (as `field=value`) of the last correction.
fn last(store: &dyn Storage, article: ArticleId) -> (Verdict, Vec<String>) {
    let last = store.corrections_of(article).unwrap().pop().unwrap();
    (last.verdict, last.change.iter().map(|(field, value)| format!("{field}={value}")).collect())
}

pub(crate) fn a_correction_goes_on_from_the_one_before(folder: &Folder) {
    let (mut store, rain) = filled(folder);
    let mut correct = |verdict, change: &[(&str, &str)], expected: (Verdict, &[&str])| {
        store.correct(&new(rain, STATEMENT, verdict, change)).unwrap();
        let (verdict, change) = last(&*store, rain);
        assert_eq!((verdict, change.iter().map(String::as_str).collect::<Vec<_>>()), (expected.0, expected.1.to_vec()));
    };
    let changed = Verdict::Changed;
    correct(changed, &[("speakers", "Bob Ray")], (changed, &["speakers=Bob Ray"]));
    correct(changed, &[("kind", "direct")], (changed, &["kind=direct", "speakers=Bob Ray"]));
    // Values that the form repeats are not changes.
    let form = [("kind", "mixed"), ("speakers", "Bob Ray"), ("source", "Ann Lee"), ("addressees", "")];
    correct(changed, &form, (changed, &["kind=mixed", "speakers=Bob Ray"]));
    correct(Verdict::Confirmed, &[], (changed, &["kind=mixed", "speakers=Bob Ray"]));
    correct(changed, &[("kind", "indirect")], (changed, &["speakers=Bob Ray"]));
    // All values equal the reader's output again.
    correct(changed, &[("speakers", "Ann Lee")], (Verdict::Confirmed, &[]));
    correct(changed, &[("speakers", "Bob Ray")], (changed, &["speakers=Bob Ray"]));
    correct(Verdict::Rejected, &[], (Verdict::Rejected, &[]));
    correct(Verdict::Confirmed, &[], (Verdict::Confirmed, &[]));
}

pub(crate) fn what_is_so_already_is_no_change(folder: &Folder) {
    let (mut store, rain) = filled(folder);
    store.correct(&new(rain, STATEMENT, Verdict::Changed, &[("speakers", "Bob Ray")])).unwrap();
    let refused = store.correct(&new(rain, STATEMENT, Verdict::Changed, &[("speakers", "Bob Ray")])).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Correction);
    let record = store.with_corrections(rain).unwrap();
    let Some(EntrySnapshot::Statement(now)) = EntrySnapshot::of(&record, STATEMENT) else { panic!() };
    assert_eq!(now.speakers, ["Bob Ray"]);
    // Ids are those of the record, even if an entry was rejected.
    store.correct(&new(rain, EVENT, Verdict::Rejected, &[])).unwrap();
    assert_eq!(store.with_corrections(rain).unwrap().events.len(), 1);
}

/// A mode is tied to its type, even if the type comes from an earlier correction.
pub(crate) fn an_earlier_mode_goes_with_its_type(folder: &Folder) {
    let (mut store, rain) = filled(folder);
    store.correct(&new(rain, EVENT, Verdict::Changed, &[("type", "ASSAULT"), ("mode", "beat")])).unwrap();
    store.correct(&new(rain, EVENT, Verdict::Changed, &[("status", "planned")])).unwrap();
    assert_eq!(last(&*store, rain).1, ["mode=beat", "status=planned", "type=ASSAULT"]);
    store.correct(&new(rain, EVENT, Verdict::Changed, &[("type", "REJECT"), ("mode", "beat")])).unwrap();
    assert_eq!(last(&*store, rain).1, ["status=planned", "type=REJECT"]);
}

pub(crate) fn values_are_plain(folder: &Folder) {
    let (mut store, rain) = filled(folder);
    for (entry, field, value) in [
        (EVENT, "type", "protest"),
        (EVENT, "type", "A\0B"),
        (EVENT, "type", "TWO WORDS"),
        (EVENT, "mode", "riot\u{1b}"),
        (STATEMENT, "speakers", "Bob\0Ray"),
        (STATEMENT, "addressees", "Bob\u{7f}"),
    ] {
        let refused = store.correct(&new(rain, entry, Verdict::Changed, &[(field, value)])).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Correction, "{value:?}");
    }
    let noted = NewCorrection { note: "so\0".to_owned(), ..new(rain, EVENT, Verdict::Confirmed, &[]) };
    assert_eq!(store.correct(&noted).unwrap_err().kind(), ErrorKind::Correction);
    store.correct(&new(rain, EVENT, Verdict::Changed, &[("type", "MY-OWN_TYPE")])).unwrap();
    // A type that occurs in the store is valid regardless of its format.
    let mut own = record("snow", "it snowed.");
    own.events[0].event_type = "thaw".to_owned();
    store.keep(&[own], FROM).unwrap();
    store.correct(&new(rain, EVENT, Verdict::Changed, &[("type", "thaw")])).unwrap();
}

/// Speakers supplied by a user also appear in the story, whether or not the article names them; rejected actors do not.
pub(crate) fn stories_have_corrected_speakers(folder: &Folder) {
    let mut store = folder.store();
    let mut rain = record("rain", "it rained, the mayor said.");
    let at = rain.document.text.find("the mayor").unwrap();
    let mut mayor = rain.actors[0].clone();
    mayor.name = "the mayor".to_owned();
    mayor.mentions[0].span = onrecord_record::Span::new(at, at + 9);
    mayor.mentions[0].form = onrecord_record::MentionForm::Nominal;
    rain.actors.push(mayor);
    store.keep(&[rain], FROM).unwrap();
    let rain = store.article_by_id("rain").unwrap();
    let speakers = |store: &dyn Storage| -> Vec<String> {
        let view = store.story(StoryId(1)).unwrap();
        let names = view.quotes.iter().flat_map(|quote| quote.speakers.iter().map(|at| view.actors[*at].name.clone()));
        names.collect()
    };
    assert_eq!(speakers(&*store), ["Ann Lee"]);
    for name in ["Jane Poe", "the mayor"] {
        store.correct(&new(rain, STATEMENT, Verdict::Changed, &[("speakers", name)])).unwrap();
        assert_eq!(speakers(&*store), [name]);
        let network = store.story_network(StoryId(1), 10).unwrap();
        assert!(network.n_articles == 1 && store.actor("Ann Lee", ActorKind::Person).is_ok());
    }
    store.correct(&new(rain, STATEMENT, Verdict::Changed, &[("speakers", "Ann Lee")])).unwrap();
    assert_eq!(speakers(&*store), ["Ann Lee"]);
    store.correct(&new(rain, EntryId::parse("a1").unwrap(), Verdict::Rejected, &[])).unwrap();
    assert_eq!(speakers(&*store), Vec::<String>::new());
    assert!(store.story(StoryId(1)).unwrap().actors.iter().all(|actor| actor.name != "Ann Lee"));
    assert!(store.corrected(rain, List::Articles, &[]).unwrap().statements[0].speakers.is_empty());
}
