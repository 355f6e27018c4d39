use super::*;
use crate::{Document, InputOptions, read_input};

fn read(xml: &str) -> Found {
    read_input("wire.xml", xml.as_bytes(), &InputOptions::default()).collect()
}

fn only(xml: &str) -> Document {
    let found = read(xml);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap().unwrap()
}

fn refusal(xml: &str) -> String {
    read(xml)[0].as_ref().unwrap_err().to_string()
}

const NITF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "nitf-3-4.dtd">
<nitf xml:lang="en-GB"><head><title>Ferry slug</title><docdata management-status="usable"><date.issue norm="20250213T183000Z"/>
<doc-id id-string="lund-17"/></docdata><pubdata name="Lund Wire" ex-ref="https://wire.example/17"/></head>
<body><body.head><hedline><hl1>Ferry &amp; bridge closed</hl1><hl2>Mayor asks for calm</hl2></hedline>
<byline>By <person>Ana Diaz</person><byttl>Staff writer</byttl></byline>
<dateline><location>LUND</location>, Feb. 13</dateline></body.head>
<body.content><block><p>The <org>harbour office</org> closed the ferry.</p><media media-type="image"><media-caption>A ferry</media-caption></media>
<p>Nobody was hurt&nbsp;on Monday.</p></block><hl2>Next steps</hl2><p>It opens in May.</p></body.content></body></nitf>"#;

#[test]
fn an_article_in_nitf_is_read() {
    let document = only(NITF);
    let expected = "LUND, Feb. 13\n\nThe harbour office closed the ferry.\n\nNobody was hurt on Monday.\n\nNext steps\n\nIt opens in May.";
    assert_eq!(document.text(), expected);
    let info = document.info();
    assert_eq!(info.id, "lund-17");
    assert_eq!(info.title.as_deref(), Some("Ferry & bridge closed"));
    assert_eq!(info.publisher.as_deref(), Some("Lund Wire"));
    assert_eq!(info.url.as_deref(), Some("https://wire.example/17"));
    assert_eq!(info.byline.as_deref(), Some("Ana Diaz"));
    assert_eq!(info.published.as_deref(), Some("2025-02-13T18:30:00Z"));
    assert!(document.notices().is_empty(), "{:?}", document.notices());
}

/// Returns an item of NewsML-G2 with this class, status and content.
fn item(class: &str, status: &str, content: &str) -> String {
    format!(
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:lund.example:17" version="2" standard="NewsML-G2">
        <itemMeta><itemClass qcode="ninat:{class}"/><provider qcode="p:lw"><name>Lund Wire</name></provider>
        <versionCreated>2025-02-13T18:30:00+01:00</versionCreated><firstCreated>2025-02-12T18:30:00Z</firstCreated>
        <pubStatus qcode="stat:{status}"/></itemMeta>
        <contentMeta><creator><name>Ana Diaz</name></creator><creator><name>Bo Ek</name></creator><language tag="en"/>
        <headline>Ferry <i>closed</i></headline></contentMeta><contentSet>{content}</contentSet></newsItem>"#
    )
}

const PAGE: &str = r#"<inlineXML contenttype="application/xhtml+xml"><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>x</h:title></h:head>
<h:body><h:p>The ferry was closed.</h:p><h:p>Nobody was hurt.</h:p></h:body></h:html></inlineXML>"#;

#[test]
fn an_item_of_newsml_is_read() {
    let document = only(&item("text", "usable", PAGE));
    assert_eq!(document.text(), "The ferry was closed.\n\nNobody was hurt.");
    let info = document.info();
    assert_eq!(info.id, "urn:newsml:lund.example:17");
    assert_eq!(info.title.as_deref(), Some("Ferry closed"));
    assert_eq!(info.publisher.as_deref(), Some("Lund Wire"));
    assert_eq!(info.byline.as_deref(), Some("Ana Diaz, Bo Ek"));
    assert_eq!(info.published.as_deref(), Some("2025-02-13T18:30:00+01:00"));
}

#[test]
fn the_text_of_an_item_may_be_plain_or_nitf() {
    let plain = r#"<inlineData contenttype="text/plain">The ferry was closed.

It opens in May.</inlineData>"#;
    assert_eq!(only(&item("text", "usable", plain)).text(), "The ferry was closed.\n\nIt opens in May.");
    let page = r#"<inlineData contenttype="text/html">&lt;p>The ferry was closed.&lt;/p></inlineData>"#;
    assert_eq!(only(&item("text", "usable", page)).text(), "The ferry was closed.");
    let nitf =
        "<inlineXML><nitf><body><body.content><p>The ferry was closed.</p></body.content></body></nitf></inlineXML>";
    assert_eq!(only(&item("text", "usable", nitf)).text(), "The ferry was closed.");
}

#[test]
fn a_message_has_several_items() {
    let (one, picture) = (item("text", "usable", PAGE), item("picture", "usable", "<remoteContent href='a.jpg'/>"));
    let message = format!("<newsMessage><itemSet>{one}{picture}{one}</itemSet></newsMessage>");
    let found = read(&message);
    assert_eq!(found.len(), 2, "{found:?}");
    let origin = found[1].as_ref().unwrap().info().origin.as_ref().unwrap();
    assert_eq!(origin.part.as_deref(), Some("item 2"));
}

#[test]
fn what_is_no_article_is_refused() {
    assert!(refusal(&item("picture", "usable", PAGE)).contains("found \"picture\""));
    assert!(refusal(&item("text", "canceled", PAGE)).contains("found one that is canceled"));
    assert!(refusal(&item("text", "usable", "<remoteContent href='x'/>")).contains("text is elsewhere"));
    assert!(refusal("<newsMessage><itemSet/></newsMessage>").contains("expected items with text"));
    assert!(refusal("<packageItem guid='a'/>").contains("expected items with text"));
    assert!(refusal("<nitf><body><body.content/></body></nitf>").contains("found nothing"));
    assert!(refusal("<nitf><body></nitf>").contains("expected well-formed XML"));
    assert!(refusal(&NITF.replace("usable", "embargoed")).contains("embargoed"));
}
