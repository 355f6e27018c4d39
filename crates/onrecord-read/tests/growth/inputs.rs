//! Families of inputs that become documents, by what they repeat.

use onrecord_text::{Format, InputOptions, read_input};

/// A format, what comes before and behind the pieces, and the piece of which as many as fit are repeated.
pub(crate) type Family = (&'static str, Option<Format>, [&'static str; 3]);

const HTML: Option<Format> = Some(Format::Html);
const FEED: Option<Format> = Some(Format::Feed);
const PRESS: Option<Format> = Some(Format::NewsMl);
const JSON: Option<Format> = Some(Format::Json);
const CSV: Option<Format> = Some(Format::Csv);
const WARC: Option<Format> = Some(Format::Warc);

/// The text of an article, without which pages are refused.
const PROSE: &str = "<article><p>It rained all day in the north, and the river rose by a metre, the office said.</p>";

/// The families of inputs.
pub(crate) const INPUTS: &[Family] = &[
    ("nested elements", HTML, [PROSE, "<div>", "It rained."]),
    ("nested and closed elements", HTML, [PROSE, "<b><i>It</b></i>", ""]),
    ("paragraphs", HTML, [PROSE, "<p>It rained all day, and the river rose.", ""]),
    ("unclosed formatting", HTML, [PROSE, "<p><b>It", ""]),
    ("attributes of one tag", HTML, ["<p ", "a=1 ", ">It rained all day."]),
    ("other attributes of one tag", HTML, ["<p ", "a#=1 ", ">It rained all day."]),
    ("a long attribute", HTML, ["<p class='", "it ", "'>It rained all day."]),
    ("entities", HTML, [PROSE, "&amp;", ""]),
    ("numbered entities", HTML, [PROSE, "&#65;", ""]),
    ("unfinished entities", HTML, [PROSE, "&am", ""]),
    ("less-than signs", HTML, [PROSE, "<", ""]),
    ("opened comments", HTML, [PROSE, "<!--", ""]),
    ("comments", HTML, [PROSE, "<!-- it -->", ""]),
    ("opened scripts", HTML, [PROSE, "<script>", ""]),
    ("JSON in scripts", HTML, [PROSE, "<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>", ""]),
    ("deep JSON in a script", HTML, [PROSE, "<script type=application/ld+json>[[[[</script>", ""]),
    ("links", HTML, [PROSE, "<a href=/a#>It rained</a> ", ""]),
    ("lists", HTML, [PROSE, "<ul><li>It", ""]),
    ("rows of a table", HTML, [PROSE, "<table><tr><td>It", ""]),
    ("cells", HTML, ["<table><tr>", "<td>It rained", ""]),
    ("metadata", HTML, ["", "<meta name=author content='Ana Diaz'>", PROSE]),
    ("headlines", HTML, [PROSE, "<h2>It rained</h2>", ""]),
    ("images", HTML, [PROSE, "<figure><img src=a#.png><figcaption>It rained</figcaption></figure>", ""]),
    ("times of a page", HTML, [PROSE, "<time datetime=2024-05-02>2 May</time>", ""]),
    ("initial letters", HTML, [PROSE, "<b>A</b>", ""]),
    ("pictures of a paragraph", HTML, ["<p>It rained.", "<img src=a#.png>", "</p>"]),
    (
        "publishers by id",
        HTML,
        [
            "<script type=application/ld+json>[",
            "{\"@id\":\"a#\",\"name\":\"Post #\",\"publisher\":{\"@id\":\"a#\"}},",
            "{}]</script><p>It rained all day.",
        ],
    ),
    (
        "headings and sites",
        HTML,
        ["<p>It rained all day.", "<h2>Rain #</h2><meta name=publisher content='Post #'>", ""],
    ),
    ("templates", HTML, [PROSE, "<template shadowrootmode=open>", ""]),
    (
        "entries of RSS",
        FEED,
        [
            "<rss version='2.0'><channel>",
            "<item><title>It</title><description>It rained all day.</description></item>",
            "</channel></rss>",
        ],
    ),
    (
        "fields of an entry",
        FEED,
        [
            "<rss version='2.0'><channel><item><title>It</title>",
            "<category>rain#</category>",
            "</item></channel></rss>",
        ],
    ),
    ("depth of a feed", FEED, ["<rss version='2.0'><channel><item>", "<a>", ""]),
    (
        "unescaped signs of a feed",
        FEED,
        ["<rss version='2.0'><channel><item><title>", "a & b < c ", "</title></item></channel></rss>"],
    ),
    (
        "entries of Atom",
        FEED,
        [
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry><id>#</id><content>It rained all day.</content></entry>",
            "</feed>",
        ],
    ),
    (
        "attributes of XML",
        PRESS,
        ["<nitf ", "a#='1' ", "><body><body.content><p>It rained.</p></body.content></body></nitf>"],
    ),
    ("depth of XML", PRESS, ["<nitf><body><body.content>", "<p>", ""]),
    ("paragraphs of NITF", PRESS, ["<nitf><body><body.content>", "<p>It rained.</p>", "</body.content></body></nitf>"]),
    ("namespaces", PRESS, ["<nitf>", "<p xmlns:a#='u'/>", "</nitf>"]),
    (
        "items of NewsML",
        PRESS,
        [
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>",
            "<newsItem guid='#'><contentSet><inlineData>It rained.</inlineData></contentSet></newsItem>",
            "</itemSet></newsMessage>",
        ],
    ),
    ("objects in a list", JSON, ["[", "{\"text\":\"It rained.\",\"id\":\"#\"},", "{\"text\":\"It rained.\"}]"]),
    ("fields of an object", JSON, ["{\"text\":\"It rained.\"", ",\"a#\":1", "}"]),
    ("depth of JSON", JSON, ["", "[", ""]),
    ("escapes", JSON, ["{\"text\":\"It", "\\ud800\\u0041", "\"}"]),
    ("lines of JSON", Some(Format::JsonLines), ["", "{\"text\":\"It rained.\"}\n", ""]),
    ("faulty lines of JSON", Some(Format::JsonLines), ["", "{\"text\":\n", ""]),
    ("rows", CSV, ["text,id\n", "It rained.,#\n", ""]),
    ("fields of a row", CSV, ["text", ",a#", "\nIt rained."]),
    ("quotation marks of a field", CSV, ["text,id\n\"", "\"\"", "\",1\n"]),
    ("unclosed fields", CSV, ["text,id\n", "\"It rained.,1\n", ""]),
    ("records of an archive", WARC, ["", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n", ""]),
    ("headers of an archive", WARC, ["WARC/1.0\r\n", "A#: 1\r\n", "Content-Length: 0\r\n\r\n\r\n\r\n"]),
    (
        "wrong lengths of an archive",
        WARC,
        ["", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n\r\n\r\n", ""],
    ),
    ("bytes of no encoding", None, ["It rained. ", "\u{e9}\u{201c} ", ""]),
    ("plain lines", None, ["", "It rained.\n", ""]),
];

/// Returns the input of about `n_bytes`; `#` in the piece is its number.
pub(crate) fn input([before, piece, behind]: [&str; 3], n_bytes: usize) -> String {
    let mut input = before.to_owned();
    let mut n = 0;
    while input.len() < n_bytes {
        input.push_str(&piece.replace('#', &n.to_string()));
        n += 1;
    }
    input + behind
}

/// Reads all documents of an input.
pub(crate) fn read(bytes: &[u8], format: Option<Format>) {
    let options = InputOptions { format, ..InputOptions::default() };
    assert!(read_input("input", bytes, &options).count() > 0);
}
