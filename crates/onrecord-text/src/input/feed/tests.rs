use super::*;
use crate::{Format, InputOptions, read_input};

/// Returns enough words for the text to be a whole article.
fn long(n_words: usize) -> String {
    "It rained for days on the roofs of Millbrook. ".split_inclusive(' ').cycle().take(n_words).collect()
}

fn rss() -> String {
    format!(
        r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<?xml-stylesheet href="/style.xsl"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Millbrook Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Rain &amp;amp; hail</title><link>https://post.example/rain</link>
  <guid isPermaLink="false">tag:post.example,2025:1</guid><dc:creator>Ann Lee</dc:creator>
  <pubDate>Thu, 13 Feb 2025 18:30:00 +0100</pubDate><description>It rained.</description>
  <content:encoded><![CDATA[<p>{}</p><p>“Roofs broke,” the mayor said.</p><script>x</script>]]></content:encoded></item>
<item><title>Snow</title><link>/snow?a=1&amp;b=2</link><guid isPermaLink="false">17</guid>
  <description>&lt;p&gt;It snowed in the north …&lt;/p&gt;</description></item>
<item><title>Frost</title><link>https://post.example/frost</link></item>
</channel></rss>"#,
        long(60)
    )
}

#[test]
fn entries_of_rss_say_what_they_have() {
    let entries = read_feed(rss().as_bytes(), Some("https://post.example/feeds/all.xml")).unwrap().unwrap();
    let is_whole: Vec<bool> = entries.iter().map(Entry::is_whole).collect();
    assert_eq!(is_whole, [true, false, false]);
    let urls: Vec<&str> = entries.iter().filter_map(|entry| entry.metadata().url.as_deref()).collect();
    assert_eq!(urls, ["https://post.example/rain", "https://post.example/snow?a=1&b=2", "https://post.example/frost"]);
    let ids: Vec<Option<&str>> = entries.iter().map(|entry| entry.metadata().id.as_deref()).collect();
    assert_eq!(ids, [Some("tag:post.example,2025:1"), None, None]);
    let document = entries[0].clone().document(&Metadata::default()).unwrap();
    let info = document.info();
    assert!(info.text.ends_with("It rained for days on the\n\n“Roofs broke,” the mayor said."), "{}", info.text);
    assert_eq!(info.title.as_deref(), Some("Rain & hail"));
    assert_eq!(info.publisher.as_deref(), Some("The Millbrook Post"));
    assert_eq!(info.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(info.published.as_deref(), Some("2025-02-13T17:30:00Z"));
    assert!(document.notices().is_empty());
}

#[test]
fn a_feed_is_an_input() {
    let options = InputOptions::default();
    for (name, bytes) in [("-", rss()), ("a.rss", rss()), ("a.xml", rss())] {
        let found: Vec<_> = read_input(name, bytes.as_bytes(), &options).collect();
        assert_eq!(found.len(), 3);
        let snow = found[1].as_ref().unwrap();
        assert_eq!((snow.text(), snow.notices()[0].code.as_str()), ("It snowed in the north …", "summary"));
        assert_eq!(snow.info().url.as_deref(), Some("https://post.example/snow?a=1&b=2"), "relative to the site");
        let error = found[2].as_ref().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{name}, entry 3: expected an entry with text")), "{error}");
    }
    let plain = InputOptions { format: Some(Format::Plain), ..InputOptions::default() };
    assert!(read_input("-", rss().as_bytes(), &plain).next().unwrap().unwrap().text().starts_with("<?xml"));
}

#[test]
fn atom_and_json_feed_are_read() {
    let atom = format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/news/"><title>A</title>
<id>urn:a</id><updated>2025-02-13T00:00:00Z</updated>
<entry><title type="html">Rain &lt;b&gt;falls&lt;/b&gt;</title><id>urn:a:1</id><updated>2025-02-13T18:30:00-05:00</updated>
<link rel="enclosure" href="rain.mp3" type="audio/mpeg"/><link rel="alternate" href="rain.html"/>
<author><name>Ann Lee</name></author><author><name>Bo Dahl</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{}</p></div></content></entry>
<entry><title>Snow</title><id>urn:a:2</id><updated>2025-02-13T18:30:00Z</updated>
<content type="text/html" src="snow.html"/></entry></feed>"#,
        long(40)
    );
    let entries = read_feed(atom.as_bytes(), None).unwrap().unwrap();
    let rain = entries[0].metadata();
    assert_eq!(rain.title.as_deref(), Some("Rain falls"));
    assert_eq!(rain.url.as_deref(), Some("https://a.example/news/rain.html"));
    assert_eq!(rain.byline.as_deref(), Some("Ann Lee, Bo Dahl"));
    assert!(entries[0].is_whole() && !entries[1].is_whole());
    let json = format!(
        r#"{{ "version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
{{"id": "1", "url": "https://j.example/1", "content_text": "{0}", "date_published": "2025-02-13T18:30:00Z"}},
{{"id": "2", "url": "https://j.example/2", "summary": "It snowed."}},
{{"id": "3", "content_html": "<p>It froze.</p>"}}]}}"#,
        long(35)
    );
    let entries = read_feed(json.as_bytes(), None).unwrap().unwrap();
    // The last entry has no page with more text.
    assert_eq!(entries.iter().map(Entry::is_whole).collect::<Vec<_>>(), [true, false, true]);
    let one_line = json.replace('\n', " ");
    for bytes in [json, one_line] {
        let found: Vec<_> = read_input("-", bytes.as_bytes(), &InputOptions::default()).collect();
        let texts: Vec<&str> = found.iter().map(|found| found.as_ref().unwrap().text()).collect();
        assert_eq!(texts[1..], ["It snowed.", "It froze."]);
    }
}

