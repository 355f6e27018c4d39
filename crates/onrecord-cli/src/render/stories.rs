//! The stories of a store as a table.

use onrecord_store::StoryPage;

use super::clean::{clean, count};
use super::glyphs::Glyphs;
use super::page::{Page, Paint, StyledText};
use super::style::Style;

/// Width of the column of numbers, with the gap after it.
const NUMBER: usize = 8;

/// Returns page `number` of the stories, an empty text where there are none.
pub(crate) fn text(found: &StoryPage, number: u32, style: &Style) -> String {
    if found.stories.is_empty() {
        return String::new();
    }
    let glyphs = Glyphs::new(style);
    let mut page = Page::new(style);
    let mut heading = StyledText::default();
    heading.add(Paint::Title, "STORY");
    page.put("", 0, &heading);
    for story in &found.stories {
        let mut line = StyledText::default();
        line.add(Paint::Name, &clean(&story.title));
        page.put(&format!("{:<NUMBER$}", story.id.0), NUMBER, &line);
        let mut parts = vec![count(usize::try_from(story.n_articles).unwrap_or(usize::MAX), "article")];
        parts.extend(days(story.first_day.as_deref(), story.last_day.as_deref()));
        let mut about = StyledText::default();
        about.add(Paint::Dim, &parts.join(glyphs.dot()));
        page.put(&" ".repeat(NUMBER), NUMBER, &about);
    }
    if found.has_more {
        let mut more = StyledText::default();
        more.add(Paint::Dim, &format!("more on the next page: --page {}", u64::from(number) + 1));
        page.put("", 0, &more);
    }
    page.finish()
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
    use onrecord_store::{Story, StoryId};

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
        };
        let page = StoryPage { stories: vec![story], has_more: true };
        let expected = "\
STORY
7       Rain�[2J in Rome
        2 articles · 2025-02-13 to 2025-02-14
more on the next page: --page 3
";
        assert_eq!(text(&page, 2, &plain(50)), expected);
        assert_eq!(text(&StoryPage { stories: vec![], has_more: false }, 1, &plain(50)), "");
    }
}
