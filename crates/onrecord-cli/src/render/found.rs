//! The results of a search as a table of days, entries and their articles.

use onrecord_store::{ActorFound, Article, EventFound, Found, Page as FoundPage, StatementFound, Verdict};

use super::clean::{clean, count};
use super::event_head::EventHead;
use super::glyphs::Glyphs;
use super::page::{Page, Paint, StyledText};
use super::style::Style;

/// Width of the column of days, with the gap after it.
const DAY: usize = 12;

/// Returns page `number` of the results, or an empty text if there are none.
pub(crate) fn text(found: &FoundPage, number: u32, style: &Style) -> String {
    if found.found.is_empty() {
        return String::new();
    }
    let glyphs = Glyphs::new(style);
    let mut page = Page::new(style);
    let mut heading = StyledText::default();
    heading.add(
        Paint::Title,
        match found.found[0] {
            Found::Statement(_) => "DAY         STATEMENT",
            Found::Event(_) => "DAY         EVENT",
            Found::Actor(_) => "LAST SEEN   ACTOR",
            Found::Article(_) => "PUBLISHED   ARTICLE",
        },
    );
    page.put("", 0, &heading);
    for entry in &found.found {
        match entry {
            Found::Statement(entry) => statement(&mut page, glyphs, entry),
            Found::Event(entry) => event(&mut page, glyphs, entry),
            Found::Actor(entry) => actor(&mut page, glyphs, entry),
            Found::Article(entry) => article(&mut page, glyphs, entry),
        }
    }
    if found.has_more {
        let mut more = StyledText::default();
        more.add(Paint::Dim, &format!("more on the next page: --page {}", u64::from(number) + 1));
        page.put("", 0, &more);
    }
    page.finish()
}

fn statement(page: &mut Page<'_>, glyphs: Glyphs, found: &StatementFound) {
    let mut line = StyledText::default();
    let source = clean(&found.source);
    match (found.speakers.is_empty(), source.is_empty()) {
        (false, _) => {
            if found.has_probable_speakers() {
                line.add(Paint::Dim, "probably ");
            }
            line.add(Paint::Name, &list(&found.speakers));
        }
        (true, false) => line.add(Paint::Plain, &glyphs.quoted(&source)),
        (true, true) => line.add(Paint::Dim, "no source named"),
    }
    let cue = clean(&found.cue);
    if !cue.is_empty() {
        line.add(Paint::Dim, glyphs.dot());
        line.add(Paint::Plain, &cue);
    }
    verdict(&mut line, glyphs, found.verdict);
    line.add(Paint::Dim, ": ");
    line.add(Paint::Said, &clean(&found.content));
    put(page, found.day.as_deref(), &line);
    under(page, glyphs, &found.article, &found.id.to_string());
}

fn event(page: &mut Page<'_>, glyphs: Glyphs, found: &EventFound) {
    let head = EventHead {
        event_type: &found.event_type,
        mode: found.mode.as_deref(),
        actors: list(&found.actors),
        recipients: list(&found.recipients),
        status: found.status,
        place: found.place.as_deref(),
    };
    let mut line = head.line(glyphs);
    verdict(&mut line, glyphs, found.verdict);
    line.add(Paint::Dim, ": ");
    line.add(Paint::Said, &clean(&found.sentence));
    put(page, found.day.as_deref(), &line);
    under(page, glyphs, &found.article, &found.id.to_string());
}

/// Adds the verdict of the latest correction.
fn verdict(line: &mut StyledText, glyphs: Glyphs, verdict: Option<Verdict>) {
    if let Some(verdict) = verdict {
        line.add(Paint::Dim, glyphs.dot());
        line.add(Paint::Warn, verdict.as_str());
    }
}

fn actor(page: &mut Page<'_>, glyphs: Glyphs, found: &ActorFound) {
    let number = |n: u64, word| count(usize::try_from(n).unwrap_or(usize::MAX), word);
    let mut line = StyledText::default();
    line.add(Paint::Name, &clean(&found.name));
    let mut parts = vec![found.kind.as_str().to_owned()];
    parts.extend(found.countries.iter().map(|country| clean(country)));
    parts.push(number(found.n_articles, "article"));
    parts.push(number(found.n_statements, "statement"));
    parts.push(number(found.n_events, "event"));
    parts.extend(found.first_day.as_ref().map(|day| format!("since {day}")));
    line.add(Paint::Plain, &format!("{}{}", glyphs.dot(), parts.join(glyphs.dot())));
    put(page, found.last_day.as_deref(), &line);
}

fn article(page: &mut Page<'_>, glyphs: Glyphs, found: &Article) {
    let mut line = StyledText::default();
    line.add(Paint::Name, &clean(found.heading()));
    // The column is only wide enough for days.
    let day = found.published.as_deref().and_then(|published| published.get(..10)).map(clean);
    put(page, day.as_deref(), &line);
    let counts = [count(found.n_statements as usize, "statement"), count(found.n_events as usize, "event")];
    let origin = found.origin.iter().map(|origin| clean(&origin.to_string()));
    let publisher = found.publisher.iter().map(|publisher| clean(publisher));
    let parts = publisher.chain(counts).chain([clean(&found.doc_id)]).chain(origin);
    let mut about = StyledText::default();
    about.add(Paint::Dim, &parts.collect::<Vec<_>>().join(glyphs.dot()));
    page.put(&" ".repeat(DAY), DAY, &about);
}

