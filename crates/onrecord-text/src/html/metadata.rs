//! The metadata in a page: schema.org in JSON-LD, Open Graph, meta tags, and the lines beside the article, the most
//! trusted first.

use dom_query::Document as Dom;

use super::linked::LinkedData;
use super::render::squeeze;
use super::{byline, times, title};
use crate::{Metadata, dates};

/// Names of `<meta>` tags for each fact, the most trusted first. The lists are those of Readability and trafilatura.
const TITLE: [&str; 8] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "headline",
];
const BYLINE: [&str; 12] = [
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "byl",
    "byline",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "twitter:creator",
];
const PUBLISHED: [&str; 28] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "publicationdate",
    "originalpublicationdate",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article:published",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "displaydate",
];
const PUBLISHER: [&str; 6] =
    ["og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher"];

/// The maximum number of names of the site. Each heading is compared with all of them.
const MAX_SITES: usize = 50;

/// Returns the metadata in the head of a page, and the names of its site.
pub(super) fn of_head(dom: &Dom) -> (Metadata, Vec<String>) {
    let data = LinkedData::of(dom);
    let tags = meta_tags(dom);
    let tag = |names: &[&str]| {
        names.iter().find_map(|name| tags.iter().find(|(found, _)| found == name)).map(|(_, content)| content.clone())
    };
    let is_address = |text: &String| text.contains("://");
    let address = |url: Option<String>| {
        let link = || dom.select_single("link[rel=canonical]").attr("href").map(|link| link.trim().to_owned());
        url.filter(is_address).or_else(|| link().filter(is_address)).or_else(|| tag(&["og:url"]).filter(is_address))
    };
    let publisher = tag(&PUBLISHER);
    let mut sites = data.sites();
    sites
        .extend(tags.iter().filter(|(name, _)| PUBLISHER.contains(&name.as_str())).map(|(_, content)| content.clone()));
    sites.extend(address(None).and_then(|address| host_name(&address)));
    sites.dedup();
    sites.truncate(MAX_SITES);
    let candidates = |first: Option<String>| {
        let given = TITLE.iter().filter_map(|name| tag(&[name]));
        first.into_iter().chain(given).collect::<Vec<String>>()
    };
    let title = title::title(dom, candidates(data.metadata(None).title), &sites);
    let linked = data.metadata(title.as_deref());
    let is_date = |date: &String| dates::normalise_date(date).is_some();
    let published = || PUBLISHED.iter().filter_map(|name| tag(&[name])).find(|date| is_date(date));
    let names = |text: String| byline::names(&text, &sites);
    let metadata = Metadata {
        id: None,
        publisher: linked.publisher.or(publisher),
        url: address(linked.url),
        byline: linked.byline.and_then(names).or_else(|| authors(&tags).and_then(names)),
        published: linked.published.filter(|date| is_date(date)).or_else(published),
        language: dom
            .select_single("html")
            .attr("lang")
            .map(|language| language.to_string())
            .or_else(|| tag(&["og:locale", "content-language", "language"]))
            .map(|language| language.to_ascii_lowercase()),
        title,
    };
    (metadata, sites)
}

/// Adds metadata from the lines beside the article, and the date in the address.
pub(super) fn complete(dom: &Dom, metadata: &mut Metadata, sites: &[String], address: Option<&str>) {
    let title = metadata.title.clone();
    let title = title.as_deref();
    metadata.byline = metadata.byline.take().or_else(|| byline::in_page(dom, title, sites));
    let addresses = || metadata.url.as_deref().into_iter().chain(address);
    metadata.published = metadata
        .published
        .clone()
        .or_else(|| times::marked(dom, title))
        .or_else(|| addresses().find_map(dates::in_address))
        .or_else(|| times::unmarked(dom, title));
}

/// Returns the names of all meta tags, in lower case, with their contents.
fn meta_tags(dom: &Dom) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for tag in dom.select("meta[content]").iter() {
        let content = squeeze(&tag.attr_or("content", ""));
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = tag.attr(attribute)
                && !content.is_empty()
            {
                tags.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }
    tags
}

/// Returns the authors in the meta tags: all those in the most trusted tag that gives any.
fn authors(tags: &[(String, String)]) -> Option<String> {
    BYLINE.iter().find_map(|name| {
        let contents = tags.iter().filter(|(found, _)| found == name).map(|(_, content)| content.as_str());
        let is_name = |text: &&str| !text.contains("://") && !text.starts_with('@');
        // Library formats write the family name first.
        let is_turned = name.starts_with("citation") || name.starts_with("dc");
        let names: Vec<String> =
            contents.filter(is_name).map(|text| if is_turned { turned(text) } else { text.to_owned() }).collect();
        (!names.is_empty()).then(|| names.join(", "))
    })
}

/// Returns `Berg, Uma` as `Uma Berg`.
fn turned(text: &str) -> String {
    match text.split_once(", ") {
        Some((family, given)) if !family.trim().contains(' ') && !given.contains(',') => format!("{given} {family}"),
        _ => text.to_owned(),
    }
}

/// Returns the part of an address that names the site: `osk-post` of `https://www.osk-post.example/`.
fn host_name(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?;
    let (labels, _) = host.rsplit_once('.')?;
    let label = labels.split('.').max_by_key(|label| label.len())?;
    (label.len() > 3).then(|| label.to_owned())
}
