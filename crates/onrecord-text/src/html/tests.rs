use proptest::prelude::*;

use super::*;

const NEWS: &str = include_str!("tests/news.html");
const TABLES: &str = include_str!("tests/tables.html");

fn text(html: &str) -> String {
    page(html, None).unwrap().text
}

#[test]
fn the_article_is_kept_and_what_surrounds_it_is_not() {
    let expected = "Crane drivers accept a deal worth 4.5% a year, but the union warns that more is to come.\n\n\
        Crane drivers at Northport harbour returned to work on Thursday after their union accepted a pay offer, ending \
        a nine-day strike that had left 40 ships waiting outside the port.\n\n\
        “This is a good day for our members,” said Marga Ilves, general secretary of the Dock Workers’ Union. “They \
        stood together, and they won.”\n\n\
        The harbour authority said the agreement would cost £12 million over three years. Its director, Paul Oyelaran, \
        said he was “relieved”.\n\n\
        Backlog of ships\n\n\
        It will take two weeks to clear the backlog, according to the shipping association.\n\n\
        We have food rotting in containers, Ms Tan, the association's head, told reporters.\n\n\
        The first ship leaves on Friday.\n\nFerries resume on Saturday.\n\n\
        But not everyone was happy.\n\n\"No.\"\n\n\
        That was the answer of Erik Sund, 54, a crane driver, when asked if he had voted for the deal.\n\n\
        The government welcomed the agreement. Transport minister Lena Abt wrote on X that \"reason has prevailed\".";
    assert_eq!(text(NEWS), expected);
}

#[test]
fn old_pages_of_tables_and_line_ends_are_read() {
    let page = page(TABLES, None).unwrap();
    let expected = "KARALA (NP) -- The army said on Monday that the border with Velia was quiet after a week of \
        shelling that killed at least 12 villagers on both sides.\n\n\
        \"We have seen no movement since Saturday night,\" Colonel Adem Raza told reporters in the capital. He denied \
        that his troops had crossed the river.\n\n\
        Velia's foreign ministry disputed the account, saying a patrol had been seen near the village of Osk.\n\n\
        The United Nations has called for talks.";
    assert_eq!(page.text, expected);
    assert_eq!(page.metadata.title.as_deref(), Some("Army says border quiet"));
    assert_eq!(page.metadata.byline.as_deref(), Some("JOHN MALIK"));
    assert_eq!(page.metadata.published.as_deref(), Some("March 3, 2003"));
}

#[test]
fn small_pages_are_read() {
    fn check(html: &str, expected: &str) {
        assert_eq!(text(html), expected, "{html}");
    }
    check("<p>The court ruled.</p><p>&ldquo;No,&rdquo; he said.</p>", "The court ruled.\n\n“No,” he said.");
    check("It rained.", "It rained.");
    check(
        "<title>Mayor resigns - City News</title><nav><ul><li><a href=/>Home</a><li><a href=/p>Politics</a></ul></nav>\
         <div class=content><h1>Mayor resigns</h1><p>The mayor of Tolm, Eva Rask, resigned on Friday.</p>\
         <p>\"I am tired,\" she said.</p></div><div class=sidebar><a href=/x>Storm warning for the whole coast</a></div>",
        "The mayor of Tolm, Eva Rask, resigned on Friday.\n\n\"I am tired,\" she said.",
    );
    check(
        "<div class='gdpr-overlay'>We and our partners store and access information on a device.</div>\
         <div class=story><div>Feb. 6, 2025</div><div>The central bank of Ostland raised its key interest rate by a \
         quarter point to 4.75% on Thursday, saying inflation remained too high.</div><div class=promo><a href=/>Our \
         app</a></div><div>Economists had expected no change, according to a poll of 34 analysts.</div></div>",
        "The central bank of Ostland raised its key interest rate by a quarter point to 4.75% on Thursday, saying \
         inflation remained too high.\n\nEconomists had expected no change, according to a poll of 34 analysts.",
    );
    check(
        "<div><p><b>ABT:</b> That is not<br>my signature.</p><p>Advertisement</p><p>READ MORE: <a href=/z>Ten things \
         about the minister</a></p><p>Read more carefully, she said, <a href=/y>please</a>.</p></div>",
        "ABT: That is not\nmy signature.\n\nRead more carefully, she said, please.",
    );
}

#[test]
fn what_a_page_calls_a_box_is_better_than_nothing() {
    assert_eq!(text(&"<div class=promo><p>It rained.</p></div>".repeat(3)), ["It rained."; 3].join("\n\n"));
}

