//! Stories: grouping of articles, and manual edits by users.

use crate::support::{FROM, Folder};
use onrecord_record::Record;
use onrecord_store::{ArticleId, Criteria, ErrorKind, Kept, List, Order, Storage, StoryId, ThreadId, Undone};

const TIME: &str = "2025-02-15T08:00:00Z";

/// Articles of two stories: a flood and a trial.
const TEXTS: [(&str, &str); 5] = [
    (
        "flood-1",
        "the flooded Tiber drowned bridges and cellars in Trastevere, and rescuers carried families from roofs.",
    ),
    ("trial-1", "the jury acquitted banker Orlando Quist of embezzling pension funds after a trial of nine weeks."),
    ("flood-2", "rescuers in Trastevere searched cellars while the Tiber, still flooded, rose over more bridges."),
    (
        "trial-2",
        "prosecutors will appeal against the acquittal of Quist, the banker whose trial over pension funds ended.",
    ),
    ("flood-3", "the Tiber fell, and families returned from roofs to flooded cellars in Trastevere."),
];

/// Ann Lee in Rome speaks about the flood, Zoe Orr in Oslo about the trial, Kim Sun in Bonn about a violinist.
fn record(id: &str, words: &str) -> Record {
    let mut record = crate::support::record(id, words);
    for (word, name, place) in [("Quist", "Zoe Orr", "Oslo"), ("violinist", "Kim Sun", "Bonn")] {
        if words.contains(word) {
            record.document.text = record.document.text.replace("Ann Lee", name).replace("Rome", place);
            (record.actors[0].name, record.places[0].name) = (name.to_owned(), place.to_owned());
        }
    }
    record
}

fn keep(store: &mut dyn Storage, id: &str, words: &str) -> ArticleId {
    let (Kept::New(article) | Kept::Same(article) | Kept::Changed(article, _)) =
        store.keep(&[record(id, words)], FROM).unwrap()[0];
    article
}

fn filled(folder: &Folder) -> (Box<dyn Storage>, Vec<ArticleId>) {
    let mut store = folder.store();
    let articles = TEXTS.iter().map(|(id, words)| keep(&mut *store, id, words)).collect();
    (store, articles)
}

fn stories(store: &dyn Storage, articles: &[ArticleId]) -> Vec<i64> {
    articles.iter().map(|article| store.story_of(*article).unwrap().unwrap().0).collect()
}

pub(crate) fn similar_articles_are_one_story(folder: &Folder) {
    let (mut store, articles) = filled(folder);
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 1]);
    let page = store.stories(10, 0).unwrap();
    let shown: Vec<_> = page.stories.iter().map(|story| (story.id.0, story.n_articles)).collect();
    assert_eq!((shown, page.has_more), (vec![(2, 2), (1, 3)], false));
    assert_eq!(page.stories[0].first_day.as_deref(), Some("2025-02-13"));
    assert!(page.stories[1].title.contains("Tiber"), "{page:?}");
    assert!(store.stories(1, 0).unwrap().has_more);
    // Adding the same articles again changes nothing.
    for (id, words) in TEXTS {
        keep(&mut *store, id, words);
    }
    assert_eq!(store.stories(10, 0).unwrap(), page);
    let query = Criteria { story: Some(StoryId(2)), ..Criteria::default() };
    for (list, expected) in [(List::Articles, 2), (List::Statements, 2), (List::Events, 2), (List::Actors, 1)] {
        let found = store.find(&query.query(list).unwrap(), Order::Newest, 9, 0).unwrap().found.len();
        assert_eq!(found, expected, "{list:?}");
    }
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn a_changed_article_is_placed_anew_and_one_read_again_stays(folder: &Folder) {
    let (mut store, articles) = filled(folder);
    let moved = "the trial of banker Quist over pension funds cost the jury nine weeks before it acquitted him.";
    keep(&mut *store, "flood-3", moved);
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 2]);
    let renewed = record("flood-3", moved);
    store.renew(&[(articles[4], renewed)], FROM).unwrap();
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 2]);
    // All articles of a batch stay in their stories too, whatever else their records contain.
    let renewed: Vec<(ArticleId, Record)> = articles
        .iter()
        .map(|article| {
            let mut renewed = store.record(*article).unwrap();
            renewed.events[0].event_type = "AID".to_owned();
            (*article, renewed)
        })
        .collect();
    assert_eq!(store.renew(&renewed, FROM).unwrap(), 5);
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 2]);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    // If an article is alone in its story, the story keeps its number when the article changes.
    let alone = keep(&mut *store, "alone", "a violinist from Cremona restored a harpsichord.");
    assert_eq!(store.story_of(alone).unwrap(), Some(StoryId(3)));
    keep(&mut *store, "alone", "a violinist from Cremona restored a harpsichord and a lute.");
    assert_eq!(store.story_of(alone).unwrap(), Some(StoryId(3)));
    assert_eq!(store.story_head(StoryId(3)).unwrap().n_articles, 1);
}

/// The flood, findings about it weeks later, and a story on another topic.
fn months(folder: &Folder) -> (Box<dyn Storage>, Vec<ArticleId>) {
    let mut store = folder.store();
    let later = "the Tiber flooded cellars in Trastevere again, and rescuers closed bridges.";
    let texts = [
        TEXTS[0],
        TEXTS[1],
        TEXTS[2],
        ("later-1", later),
        ("later-2", "the Tiber flooded more cellars in Trastevere."),
    ];
    let published = ["2025-02-13", "2025-02-13", "2025-02-14", "2025-04-20", "2025-04-21"];
    let articles = texts.iter().zip(published).map(|((id, words), published)| {
        let mut record = record(id, words);
        record.document.published = Some(published.to_owned());
        let Kept::New(article) = store.keep(&[record], FROM).unwrap()[0] else { panic!("{id} is new") };
        article
    });
    let articles = articles.collect();
    (store, articles)
}

