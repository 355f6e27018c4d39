//! The stories of a store, as a table.

use onrecord_record::Record;
use onrecord_store::StoryPage;

use super::Style;
use super::page::{Page, Paint, Rich};
use super::words::{Words, clean, count};

/// Columns of the number, and the gap after it.
const NUMBER: usize = 8;

/// Returns page `number` of the stories; empty where there are none.
pub(crate) fn text(found: &StoryPage, number: u32, style: &Style) -> String {
    if found.stories.is_empty() {
        return String::new();
    }
    // Signs only: there is no record here.
    let none = Record::default();
    let words = Words::new(&none, style);
    let mut page = Page::new(style);
    let mut heading = Rich::default();
    heading.add(Paint::Title, "STORY");
    page.put("", 0, &heading);
    for story in &found.stories {
        let mut line = Rich::default();
        line.add(Paint::Name, &clean(&story.title));
        page.put(&format!("{:<NUMBER$}", story.id.0), NUMBER, &line);
        let mut parts = vec![count(usize::try_from(story.n_articles).unwrap_or(usize::MAX), "article")];
        parts.extend(days(story.first_day.as_deref(), story.last_day.as_deref()));
        let mut about = Rich::default();
        about.add(Paint::Dim, &parts.join(words.dot()));
        page.put(&" ".repeat(NUMBER), NUMBER, &about);
    }
    if found.has_more {
        let mut more = Rich::default();
        more.add(Paint::Dim, &format!("there is more: --page {}", u64::from(number) + 1));
        page.put("", 0, &more);
    }
    page.finish()
}

/// Returns from when to when.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (first, last) => first.or(last).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use onrecord_store::{Story, StoryId};

    use super::*;
    use crate::render::samples::plain;

    #[test]
    fn a_story_has_a_title_and_days() {
        let story = Story {
            id: StoryId(7),
            title: "Rain\u{1b}[2J in Rome".to_owned(),
            lead: String::new(),
            n_articles: 2,
            first_day: Some("2025-02-13".to_owned()),
            last_day: Some("2025-02-14".to_owned()),
        };
        let page = StoryPage { stories: vec![story], has_more: true };
        let expected = "\
STORY
7       Rain�[2J in Rome
        2 articles · 2025-02-13 to 2025-02-14
there is more: --page 3
";
        assert_eq!(text(&page, 2, &plain(50)), expected);
        assert_eq!(text(&StoryPage { stories: vec![], has_more: false }, 1, &plain(50)), "");
    }
}
