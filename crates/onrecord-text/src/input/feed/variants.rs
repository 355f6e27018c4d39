//! Faults of feeds, several variants of each kind.

use super::*;

const FIRST: &str =
    "The ferry between Aldra and Morn was cancelled on Tuesday after its engine had failed, the port said.";
const SECOND: &str = "“We have no second boat,” said Ida Falk, who has run the line for eleven years with her brother.";

fn html() -> String {
    format!("<p>{FIRST}</p><p>{SECOND}</p>")
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rss(item: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' \
         xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' \
         xmlns:googleplay='http://www.google.com/schemas/play-podcasts/1.0'>\
         <channel><title>Aldra Echo</title><link>https://echo.example/</link><item>{item}</item></channel></rss>"
    )
}

/// Returns an entry with a title, a link, the content and what else is given.
fn item(more: &str) -> String {
    rss(&format!(
        "<title>No ferry</title><link>https://echo.example/ferry</link>\
         <content:encoded><![CDATA[{}]]></content:encoded>{more}",
        html()
    ))
}

fn first(feed: &str) -> Entry {
    let entries = read_feed(feed.as_bytes(), Some("https://echo.example/feeds/news.xml"));
    let entries =
        entries.unwrap_or_else(|error| panic!("{error}: {feed}")).unwrap_or_else(|| panic!("no feed: {feed}"));
    entries[0].clone()
}

/// Checks that the text of the first entry is that of the article.
fn check_text(feed: &str) {
    let document = first(feed).document(&Metadata::default()).unwrap_or_else(|error| panic!("{error}: {feed}"));
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    assert_eq!(words(document.text()), words(&format!("{FIRST} {SECOND}")), "{feed}");
}

#[test]
fn bare_ampersands_and_unknown_entities_are_text() {
    let title = |title: &str| rss(&format!("<title>{title}</title><description>{}</description>", escaped(&html())));
    for (written, expected) in [
        ("Salt & ferry", "Salt & ferry"),
        ("R&D at Morn", "R&D at Morn"),
        ("AT&T; buys Morn", "AT&T; buys Morn"),
        ("Caf&eacute; at Morn", "Café at Morn"),
        ("Ferry &#8211; none &", "Ferry – none &"),
        ("Salt && ferry", "Salt && ferry"),
    ] {
        let feed = title(written);
        assert_eq!(first(&feed).metadata().title.as_deref(), Some(expected), "{written}");
        check_text(&feed);
    }
    let link = item("").replace("https://echo.example/ferry", "https://echo.example/?p=7&lang=en");
    assert_eq!(first(&link).metadata().url.as_deref(), Some("https://echo.example/?p=7&lang=en"));
}

#[test]
fn ids_of_json_feeds_may_have_any_type() {
    for id in ["17", "-4", "2.5", "18446744073709551615", "null", "true", "[1]", "{\"a\": 1}", "\"\""] {
        let feed = format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Echo\", \"items\": [{{\"id\": {id}, \
             \"url\": \"https://echo.example/ferry\", \"content_html\": \"{}\"}}]}}",
            html()
        );
        check_text(&feed);
        assert_eq!(first(&feed).metadata().url.as_deref(), Some("https://echo.example/ferry"), "{id}");
    }
}

#[test]
fn atom_may_have_a_prefix() {
    let atom = |prefix: &str, root: &str, content: &str| {
        let feed = format!(
            "<P:feed {root}><P:title>Echo</P:title><P:id>urn:e</P:id><P:updated>2025-04-01T00:00:00Z</P:updated><P:entry>\
             <P:title>No ferry</P:title><P:id>urn:e:1</P:id><P:updated>2025-04-01T08:00:00Z</P:updated>\
             <P:link href='https://echo.example/ferry'/>{content}</P:entry></P:feed>"
        );
        feed.replace("P:", prefix)
    };
    let content = format!("<P:content type='html'>{}</P:content>", escaped(&html()));
    let xhtml =
        format!("<P:content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'>{}</x:div></P:content>", html());
    let xhtml = xhtml.replace("<p>", "<x:p>").replace("</p>", "</x:p>");
    let summary = format!("<P:summary>{FIRST} {SECOND}</P:summary>");
    for feed in [
        atom("atom:", "xmlns:atom='http://www.w3.org/2005/Atom'", &content),
        atom("ns0:", "xmlns:ns0='http://www.w3.org/2005/Atom' xml:lang='en'", &content),
        atom("a:", "xmlns:a='http://www.w3.org/2005/Atom'", &xhtml),
        atom("a:", "xmlns='urn:other' xmlns:a='http://www.w3.org/2005/Atom'", &summary),
        atom("", "xmlns='http://www.w3.org/2005/Atom'", &content),
    ] {
        check_text(&feed);
        let entry = first(&feed);
        assert_eq!(entry.metadata().published.as_deref(), Some("2025-04-01T08:00:00Z"), "{feed}");
        assert_eq!(entry.metadata().url.as_deref(), Some("https://echo.example/ferry"), "{feed}");
    }
}