fn threads(store: &dyn Storage, articles: &[ArticleId]) -> Vec<i64> {
    stories(store, articles).into_iter().map(|story| store.story_head(StoryId(story)).unwrap().thread.0).collect()
}

pub(crate) fn stories_of_one_matter_are_a_thread(folder: &Folder) {
    let (store, articles) = months(folder);
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 3, 3]);
    assert_eq!(threads(&*store, &articles), [1, 2, 1, 1, 1]);
    let page = store.threads(10, 0).unwrap();
    let shown: Vec<_> = page.threads.iter().map(|thread| (thread.id.0, thread.n_stories, thread.n_articles)).collect();
    assert_eq!((shown, page.has_more), (vec![(1, 2, 4), (2, 1, 1)], false));
    assert_eq!(page.threads[0].first_day.as_deref(), Some("2025-02-13"));
    assert_eq!(page.threads[0].last_day.as_deref(), Some("2025-04-21"));
    let of_thread = store.stories_of(ThreadId(1), 1, 0).unwrap();
    assert_eq!((of_thread.stories[0].id, of_thread.has_more), (StoryId(3), true));
    let query = Criteria { thread: Some(ThreadId(1)), ..Criteria::default() };
    for (list, expected) in [(List::Articles, 4), (List::Statements, 4), (List::Events, 4), (List::Actors, 1)] {
        let found = store.find(&query.query(list).unwrap(), Order::Newest, 9, 0).unwrap().found.len();
        assert_eq!(found, expected, "{list:?}");
    }
    assert_eq!(store.thread_head(ThreadId(9)).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn stories_of_two_threads_can_be_joined(folder: &Folder) {
    let (mut store, articles) = months(folder);
    store.join_stories(StoryId(1), &[StoryId(2)], TIME).unwrap();
    assert_eq!(threads(&*store, &articles), [1; 5]);
    assert_eq!(store.thread_head(ThreadId(2)).unwrap().id, ThreadId(1));
    assert_eq!(store.undo_stories().unwrap(), Some(Undone::Join(StoryId(1), StoryId(2))));
    assert_eq!(threads(&*store, &articles), [1, 2, 1, 1, 1]);
    assert_eq!(store.thread_head(ThreadId(2)).unwrap().n_articles, 1);
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}

pub(crate) fn manual_edits_stay_and_can_be_undone(folder: &Folder) {
    let (mut store, articles) = filled(folder);
    assert_eq!(store.undo_stories().unwrap(), None);
    assert_eq!(store.join_stories(StoryId(1), &[StoryId(2)], TIME).unwrap(), StoryId(1));
    assert_eq!(stories(&*store, &articles), [1; 5]);
    assert_eq!(store.story_head(StoryId(2)).unwrap().id, StoryId(1));
    let query = Criteria { story: Some(StoryId(2)), ..Criteria::default() };
    assert_eq!(store.find(&query.query(List::Articles).unwrap(), Order::Newest, 9, 0).unwrap().found.len(), 5);
    let new = store.split_story(StoryId(1), &[articles[0], articles[1]], TIME).unwrap();
    assert_eq!(stories(&*store, &articles), [3, 3, 1, 1, 1]);
    // A manually placed article stays in its story, even if its text changes.
    keep(&mut *store, "flood-1", "the Tiber, flooded, drowned bridges in Trastevere; rescuers searched cellars.");
    assert_eq!(stories(&*store, &articles), [3, 3, 1, 1, 1]);
    assert_eq!(store.undo_stories().unwrap(), Some(Undone::Split(StoryId(1), new)));
    assert_eq!(stories(&*store, &articles), [1; 5]);
    assert_eq!(store.story_head(new).unwrap().id, StoryId(1));
    assert_eq!(store.undo_stories().unwrap(), Some(Undone::Join(StoryId(1), StoryId(2))));
    assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 1]);
    assert_eq!(store.undo_stories().unwrap(), None);
    // Either all stories are joined, or none.
    for (others, expected) in [
        (&[StoryId(2), StoryId(9)][..], ErrorKind::NotFound),
        (&[StoryId(2), StoryId(2)], ErrorKind::Query),
        (&[StoryId(2), StoryId(1)], ErrorKind::Query),
    ] {
        assert_eq!(store.join_stories(StoryId(1), others, TIME).unwrap_err().kind(), expected, "{others:?}");
        assert_eq!(stories(&*store, &articles), [1, 2, 1, 2, 1]);
    }
    for (error, expected) in [
        (store.join_stories(StoryId(1), &[StoryId(9)], TIME).unwrap_err(), ErrorKind::NotFound),
        (store.join_stories(StoryId(1), &[StoryId(1)], TIME).unwrap_err(), ErrorKind::Query),
        (store.split_story(StoryId(1), &[articles[1]], TIME).unwrap_err(), ErrorKind::Query),
        (store.split_story(StoryId(2), &[articles[1], articles[3]], TIME).unwrap_err(), ErrorKind::Query),
    ] {
        assert_eq!(error.kind(), expected, "{error}");
    }
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
}