fn put(page: &mut Page<'_>, day: Option<&str>, line: &StyledText) {
    page.put(&format!("{:<DAY$}", day.unwrap_or("no date")), DAY, line);
}

/// Writes the article below its entry.
fn under(page: &mut Page<'_>, glyphs: Glyphs, article: &Article, id: &str) {
    let heading = glyphs.short(&clean(article.heading()), page.width().saturating_sub(DAY));
    let parts =
        [Some(heading), article.publisher.as_deref().map(clean), Some(format!("{} {id}", clean(&article.doc_id)))];
    let mut line = StyledText::default();
    line.add(Paint::Dim, &parts.into_iter().flatten().collect::<Vec<_>>().join(glyphs.dot()));
    page.put(&" ".repeat(DAY), DAY, &line);
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| clean(name)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use onrecord_record::{ActorKind, EventId, EventStatus, Origin, StatementId, StatementKind};
    use onrecord_store::ArticleId;

    use super::super::samples::plain;
    use super::*;

    const EVIL: &str = "\u{1b}[2J\u{202e}";

    fn sample() -> [Found; 4] {
        let article = Article {
            id: ArticleId(1),
            doc_id: "a".to_owned(),
            version: 1,
            url: None,
            title: Some("Rain in Rome".to_owned()),
            publisher: Some("The Cloud".to_owned()),
            published: Some("2025-02-13T08:00:00Z".to_owned()),
            origin: Some(Origin { path: "news/may.jsonl".to_owned(), part: Some("line 3".to_owned()) }),
            n_statements: 1,
            n_events: 2,
            lead: "It rained.".to_owned(),
        };
        let statement = StatementFound {
            article: article.clone(),
            id: StatementId(0),
            day: Some("2025-02-10".to_owned()),
            kind: StatementKind::Direct,
            speakers: vec!["Ann Lee".to_owned()],
            addressees: vec![],
            about: vec![],
            source: "She".to_owned(),
            cue: "said".to_owned(),
            content: "“It rained all day, and all night long.”".to_owned(),
            confidence: 0.5,
            speaker_confidence: None,
            verdict: Some(Verdict::Changed),
        };
        let event = EventFound {
            article: article.clone(),
            id: EventId(1),
            day: None,
            event_type: "CONSULT".to_owned(),
            mode: None,
            status: EventStatus::Planned,
            actors: vec![],
            recipients: vec!["Italy".to_owned()],
            time: None,
            place: Some("Rome".to_owned()),
            country: None,
            statement: None,
            anchor: "meet".to_owned(),
            sentence: "They will meet.".to_owned(),
            confidence: 0.5,
            verdict: Some(Verdict::Rejected),
        };
        let actor = ActorFound {
            name: "Ann Lee".to_owned(),
            kind: ActorKind::Person,
            countries: vec!["ITA".to_owned()],
            n_articles: 1,
            n_statements: 2,
            n_events: 0,
            first_day: Some("2025-02-10".to_owned()),
            last_day: Some("2025-02-13".to_owned()),
        };
        [
            Found::Statement(Box::new(statement)),
            Found::Event(Box::new(event)),
            Found::Actor(Box::new(actor)),
            Found::Article(Box::new(article)),
        ]
    }

    #[test]
    fn a_table_has_the_day_and_the_entry() {
        let expected = [
            "\
DAY         STATEMENT
2025-02-10  Ann Lee · said · changed: “It rained
            all day, and all night long.”
            Rain in Rome · The Cloud · a s1
more on the next page: --page 3
",
            "\
DAY         EVENT
no date     CONSULT · ? → Italy · planned · Rome ·
            rejected: They will meet.
            Rain in Rome · The Cloud · a e2
more on the next page: --page 3
",
            "\
LAST SEEN   ACTOR
2025-02-13  Ann Lee · person · ITA · 1 article · 2
            statements · 0 events · since
            2025-02-10
more on the next page: --page 3
",
            "\
PUBLISHED   ARTICLE
2025-02-13  Rain in Rome
            The Cloud · 1 statement · 2 events · a
            · news/may.jsonl, line 3
more on the next page: --page 3
",
        ];
        for (found, expected) in sample().into_iter().zip(expected) {
            let page = FoundPage { found: vec![found], has_more: true };
            assert_eq!(text(&page, 2, &plain(50)), expected);
        }
        assert_eq!(text(&FoundPage { found: vec![], has_more: false }, 1, &plain(50)), "");
    }

    #[test]
    fn an_article_cannot_control_the_terminal() {
        for mut found in sample() {
            match &mut found {
                Found::Statement(found) => {
                    for words in [&mut found.source, &mut found.cue, &mut found.content, &mut found.speakers[0]] {
                        words.push_str(EVIL);
                    }
                    found.article.title = Some(EVIL.to_owned());
                }
                Found::Event(found) => {
                    for words in [&mut found.event_type, &mut found.sentence, &mut found.recipients[0]] {
                        words.push_str(EVIL);
                    }
                    (found.mode, found.place) = (Some(EVIL.to_owned()), Some(EVIL.to_owned()));
                    found.article.publisher = Some(EVIL.to_owned());
                }
                Found::Actor(found) => found.name.push_str(EVIL),
                Found::Article(found) => {
                    found.doc_id.push_str(EVIL);
                    (found.title, found.published) = (None, Some(EVIL.repeat(3)));
                    found.lead.push_str(EVIL);
                }
            }
            let shown = text(&FoundPage { found: vec![found], has_more: false }, 1, &plain(50));
            assert!(!shown.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown:?}");
        }
    }
}
