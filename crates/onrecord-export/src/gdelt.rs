//! GDELT 2.0: events in 61 columns and mentions in 16, separated by tabs and without a header.
//!
//! GDELT has no plans or denials, so only actual events with a CAMEO code are written. A GDELT event has one actor and
//! one recipient: an event with several has a row for each pair.

use onrecord_record::{Actor, Event, EventStatus, Record, Span};

use crate::countries::{country, is_country};
use crate::dates::{self, Date};
use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::Encoded;
use crate::record_view::{RecordView, or_empty};
use crate::rows;
use crate::table::Table;

/// The PLOVER sectors that are also CAMEO actor types.
const TYPES: [&str; 20] = [
    "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL", "IGO", "NGO", "LEG",
    "LAB", "AGR", "REF", "UAF",
];

/// Root events in GDELT are those in the lead paragraph; a record has no paragraphs, so the first sentences are used
/// instead.
const LEAD_SENTENCES: usize = 2;

const TABS: FileType = FileType::new("tsv", "text/tab-separated-values; charset=utf-8");

/// Returns the description of one of the two tables.
const fn table(name: &'static str, label: &'static str, description: &'static str) -> Format {
    Format {
        name,
        label,
        description,
        destination: Destination::Stream,
        tables: &[],
        files: &[TABS],
        is_implied_by_extension: false,
        unavailable: None,
    }
}

/// The exporter of the table of events.
#[derive(Debug)]
pub(crate) struct Events;

impl Exporter for Events {
    fn format(&self) -> &'static Format {
        const FORMAT: Format =
            table("gdelt", "GDELT events", "GDELT 2.0 events: 61 columns separated by tabs, no header");
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(events(record))
    }
}

/// The exporter of the table of mentions.
#[derive(Debug)]
pub(crate) struct Mentions;

impl Exporter for Mentions {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = table(
            "gdelt-mentions",
            "GDELT mentions",
            "GDELT 2.0 mentions of these events: 16 columns separated by tabs, no header",
        );
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(mentions(record))
    }
}

/// An event with one actor and one recipient, as GDELT counts events.
struct EventPair<'a> {
    event: &'a Event,
    id: u64,
    sides: [Option<&'a Actor>; 2],
    cameo: &'a str,
}

/// Returns a row for each pair of actor and recipient of each event.
fn events(record: &Record) -> String {
    let view = RecordView::new(record);
    rows::tab_separated(event_pairs(&view).iter().map(|pair| event(&view, pair)))
}

/// Returns a row for each anchor of an event of [`events`].
fn mentions(record: &Record) -> String {
    let view = RecordView::new(record);
    let pairs = event_pairs(&view);
    rows::tab_separated(
        pairs.iter().flat_map(|pair| pair.event.anchors.iter().map(|&anchor| mention(&view, pair, anchor))),
    )
}

fn event_pairs<'a>(view: &RecordView<'a>) -> Vec<EventPair<'a>> {
    let mut out = Vec::new();
    for (number, event) in view.record.events.iter().enumerate() {
        let Some(cameo) = event.cameo.as_deref().filter(|code| is_cameo(code)) else { continue };
        if event.status != EventStatus::Actual {
            continue;
        }
        let sides = [&event.actors, &event.recipients].map(|side| {
            let actors: Vec<_> = view.actors(side).into_iter().map(Some).collect();
            if actors.is_empty() { vec![None] } else { actors }
        });
        let pairs = sides[0].iter().flat_map(|&actor| sides[1].iter().map(move |&recipient| [actor, recipient]));
        for (pair, sides) in pairs.enumerate() {
            out.push(EventPair { event, id: id(&view.record.document.id, number, pair), sides, cameo });
        }
    }
    out
}

