//! The text form of a story.

use onrecord_record::{EventStatus, SURE_SPEAKER};
use onrecord_store::{
    Difference, DifferenceKind, Issue, MergedEvent, MergedQuote, Passage, Stance, StoryArticle, StoryView, Verdict,
};

use super::clean::{clean, count};
use super::glyphs::Glyphs;
use super::page::{Page, Paint, StyledText};
use super::stories::days;
use super::style::Style;

/// Width of the column of days, with the gap after it.
const DAY: usize = 12;

/// Returns the text form of a story, ended by a line feed, with the `limit` events and the `limit` statements that are
/// in the most articles. Control characters of articles are replaced.
pub(crate) fn text(story: &StoryView, limit: usize, style: &Style) -> String {
    let mut renderer = StoryRenderer { story, glyphs: Glyphs::new(style), page: Page::new(style) };
    renderer.head();
    let (mut timeline, left_out) = most_carried(&story.timeline, limit, |event| event.articles.len());
    // Entries without a day come last, so that the story starts with its first day.
    timeline.sort_by_key(|event| event.day.is_none() && event.first_reported.is_none());
    renderer.section("WHAT HAPPENED", &timeline, |renderer, one| renderer.event(one));
    renderer.left_out(&left_out);
    let (mut sayings, left_out) = most_carried(&story.quotes, limit, |saying| saying.articles.len());
    sayings.sort_by_key(|saying| saying.day.is_none());
    renderer.section("WHO SAYS WHAT", &sayings, |renderer, one| renderer.saying(one));
    renderer.left_out(&left_out);
    renderer.differences();
    renderer.section("FOR AND AGAINST", &story.positions, StoryRenderer::issue);
    let numbered: Vec<(usize, &StoryArticle)> = story.articles.iter().enumerate().collect();
    renderer.section("ARTICLES", &numbered, StoryRenderer::article);
    renderer.page.finish()
}

/// The number of entries of a list that are not shown.
struct LeftOut {
    n: usize,
    /// Whether each of them is in fewer articles than every entry that is shown.
    are_in_fewer: bool,
}

/// Returns the `limit` entries of `all` that are in the most articles, in their original order, and what is left out.
fn most_carried<T>(all: &[T], limit: usize, n_articles: impl Fn(&T) -> usize) -> (Vec<&T>, LeftOut) {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| usize::MAX - n_articles(&all[at]));
    let rest = order.split_off(limit.min(order.len()));
    let least = order.last().map(|&at| n_articles(&all[at]));
    let are_in_fewer = least.is_some_and(|least| rest.first().is_some_and(|&at| n_articles(&all[at]) < least));
    order.sort_unstable();
    (order.iter().map(|&at| &all[at]).collect(), LeftOut { n: rest.len(), are_in_fewer })
}

struct StoryRenderer<'a> {
    story: &'a StoryView,
    glyphs: Glyphs,
    page: Page<'a>,
}