#[test]
fn metadata_is_found() {
    let Metadata { id, title, publisher, url, byline, published, language } = page(NEWS, None).unwrap().metadata;
    assert_eq!(id, None);
    assert_eq!(title.as_deref(), Some("Harbour strike ends after nine days"));
    assert_eq!(publisher.as_deref(), Some("The Northport Courier"));
    assert_eq!(url.as_deref(), Some("https://courier.example/2025/02/13/harbour-strike"));
    assert_eq!(byline.as_deref(), Some("Ines Calder, Tom Reeve"));
    assert_eq!(published.as_deref(), Some("2025-02-13T18:30:00+00:00"));
    assert_eq!(language.as_deref(), Some("en-gb"));
}

#[test]
fn metadata_is_found_in_every_place() {
    fn check(head: &str, read: fn(&Metadata) -> &Option<String>, expected: Option<&str>) {
        let page = page(&format!("{head}<p>It rained in Osk all day.</p>"), None).unwrap();
        assert_eq!(read(&page.metadata).as_deref(), expected, "{head}");
        assert_eq!(page.text, "It rained in Osk all day.");
    }
    let ld = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
    check("<title>Rain falls on Osk | City News</title>", |m| &m.title, Some("Rain falls on Osk"));
    check("<title>Osk | City News</title>", |m| &m.title, Some("Osk | City News"));
    check("<title>Rain - News</title><h1>Rain</h1>", |m| &m.title, Some("Rain"));
    check("<meta property=og:title content='Rain &amp; wind'>", |m| &m.title, Some("Rain & wind"));
    check(&ld(r#"{"@type":"NewsArticle","headline":"Q&amp;A"}"#), |m| &m.title, Some("Q&A"));
    check(&ld("{broken"), |m| &m.title, None);
    check("<meta name=author content='By Ann Bo'>", |m| &m.byline, Some("Ann Bo"));
    check("<meta property=article:author content='https://f.example/x'>", |m| &m.byline, None);
    check("<p class=byline>By Ann Bo</p>", |m| &m.byline, Some("Ann Bo"));
    let graph = r##"{"@graph":[{"@type":["Article"],"author":{"@id":"#a"}},{"@id":"#a","name":"Ann Bo"}]}"##;
    check(&ld(graph), |m| &m.byline, Some("Ann Bo"));
    check("<meta name=date content=20250213>", |m| &m.published, Some("20250213"));
    check("<time datetime='2025-02-13'>Feb. 13, 2025</time>", |m| &m.published, Some("2025-02-13"));
    check("<time>13 Feb 2025</time>", |m| &m.published, Some("13 Feb 2025"));
    check("<meta name=date content=soon>", |m| &m.published, None);
    check("<link rel=canonical href='https://a.example/b'>", |m| &m.url, Some("https://a.example/b"));
    check("<link rel=canonical href=/b>", |m| &m.url, None);
    check("<meta property=og:site_name content=Courier>", |m| &m.publisher, Some("Courier"));
}

#[test]
fn pages_are_told_from_text() {
    fn check(text: &str, expected: Result<bool, ErrorKind>) {
        assert_eq!(is_page(text).map_err(|error| error.kind()), expected, "{text}");
    }
    check("<!DOCTYPE HTML PUBLIC '-//W3C'><title>x</title>", Ok(true));
    check("\n<!-- saved --><HTML>", Ok(true));
    check("<?xml version='1.0'?><!DOCTYPE html>", Ok(true));
    check("<p class=x>It rained.", Ok(true));
    check("<Applause> Thank you.", Ok(false));
    check("<b", Ok(false));
    check("<!-- open", Ok(false));
    check("It <b>rained</b>.", Ok(false));
    check("", Ok(false));
    check("<?xml version='1.0'?><urlset>", Err(ErrorKind::Unsupported));
    check("<?xml version='1.0'?><nitf>", Err(ErrorKind::Unsupported));
}

#[test]
fn bylines_are_told_from_sentences() {
    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(byline_in(line), expected, "{line}");
    }
    check("By Ines Calder and Tom Reeve", Some("Ines Calder and Tom Reeve"));
    check("By Ann Bo, Political Editor", Some("Ann Bo, Political Editor"));
    check("By Friday the strike was over", None);
    check("By Monday.", None);
    check("It rained", None);
}

#[test]
fn pages_that_are_too_deep_or_large_are_refused() {
    let kind = |html: &str| page(html, None).err().map(|error| error.kind());
    assert_eq!(kind(&format!("{}x", "<div>".repeat(1_000_000))), Some(ErrorKind::TooLong));
    assert_eq!(kind(&format!("{}x", "<div>".repeat(600))), Some(ErrorKind::TooLong));
    assert_eq!(kind(&format!("<script>{}</script>x", "<b>".repeat(2_000))), None);
    assert_eq!(kind(&"<p>a<br>b<li>c".repeat(2_000)), None);
    assert_eq!(kind(&format!("{}x", "<p>a</p>".repeat(1_000))), None);
    assert_eq!(kind(""), Some(ErrorKind::NoArticle));
}

#[test]
fn variants_of_pages_give_their_article() {
    const TEXTS: [&str; 3] = [
        "Water broke into the salt mine at Gorno on Sunday night and flooded the two lowest levels, the company said.",
        "All 41 miners of the night shift reached the surface, according to Viktor Lazar of the union.",
        "“We have warned them for a year,” he told reporters at the gate, where families had waited since midnight.",
    ];
    let variants = include_str!("tests/variants.html");
    let mut n_variants = 0;
    for variant in variants.split("\n== ").skip(1) {
        let (kind, html) = variant.split_once('\n').unwrap();
        let mut html = html.replace("^@", "\0");
        for (at, text) in TEXTS.iter().enumerate() {
            html = html.replace(&format!("{{{}}}", at + 1), text);
            // Skips the first letter.
            let rest: String = text.chars().skip(1).collect();
            html = html.replace(&format!("{{{}-}}", at + 1), &rest);
        }
        let (facts, html): (Vec<&str>, Vec<&str>) = html.lines().partition(|line| line.starts_with("# "));
        let found = page(&html.join("\n"), None).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(found.text, TEXTS.join("\n\n"), "{kind}");
        assert_eq!(found.metadata.title.as_deref(), Some("Salt mine floods at Gorno"), "{kind}");
        for fact in facts {
            let (name, value) = fact[2..].split_once(": ").unwrap();
            let found = match name {
                "byline" => found.metadata.byline.clone(),
                _ => found.metadata.published.as_deref().and_then(dates::normalise_date),
            };
            assert_eq!(found.as_deref(), Some(value), "{kind}");
        }
        n_variants += 1;
    }
    assert!(n_variants > 80);
}

#[test]
fn pages_that_need_a_browser_say_so() {
    fn check(html: &str, is_refused: bool) {
        let error = page(html, None).err().map(|error| error.to_string());
        let refusal = "expected a page with text, found one that needs a browser to show it";
        assert_eq!(error.as_deref(), is_refused.then_some(refusal), "{html}");
    }
    check("<title>Rain</title><div id=root></div><script src=a.js></script>", true);
    check(
        "<div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript><script>a()</script>",
        true,
    );
    check(
        "<p>Please turn on JavaScript in your browser. It is needed to show this page, and many others.</p><script>a()</script>",
        true,
    );
    check("<p>It rained.</p><script>a()</script>", false);
    check(
        "<p>JavaScript is thirty, said Uma Berg, who has taught it to children in Osk for most of that time.</p>",
        false,
    );
}

#[test]
fn large_pages_take_time_in_proportion() {
    // Each of these took minutes or gigabytes while the parser compared each part with all earlier ones.
    let kind = |html: &str| page(html, None).err().map(|error| error.kind());
    assert_eq!(kind(&"<".repeat(8 << 20)), Some(ErrorKind::TooLong));
    assert_eq!(kind(&"&".repeat(8 << 20)), Some(ErrorKind::TooLong));
    let attributes: String = (0..200_000).map(|at| format!(" a{at}=1")).collect();
    let found = page(&format!("<p{attributes}>It rained.</p>"), None).unwrap();
    assert_eq!((found.text.as_str(), found.notices[0].code.as_str()), ("It rained.", "limits"));
    let list: String = (0..20_000).map(|at| format!("<li><a href=/{at}>One headline of many here</a>")).collect();
    assert_eq!(
        text(&format!("<ul>{list}</ul><p>It rained in Osk all day, and then the river rose.</p>")),
        "It rained in Osk all day, and then the river rose."
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_page_or_refused(html in "\\PC{0,200}") {
        let _ = page(&html, None);
        let _ = is_page(&html);
    }

    #[test]
    fn any_markup_is_a_page_or_refused(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<p>", "</p>", "<div class=ad>", "<div id=main>", "</div>", "<br>", "<table>", "<tr>", "<td>", "</table>",
        "<a href=x>", "</a>", "It rained all day in Osk, he said, and more, much more, is to come.", "“", "\u{f8e5}",
        "<script type='application/ld+json'>{\"@type\":\"Article\"}</script>", "<ul>", "<li>", "<article>", "<h1>",
        "<title>", "</title>", "<body>", "<svg>", "<template>", "<time>", "2025-02-13", "&nbsp;", "<!--", "By Ann",
    ]), 0..60)) {
        if let Ok(Page { text, .. }) = page(&parts.concat(), None) {
            prop_assert!(!text.trim().is_empty());
            prop_assert!(!text.contains("\n\n\n"));
        }
    }
}
