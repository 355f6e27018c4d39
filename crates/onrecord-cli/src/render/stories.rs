//! The stories and threads of a store as tables.

use onrecord_store::{Story, StoryPage, Thread, ThreadPage};

use super::clean::{clean, count};
use super::glyphs::Glyphs;
use super::page::{Page, Paint, StyledText};
use super::style::Style;

/// Width of the column of numbers, with the gap after it.
const NUMBER: usize = 8;

/// Returns page `number` of the stories, or an empty text if there are none.
pub(crate) fn text(found: &StoryPage, number: u32, style: &Style) -> String {
    table("STORY", found.stories.iter().map(story_row), found.has_more.then_some(number), style)
}

/// Returns page `number` of the threads, or an empty text if there are none.
pub(crate) fn threads(found: &ThreadPage, number: u32, style: &Style) -> String {
    table("THREAD", found.threads.iter().map(thread_row), found.has_more.then_some(number), style)
}

fn story_row(story: &Story) -> Row<'_> {
    Row {
        number: story.id.0,
        title: &story.title,
        counts: vec![articles(story.n_articles)],
        days: days(story.first_day.as_deref(), story.last_day.as_deref()),
        after: Some(format!("thread {}", story.thread)),
    }
}

fn thread_row(thread: &Thread) -> Row<'_> {
    let stories = |n| format!("{n} {}", if n == 1 { "story" } else { "stories" });
    Row {
        number: thread.id.0,
        title: &thread.title,
        counts: vec![stories(thread.n_stories), articles(thread.n_articles)],
        days: days(thread.first_day.as_deref(), thread.last_day.as_deref()),
        after: None,
    }
}

fn articles(n: u64) -> String {
    count(usize::try_from(n).unwrap_or(usize::MAX), "article")
}

/// A story or thread in a list.
struct Row<'a> {
    number: i64,
    title: &'a str,
    counts: Vec<String>,
    days: Option<String>,
    after: Option<String>,
}

/// Returns the rows under `title`, or an empty text if there are none. If there are more, `page` is the number of this
/// page.
fn table<'a>(title: &str, rows: impl Iterator<Item = Row<'a>>, page: Option<u32>, style: &Style) -> String {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return String::new();
    }
    let glyphs = Glyphs::new(style);
    let mut out = Page::new(style);
    let mut heading = StyledText::default();
    heading.add(Paint::Title, title);
    out.put("", 0, &heading);
    for row in rows {
        let mut line = StyledText::default();
        line.add(Paint::Name, &clean(row.title));
        out.put(&format!("{:<NUMBER$}", row.number), NUMBER, &line);
        let parts: Vec<String> = row.counts.into_iter().chain(row.days).chain(row.after).collect();
        let mut about = StyledText::default();
        about.add(Paint::Dim, &parts.join(glyphs.dot()));
        out.put(&" ".repeat(NUMBER), NUMBER, &about);
    }
    if let Some(page) = page {
        let mut more = StyledText::default();
        more.add(Paint::Dim, &format!("more on the next page: --page {}", u64::from(page) + 1));
        out.put("", 0, &more);
    }
    out.finish()
}

/// Returns the range of days.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (first, last) => first.or(last).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use onrecord_store::{StoryId, ThreadId};

    use super::super::samples::plain;
    use super::*;

    #[test]
    fn a_story_has_a_title_and_days() {
        let story = Story {
            id: StoryId(7),
            title: "Rain\u{1b}[2J in Rome".to_owned(),
            lead: String::new(),
            n_articles: 2,
            first_day: Some("2025-02-13".to_owned()),
            last_day: Some("2025-02-14".to_owned()),
            thread: ThreadId(1),
        };
        let page = StoryPage { stories: vec![story], has_more: true };
        let expected = "\
STORY
7       Rain�[2J in Rome
        2 articles · 2025-02-13 to 2025-02-14 · thread 1
more on the next page: --page 3
";
        assert_eq!(text(&page, 2, &plain(70)), expected);
        assert_eq!(text(&StoryPage { stories: vec![], has_more: false }, 1, &plain(50)), "");
    }

    #[test]
    fn a_thread_says_how_many_stories_it_has() {
        let thread = Thread {
            id: ThreadId(4),
            title: "Rain".to_owned(),
            lead: String::new(),
            n_stories: 1,
            n_articles: 3,
            first_day: None,
            last_day: Some("2025-02-14".to_owned()),
        };
        let page = ThreadPage { threads: vec![thread], has_more: false };
        let expected = "THREAD\n4       Rain\n        1 story · 3 articles · 2025-02-14\n";
        assert_eq!(threads(&page, 1, &plain(60)), expected);
    }
}