#[test]
fn zones_may_be_names_and_weekdays_in_any_language() {
    for (date, expected) in [
        ("Tue, 01 Apr 2025 10:00 EDT", "2025-04-01T14:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 PDT", "2025-04-01T17:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 CEST", "2025-04-01T08:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 BST", "2025-04-01T09:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 GMT", "2025-04-01T10:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 UT", "2025-04-01T10:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 AEDT", "2025-03-31T23:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 JST", "2025-04-01T01:00:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 +0530", "2025-04-01T04:30:00Z"),
        ("Tue, 01 Apr 2025 10:00:00 XYZT", "2025-04-01"),
        ("Di, 01 Apr 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("Dienstag, 01 Apr 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("mar., 01 avr. 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("mar, 01 abr 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("mar, 01 apr 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("sáb, 02 ago 2025 10:00:00 -0500", "2025-08-02T15:00:00Z"),
        ("gio, 02 ott 2025 10:00:00 +0200", "2025-10-02T08:00:00Z"),
        ("qui, 02 out 2025 10:00:00 BRT", "2025-10-02T13:00:00Z"),
        ("ter, 01 abr 2025 10:00:00 -0300", "2025-04-01T13:00:00Z"),
        ("di, 01 apr 2025 10:00:00 +0200", "2025-04-01T08:00:00Z"),
        ("Вт, 01 Apr 2025 10:00:00 +0300", "2025-04-01T07:00:00Z"),
        ("Tuesday, 01 Apr 2025 10:00:00 EST", "2025-04-01T15:00:00Z"),
        ("01 Apr 2025 10:00 EST", "2025-04-01T15:00:00Z"),
    ] {
        let feed = item(&format!("<pubDate>{date}</pubDate>"));
        assert_eq!(first(&feed).metadata().published.as_deref(), Some(expected), "{date}");
    }
}

#[test]
fn links_may_be_relative() {
    for (link, expected) in [
        ("/ferry", "https://echo.example/ferry"),
        ("ferry.html", "https://echo.example/feeds/ferry.html"),
        ("../ferry", "https://echo.example/ferry"),
        ("?p=7", "https://echo.example/feeds/news.xml?p=7"),
        ("//www.echo.example/ferry", "https://www.echo.example/ferry"),
        ("\n  https://echo.example/ferry \n", "https://echo.example/ferry"),
    ] {
        let feed = item("").replace("https://echo.example/ferry", link);
        assert_eq!(first(&feed).metadata().url.as_deref(), Some(expected), "{link}");
    }
}

#[test]
fn descriptions_of_media_and_podcasts_are_texts() {
    let text = format!("{FIRST} {SECOND}");
    for element in [
        format!("<media:description>{text}</media:description>"),
        format!(
            "<media:content url='a.jpg'><media:description type='plain'>{text}</media:description></media:content>"
        ),
        format!("<media:group><media:title>x</media:title><media:description>{text}</media:description></media:group>"),
        format!("<itunes:summary><![CDATA[{}]]></itunes:summary>", html()),
        format!("<itunes:subtitle>Short</itunes:subtitle><itunes:summary>{text}</itunes:summary>"),
        format!("<googleplay:description>{text}</googleplay:description>"),
        format!("<description>Short</description><itunes:summary>{text}</itunes:summary>"),
        format!("<content:encoded>{}</content:encoded>", escaped(&escaped(&html()))),
    ] {
        check_text(&rss(&format!("<title>No ferry</title><link>https://echo.example/f</link>{element}")));
    }
}

#[test]
fn tails_of_weblogs_are_left_out() {
    for tail in [
        "<p>The post <a href='https://echo.example/f'>No ferry</a> appeared first on <a href='/'>Aldra Echo</a>.</p>",
        "<p>The post No ferry first appeared on Aldra Echo.</p>",
        "<p>The article <a href='/f'>No ferry</a> appeared first on <a href='/'>Aldra Echo</a>.</p>",
        "<p>The post <a href='/f'>No ferry</a> appeared first on <a href='/'>Aldra Echo</a></p>\n",
        "<p>This article was originally published on <a href='/'>Aldra Echo</a>.</p>",
        "<p>This story originally appeared on <a href='/'>Aldra Echo</a>.</p>",
        "<p>Read the <a href='/f'>original article</a>.</p>",
    ] {
        check_text(&item("").replace("]]>", &format!("{tail}]]>")));
    }
}