#[test]
fn texts_that_go_on_elsewhere_are_told() {
    for text in
        ["It rained …", "It rained [...]", "It rained [&#8230;]…]", "It rained. Read more »", "Continue reading →"]
    {
        assert!(entries::is_cut(text), "{text}");
    }
    for text in ["It rained.", "“It rained.”", "She cannot read.", ""] {
        assert!(!entries::is_cut(text), "{text}");
    }
}

#[test]
fn broken_feeds_say_so() {
    let check = |text: &str, words: &str| {
        let error = read_feed(text.as_bytes(), None).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    check("<rss version=\"2.0\"><channel><title>A</title></channel></rss>", "expected text, found nothing");
    check("<rss version=\"2.0\"></rss>", "expected a feed: ");
    check(&format!("<rss version=\"2.0\"><channel>{}", "<a>".repeat(100_000)), "more than 512 levels deep");
    check(
        &format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">{}",
            "<b>".repeat(100_000)
        ),
        "more than 512 levels deep",
    );
    for text in ["It rained.", "<p>It rained.</p>", "{\"text\": \"It rained.\"}", "<rssx>"] {
        assert_eq!(read_feed(text.as_bytes(), None), Ok(None), "{text}");
    }
}

#[test]
fn faults_of_feeds_are_mended() {
    const NAMES: &str =
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'";
    let first =
        "The miners of Gorno went back to work on Monday after the company had paid their wages, the union said.";
    let second = "“It is a start,” said Viktor Lazar, who had led the strike for three weeks in the rain.";
    let html = format!("<p>{first}</p><p>{second}</p>");
    let content = format!("<content:encoded><![CDATA[{html}]]></content:encoded>");
    let rss = |tag: &str, item: &str| {
        format!(
            "<rss {tag}><channel><title>Post</title><link>https://post.example/</link><item><title>Ore &amp; salt</title>\
             <link>https://post.example/1</link>{item}</item></channel></rss>"
        )
    };
    let named = |item: &str| rss(&format!("version='2.0' {NAMES}"), item);
    let check = |xml: &str, read: fn(&Metadata) -> &Option<String>, expected: Option<&str>| {
        let entries = read_feed(xml.as_bytes(), None).unwrap().unwrap_or_else(|| panic!("{xml}"));
        let document =
            entries[0].clone().document(&Metadata::default()).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        assert_eq!(words(document.text()), words(&format!("{first} {second}")), "{xml}");
        assert_eq!(read(entries[0].metadata()).as_deref(), expected, "{xml}");
        assert_eq!(document.info().title.as_deref(), Some("Ore & salt"), "{xml}");
    };
    check(&named(&content).replace("&amp;", "&"), |m| &m.title, Some("Ore & salt"));
    check(&rss("", &content), |m| &m.byline, None);
    check(&rss("version='2.1'", &content), |m| &m.byline, None);
    check(&format!("<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>{}", named(&content)), |m| &m.byline, None);
    let author = |name: &str| named(&format!("{content}<author>{name}</author>"));
    check(&author("news@post.example (Uma Berg)"), |m| &m.byline, Some("Uma Berg"));
    check(&author("Uma Berg &lt;uma@post.example&gt;"), |m| &m.byline, Some("Uma Berg"));
    check(&author("uma@post.example"), |m| &m.byline, None);
    check(&named(&format!("{content}<dc:creator> by Uma Berg</dc:creator>")), |m| &m.byline, Some("Uma Berg"));
    let dated = |date: &str| named(&format!("{content}<pubDate>{date}</pubDate>"));
    check(&dated("Mo., 03 Mär 2025 09:15:00"), |m| &m.published, Some("2025-03-03"));
    check(&dated("lun., 03 mars 2025 10:00:00 EST"), |m| &m.published, Some("2025-03-03T15:00:00Z"));
    check(&dated("Mon, 03 Mar 2025 10:00 CET"), |m| &m.published, Some("2025-03-03T09:00:00Z"));
    let link = |link: &str| named(&content).replace("https://post.example/1", link);
    check(&link("/a/1"), |m| &m.url, Some("https://post.example/a/1"));
    check(&link("//post.example/1"), |m| &m.url, Some("https://post.example/1"));
    let tail = |tail: &str| named(&content.replace("]]>", &format!("{tail}]]>")));
    check(&tail("<p>The post <a href=/1>Ore</a> appeared first on <a href=/>Post</a>.</p>"), |m| &m.byline, None);
    check(&tail("<p>This article was originally published on <a href=/>Post</a>.</p>"), |m| &m.byline, None);
    let escaped = html.replace('<', "&amp;lt;").replace('>', "&amp;gt;");
    check(&named(&format!("<description>{escaped}</description>")), |m| &m.byline, None);
    check(
        &rss(
            "version='2.0'",
            &format!("<media:group><media:description>{first} {second}</media:description></media:group>"),
        ),
        |m| &m.byline,
        None,
    );
    check(&rss("version='2.0'", &format!("<itunes:summary>{first} {second}</itunes:summary>")), |m| &m.byline, None);
    let atom = format!(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Post</a:title><a:id>urn:x</a:id><a:entry><a:id>urn:1</a:id>\
         <a:title>Ore &amp; salt</a:title><a:updated>2025-03-03</a:updated><a:content type='html'>{}</a:content></a:entry></a:feed>",
        html.replace('<', "&lt;")
    );
    check(&atom, |m| &m.published, Some("2025-03-03"));
}