impl StoryRenderer<'_> {
    fn section<T>(&mut self, title: &str, all: &[T], write: impl Fn(&mut Self, &T)) {
        if !all.is_empty() {
            self.page.heading(title);
            all.iter().for_each(|one| write(self, one));
        }
    }

    fn left_out(&mut self, left_out: &LeftOut) {
        let fewer = if left_out.are_in_fewer { " in fewer articles" } else { "" };
        if left_out.n > 0 {
            self.dim(0, &format!("{} more{fewer}; see them with --limit or --format json", left_out.n));
        }
    }

    fn head(&mut self) {
        let story = &self.story.story;
        let mut title = StyledText::default();
        title.add(Paint::Title, &clean(&story.title));
        self.page.put("", 0, &title);
        let mut parts = vec![format!("story {}", story.id)];
        parts.push(count(usize::try_from(story.n_articles).unwrap_or(usize::MAX), "article"));
        parts.push(format!("thread {}", story.thread));
        parts.extend(days(story.first_day.as_deref(), story.last_day.as_deref()));
        if self.story.articles.len() < usize::try_from(story.n_articles).unwrap_or(usize::MAX) {
            parts.push(format!("the latest {} compared", self.story.articles.len()));
        }
        self.dim(0, &parts.join(self.glyphs.dot()));
        self.dim(0, &clean(&story.lead));
    }

    fn event(&mut self, event: &MergedEvent) {
        let mut line = StyledText::default();
        line.add(Paint::Name, &clean(&event.event_type));
        line.add(Paint::Dim, self.glyphs.dot());
        line.add(Paint::Plain, &self.parties(&event.actors, &event.unnamed_actors));
        if !event.recipients.is_empty() || !event.unnamed_recipients.is_empty() {
            let recipients = self.parties(&event.recipients, &event.unnamed_recipients);
            line.add(Paint::Plain, &format!(" {} {recipients}", self.glyphs.arrow()));
        }
        if let Some(place) = &event.place {
            line.add(Paint::Dim, self.glyphs.dot());
            line.add(Paint::Plain, &clean(place));
        }
        if let Some(first) = event.mentions.first() {
            if first.status != EventStatus::Actual {
                line.add(Paint::Dim, self.glyphs.dot());
                line.add(
                    Paint::Warn,
                    if first.status == EventStatus::Negated { "did not happen" } else { first.status.as_str() },
                );
            }
            self.verdicts(&mut line, event.mentions.iter().map(|mention| &mention.words));
            line.add(Paint::Dim, ": ");
            line.add(Paint::Said, &clean(&first.sentence));
        }
        self.dated(event.day.as_deref().or(event.first_reported.as_deref()), &line);
        self.carried(&event.articles, "reported");
    }

    fn saying(&mut self, saying: &MergedQuote) {
        let mut line = StyledText::default();
        let source = clean(&saying.source);
        match (saying.speakers.is_empty(), source.is_empty()) {
            (false, _) => {
                probably(&mut line, saying.speaker_confidence);
                line.add(Paint::Name, &self.names(&saying.speakers));
            }
            (true, false) => line.add(Paint::Plain, &self.glyphs.quoted(&source)),
            (true, true) => line.add(Paint::Dim, "no source named"),
        }
        let cue = clean(&saying.cue);
        if !cue.is_empty() {
            line.add(Paint::Dim, self.glyphs.dot());
            line.add(Paint::Plain, &cue);
        }
        self.verdicts(&mut line, saying.versions.iter().map(|version| &version.words));
        line.add(Paint::Dim, ": ");
        line.add(Paint::Said, &saying.versions.first().map_or(String::new(), |version| clean(&version.words.text)));
        self.dated(saying.day.as_deref(), &line);
        self.carried(&saying.articles, "carried");
    }

    /// Writes the differences between accounts, or that none were found.
    fn differences(&mut self) {
        let story = self.story;
        self.section("WHERE ACCOUNTS DIFFER", &story.differences, Self::difference);
        if story.differences.is_empty() {
            self.page.heading("WHERE ACCOUNTS DIFFER");
            let compared = count(story.articles.len(), "article");
            self.dim(0, &format!("no differences found in {compared}; many are missed, see docs/stories.md"));
        }
    }

    fn difference(&mut self, difference: &Difference) {
        let kind = match difference.kind {
            DifferenceKind::Number => "how many",
            DifferenceKind::Date => "when",
            DifferenceKind::Doer => "who did it",
            DifferenceKind::Status => "whether it happened",
        };
        let mut line = StyledText::default();
        line.add(Paint::Warn, kind);
        line.add(Paint::Dim, self.glyphs.dot());
        line.add(Paint::Plain, &clean(&difference.about));
        if difference.may_have_changed {
            line.add(Paint::Dim, &format!("{}may be a later count", self.glyphs.dot()));
        }
        self.page.put("", 0, &line);
        for side in &difference.sides {
            for account in &side.accounts {
                let mut line = StyledText::default();
                line.add(Paint::Name, &clean(&side.value));
                self.verdicts(&mut line, std::iter::once(&account.words));
                line.add(Paint::Dim, ": ");
                line.add(Paint::Said, &clean(&account.sentence));
                let source_and_cue: Vec<String> =
                    account.source.iter().chain(&account.cue).map(|words| clean(words)).collect();
                if !source_and_cue.is_empty() {
                    line.add(Paint::Dim, &format!(" ({})", source_and_cue.join(self.glyphs.dot())));
                }
                line.add(Paint::Dim, &format!(" [{}]", account.words.article + 1));
                self.dated(account.published.as_deref(), &line);
            }
        }
    }

    fn issue(&mut self, issue: &Issue) {
        let mut line = StyledText::default();
        line.add(Paint::Name, &clean(&issue.topic));
        self.page.put("", 0, &line);
        for position in &issue.positions {
            let stance = match position.stance {
                Stance::For => "for",
                Stance::Against => "against",
                Stance::Unclear => continue,
            };
            let mut line = StyledText::default();
            probably(&mut line, position.speaker_confidence);
            line.add(Paint::Name, &self.names(&[position.actor]));
            line.add(Paint::Dim, self.glyphs.dot());
            line.add(Paint::Warn, stance);
            self.verdicts(&mut line, std::iter::once(&position.words));
            line.add(Paint::Dim, ": ");
            line.add(Paint::Said, &clean(&position.sentence));
            line.add(Paint::Dim, &format!(" [{}]", position.words.article + 1));
            self.dated(position.day.as_deref(), &line);
        }
        let n_unclear = issue.positions.iter().filter(|one| one.stance == Stance::Unclear).count();
        if n_unclear > 0 {
            self.dim(DAY, &format!("{n_unclear} more mention it without taking a side; see --format json"));
        }
    }

    fn article(&mut self, (at, article): &(usize, &StoryArticle)) {
        let mut line = StyledText::default();
        line.add(Paint::Dim, &format!("[{}] ", at + 1));
        line.add(Paint::Name, &self.glyphs.short(&clean(article.heading()), self.page.width()));
        let parts = article.publisher.iter().map(|publisher| clean(publisher)).chain([clean(&article.id)]);
        parts.for_each(|part| line.add(Paint::Dim, &format!("{}{part}", self.glyphs.dot())));
        let day = article.published.as_deref().and_then(|published| published.get(..10)).map(clean);
        self.dated(day.as_deref(), &line);
    }

    /// Writes which articles have an entry, and which one was the first to have it.
    fn carried(&mut self, articles: &[usize], verb: &str) {
        let numbers: Vec<String> = articles.iter().map(|at| format!("[{}]", at + 1)).collect();
        let line = match articles {
            [_, _, ..] => format!("{verb} by {}, first by {}", numbers.join(" "), numbers[0]),
            _ => numbers.concat(),
        };
        self.dim(DAY, &line);
    }

    /// Adds the verdicts of corrections, with their articles if only some of the entries have a verdict.
    fn verdicts<'p>(&self, line: &mut StyledText, entries: impl Iterator<Item = &'p Passage> + Clone) {
        let n_entries = entries.clone().count();
        for verdict in Verdict::ALL {
            let of = entries.clone().filter(|words| words.verdict == Some(verdict));
            let mut articles: Vec<usize> = of.map(|words| words.article + 1).collect();
            let n_of = articles.len();
            articles.dedup();
            let articles: Vec<String> = articles.iter().map(|number| format!("[{number}]")).collect();
            if n_of > 0 {
                line.add(Paint::Dim, self.glyphs.dot());
                line.add(Paint::Warn, verdict.as_str());
            }
            if n_of > 0 && n_of < n_entries {
                line.add(Paint::Dim, &format!(" in {}", articles.join(" ")));
            }
        }
    }

    fn parties(&self, actors: &[usize], unnamed: &[String]) -> String {
        let names = actors.iter().filter_map(|&at| self.story.actors.get(at));
        self.glyphs.parties(&names.map(|actor| actor.name.as_str()).collect::<Vec<_>>(), unnamed)
    }

    fn names(&self, actors: &[usize]) -> String {
        let names = actors.iter().filter_map(|&at| self.story.actors.get(at));
        names.map(|actor| clean(&actor.name)).collect::<Vec<_>>().join(", ")
    }

    fn dated(&mut self, day: Option<&str>, line: &StyledText) {
        self.page.put(&format!("{:<DAY$}", day.unwrap_or("no date")), DAY, line);
    }

    fn dim(&mut self, indent: usize, words: &str) {
        let mut line = StyledText::default();
        line.add(Paint::Dim, words);
        self.page.put(&" ".repeat(indent), indent, &line);
    }
}