fn is_cameo(code: &str) -> bool {
    (2..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a number that is always the same for an event of an article: an FNV-1a hash, reduced to the 53 bits that
/// every program can represent as a number.
fn id(document: &str, event: usize, pair: usize) -> u64 {
    let key = format!("{document}\0{event}\0{pair}");
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash >> 11
}

fn event(view: &RecordView<'_>, pair: &EventPair<'_>) -> Vec<String> {
    let event = pair.event;
    let date = dates::of_event(view, event);
    let mut cells = vec![pair.id.to_string()];
    cells.extend(day(date));
    cells.extend(pair.sides.iter().flat_map(|side| side_cells(*side)));
    let n_mentions = event.anchors.len();
    let is_lead = view.sentence_of(event.anchor).is_some_and(|idx| idx < LEAD_SENTENCES);
    cells.extend([
        u8::from(is_lead).to_string(),
        pair.cameo.to_owned(),
        pair.cameo[..pair.cameo.len().min(3)].to_owned(),
        pair.cameo[..2].to_owned(),
        or_empty(event.quad),
        or_empty(event.goldstein.map(|score| format!("{score:.1}"))),
        n_mentions.to_string(),
        "1".to_owned(),
        "1".to_owned(),
        String::new(),
    ]);
    cells.extend(nowhere());
    cells.extend(nowhere());
    cells.extend(place(view, event));
    cells.push(or_empty(dates::published(view).and_then(Date::stamp)));
    cells.push(or_empty(view.record.document.url.as_ref()));
    cells
}

/// Returns day, month, year and fraction of the year, computed as in GDELT: 12 months of 30 days, divided by 365.
fn day(date: Option<Date>) -> [String; 4] {
    let Some(date) = date else { return Default::default() };
    let month = date.month.map(|month| format!("{:04}{month:02}", date.year));
    let over = date.month.zip(date.day).map(|(month, day)| f64::from((month - 1) * 30 + day) / 365.0);
    let fraction = over.map(|over| format!("{:.4}", f64::from(date.year) + over));
    [or_empty(date.compact()), or_empty(month), format!("{:04}", date.year), or_empty(fraction)]
}

/// Returns the ten columns of one actor.
fn side_cells(actor: Option<&Actor>) -> [String; 10] {
    let Some(actor) = actor else { return Default::default() };
    let cameo = actor.country.as_deref().and_then(country).map_or("", |country| country.cameo.as_ref());
    let mut types = actor.sectors.iter().map(String::as_str).filter(|sector| TYPES.contains(sector));
    let types = [types.next(), types.next(), types.next()].map(|name| name.unwrap_or("").to_owned());
    let [one, two, three] = types;
    let none = String::new;
    let code = format!("{cameo}{one}{two}{three}");
    [code, actor.name.to_uppercase(), cameo.to_owned(), none(), none(), none(), none(), one, two, three]
}

/// Returns the eight columns of an unknown place.
fn nowhere() -> [String; 8] {
    let mut cells: [String; 8] = Default::default();
    "0".clone_into(&mut cells[0]);
    cells
}

fn place(view: &RecordView<'_>, event: &Event) -> [String; 8] {
    let Some(place) = view.place(event) else { return nowhere() };
    let code = place.country.as_deref().unwrap_or("");
    let known = country(code);
    let fips = known.map_or("", |country| country.fips.as_ref()).to_owned();
    let is_country = place.geonames.is_some_and(|id| is_country(id, code));
    let name = match known {
        Some(country) if !is_country => format!("{}, {}", place.name, country.name),
        _ => place.name.clone(),
    };
    let none = String::new;
    // The record does not distinguish towns from states inside a country.
    let (kind, adm1, feature) =
        if is_country { ("1".to_owned(), fips.clone(), fips.clone()) } else { (none(), none(), none()) };
    [kind, name, fips, adm1, none(), or_empty(place.latitude), or_empty(place.longitude), feature]
}

fn mention(view: &RecordView<'_>, pair: &EventPair<'_>, anchor: Span) -> [String; 16] {
    let info = &view.record.document;
    let published = dates::published(view).and_then(Date::stamp);
    let offset = |side: Option<&Actor>| {
        let span = side.and_then(|actor| view.mention(actor, anchor));
        span.map_or_else(|| "-1".to_owned(), |span| view.point(span.start).to_string())
    };
    let url = info.url.as_deref().filter(|url| !url.is_empty());
    [
        pair.id.to_string(),
        or_empty(dates::of_event(view, pair.event).and_then(Date::stamp)),
        or_empty(published),
        if url.is_some() { "1" } else { "2" }.to_owned(),
        or_empty(url.and_then(host).or(info.publisher.as_deref())),
        url.unwrap_or(&info.id).to_owned(),
        or_empty(view.sentence_of(anchor).map(|idx| idx + 1)),
        offset(pair.sides[0]),
        offset(pair.sides[1]),
        view.point(anchor.start).to_string(),
        "1".to_owned(),
        format!("{:.0}", f64::from(pair.event.confidence) * 100.0),
        view.point(view.text().len()).to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

/// Returns the host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn table(text: &str, n_columns: usize) -> Vec<Vec<&str>> {
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        rows.iter().for_each(|row| assert_eq!(row.len(), n_columns, "{row:?}"));
        rows
    }

    #[test]
    fn an_event_is_a_row_of_61() {
        let text = events(&sample::record());
        let rows = table(&text, 61);
        // The planned event is not a GDELT event.
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(row[1..5], ["20250212", "202502", "2025", "2025.1151"]);
        assert_eq!(row[5..15], ["ESPGOV", "ANA DÍAZ", "ESP", "", "", "", "", "GOV", "", ""]);
        assert_eq!(row[15..18], ["THAMIL", "THAI ARMY", "THA"]);
        assert_eq!(row[25..35], ["1", "042", "042", "04", "1", "1.9", "1", "1", "1", ""]);
        assert_eq!(row[35..37], ["0", ""]);
        assert_eq!(row[51..59], ["", "Munich, Germany", "GM", "", "", "48.14", "11.58", ""]);
        assert_eq!(row[59..], ["20250213183000", "https://www.example.org/a?b=1"]);
    }

    #[test]
    fn a_mention_is_a_row_of_16() {
        let (record, text) = (sample::record(), mentions(&sample::record()));
        let rows = table(&text, 16);
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(row[0], table(&events(&record), 61)[0][0]);
        assert_eq!(row[1..4], ["20250212000000", "20250213183000", "1"]);
        assert_eq!(row[4..6], ["example.org", "https://www.example.org/a?b=1"]);
        let characters: Vec<char> = record.document.text.chars().collect();
        for (column, words) in [(7, "Ana"), (8, "the Thai"), (9, "met")] {
            let start: usize = row[column].parse().unwrap();
            assert!(characters[start..].iter().collect::<String>().starts_with(words), "{words}");
        }
        assert_eq!(row[10..], ["1", "88", &characters.len().to_string(), "", "", ""]);
    }

    #[test]
    fn pairs_have_rows_and_ids_of_their_own() {
        let mut record = sample::record();
        let both = [record.events[0].actors[0], record.events[0].recipients[0]];
        record.events[0].actors = both.to_vec();
        record.events[0].recipients = both.to_vec();
        let text = events(&record);
        let mut ids: Vec<&str> = table(&text, 61).into_iter().map(|row| row[0]).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 4);
        record.events[0].recipients.clear();
        record.events[0].place = None;
        record.events[0].time = None;
        let text = events(&record);
        let rows = table(&text, 61);
        assert_eq!((rows.len(), rows[0][1], rows[0][15], rows[0][51]), (2, "20250213", "", "0"));
    }

    #[test]
    fn strange_text_breaks_no_row() {
        let mut record = sample::hostile();
        assert_eq!(events(&record), "", "no CAMEO code");
        record.events[0].cameo = Some("19".to_owned());
        table(&events(&record), 61);
        table(&mentions(&record), 16);
        assert_eq!(events(&Record::default()), "");
    }

    #[test]
    fn hosts_are_found() {
        let check = |url, expected| assert_eq!(host(url), expected, "{url}");
        check("https://www.example.org/a", Some("example.org"));
        check("http://user@news.example.org:8080?x", Some("news.example.org"));
        check("https:///a", None);
        check("example.org", None);
    }
}
