//! Data of feed entries that the parser drops: dates as written, and the descriptions of podcasts and media.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

/// The extra data of one entry.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Extras {
    /// Dates of publication and of change, in the order of the feed.
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    /// The longest description in the elements of podcasts and media.
    pub(super) description: Option<String>,
    /// The author as written in the feed.
    pub(super) author: Option<String>,
}

/// Returns the extra data of the entries of a feed in order, as far as the feed can be read.
pub(super) fn extras(xml: &str) -> Vec<Extras> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut found: Vec<Extras> = Vec::new();
    // The names of the open elements inside an entry, and the text of the innermost.
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                let is_entry = matches!(local(&name), "item" | "entry");
                if is_entry && open.is_empty() {
                    found.push(Extras::default());
                }
                if is_entry || !open.is_empty() {
                    open.push(name);
                }
                text.clear();
            }
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(part)) => {
                let c = part.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&c.unwrap_or_else(|| resolve_xml_entity(&part).unwrap_or_default().to_owned()));
            }
            Ok(Event::End(_)) => {
                let Some(name) = open.pop() else { continue };
                if let Some(entry) = found.last_mut().filter(|_| !open.is_empty()) {
                    keep(entry, &name, open.len(), text.trim());
                }
                text.clear();
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Stores the text of an element of an entry; `depth` counts the enclosing elements, including the entry.
fn keep(entry: &mut Extras, name: &str, depth: usize, text: &str) {
    if text.is_empty() {
        return;
    }
    let set = |field: &mut Option<String>| {
        field.get_or_insert_with(|| text.to_owned());
    };
    match (local(name), depth) {
        ("pubDate" | "published" | "issued" | "date" | "created" | "PubDate" | "pubdate", 1) => {
            set(&mut entry.published)
        }
        ("updated" | "modified" | "lastBuildDate", 1) => set(&mut entry.updated),
        ("author" | "creator", 1) => set(&mut entry.author),
        // Elements with these names but without a prefix are the feed's own.
        ("summary" | "description" | "text" | "subtitle", _)
            if (name.contains(':') || depth > 1)
                && entry.description.as_ref().is_none_or(|known| known.len() < text.len()) =>
        {
            entry.description = Some(text.to_owned());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extras_are_kept_by_entry() {
        let xml = "<rss><channel><pubDate>no</pubDate><item><pubDate>Do, 13 Feb 2025 10:00</pubDate>\
            <media:group><media:description>Rain &amp; wind</media:description></media:group>\
            <source><pubDate>no</pubDate></source></item>\
            <item><itunes:summary><![CDATA[A <b>long</b> talk]]></itunes:summary><author>a@b.example (Uma Berg)</author>\
            </item></channel></rss>";
        let found = extras(xml);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].published.as_deref(), Some("Do, 13 Feb 2025 10:00"));
        assert_eq!(found[0].description.as_deref(), Some("Rain & wind"));
        assert_eq!(found[1].description.as_deref(), Some("A <b>long</b> talk"));
        assert_eq!(found[1].author.as_deref(), Some("a@b.example (Uma Berg)"));
        assert!(extras("<rss><item><pubDate>x").len() == 1 && extras("").is_empty());
    }
}