/// Writes a word before the speakers if their confidence is low.
fn probably(line: &mut StyledText, confidence: Option<f32>) {
    if confidence.is_some_and(|confidence| confidence < SURE_SPEAKER) {
        line.add(Paint::Dim, "probably ");
    }
}

#[cfg(test)]
mod tests {
    use onrecord_store::{Account, ArticleId, Position, QuoteVersion, Side, Story, StoryActor, StoryId, ThreadId};

    use super::super::samples::plain;
    use super::*;

    const EVIL: &str = "x\u{1b}[2J\u{202e}";

    fn story() -> StoryView {
        let evil = || EVIL.to_owned();
        let verdict = Some(Verdict::Rejected);
        let words = || Passage { article: 0, entry: Some("s1".to_owned()), spans: vec![], text: evil(), verdict };
        let (id, title, lead) = (StoryId(1), evil(), evil());
        let article = StoryArticle {
            number: ArticleId(1),
            id: evil(),
            title: None,
            publisher: Some(evil()),
            published: Some(EVIL.repeat(3)),
            url: None,
            lead: evil(),
        };
        let kind = onrecord_record::ActorKind::Person;
        let actor = StoryActor { name: evil(), kind, country: None, n_mentions: 1, articles: vec![0] };
        let saying = MergedQuote {
            day: None,
            speakers: vec![0],
            speaker_confidence: Some(0.5),
            source: evil(),
            cue: evil(),
            versions: vec![QuoteVersion { words: words(), source: evil(), cue: evil() }],
            articles: vec![0],
        };
        let account =
            Account { words: words(), sentence: evil(), published: None, source: Some(evil()), cue: Some(evil()) };
        let sides = vec![Side { value: evil(), accounts: vec![account] }];
        let position = Position {
            day: None,
            actor: 0,
            speaker_confidence: None,
            stance: Stance::Against,
            words: words(),
            sentence: evil(),
        };
        StoryView {
            story: Story { id, title, lead, n_articles: 2, first_day: None, last_day: None, thread: ThreadId(1) },
            articles: vec![article],
            actors: vec![actor],
            timeline: vec![],
            quotes: vec![saying],
            differences: vec![Difference {
                kind: DifferenceKind::Number,
                about: evil(),
                may_have_changed: true,
                sides,
            }],
            positions: vec![Issue { topic: evil(), positions: vec![position] }],
        }
    }

    #[test]
    fn entries_that_are_left_out_are_in_fewer_articles_only_if_they_are() {
        let shown = |counts: &[usize], limit| {
            let (shown, left_out) = most_carried(counts, limit, |n| *n);
            (shown.into_iter().copied().collect::<Vec<_>>(), left_out.n, left_out.are_in_fewer)
        };
        assert_eq!(shown(&[1, 2, 1, 3], 2), (vec![2, 3], 2, true));
        assert_eq!(shown(&[1, 1, 1], 2), (vec![1, 1], 1, false));
        assert_eq!(shown(&[1, 2], 5), (vec![1, 2], 0, false));
        assert_eq!(shown(&[1, 2], 0), (vec![], 2, false));
    }

    #[test]
    fn what_has_no_day_comes_last() {
        let mut story = story();
        let mut dated = story.quotes[0].clone();
        (dated.day, dated.cue) = (Some("2025-02-13".to_owned()), "dated".to_owned());
        story.quotes.push(dated);
        let shown = text(&story, 9, &plain(60));
        assert!(shown.find("2025-02-13").unwrap() < shown.find("no date").unwrap(), "{shown}");
    }

    /// Without its cue, a denied statement would read like an asserted one.
    #[test]
    fn what_was_said_has_its_cue() {
        let mut story = story();
        story.actors[0].name = "Turkey".to_owned();
        let quote = &mut story.quotes[0];
        (quote.speaker_confidence, quote.cue) = (None, "denied".to_owned());
        quote.versions[0].words.verdict = None;
        quote.versions[0].words.text = "that it conducted the attack".to_owned();
        let account = &mut story.differences[0].sides[0].accounts[0];
        (account.source, account.cue) = (Some("Turkey".to_owned()), Some("denied".to_owned()));
        let shown = text(&story, 9, &plain(100));
        assert!(shown.contains("Turkey · denied: that it conducted the attack\n"), "{shown}");
        assert!(shown.contains("(Turkey · denied) [1]"), "{shown}");
    }

    #[test]
    fn an_article_cannot_write_to_the_terminal() {
        let shown = text(&story(), 9, &plain(60));
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown:?}");
        for expected in
            ["the latest 1 compared", "may be a later count", "against", "FOR AND AGAINST", "rejected", "probably"]
        {
            assert!(shown.contains(expected), "{expected}: {shown}");
        }
        assert!(text(&story(), 0, &plain(60)).contains("1 more; see them with --limit"));
        assert!(!shown.contains("no differences found"), "{shown}");
        let shown = text(&StoryView { differences: vec![], ..story() }, 9, &plain(60));
        assert!(shown.contains("WHERE ACCOUNTS DIFFER\nno differences found in 1 article;"), "{shown}");
    }
}
