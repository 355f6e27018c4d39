//! Counts of search results by type, country, actor and month.

use onrecord_store::{FacetValue, Facets, List, country_name};

use super::clean::clean;
use super::page::{Page, Paint, StyledText};
use super::style::Style;

/// Returns the number of results, and the values of each facet with their counts.
pub(crate) fn text(facets: &Facets, list: List, style: &Style) -> String {
    let mut page = Page::new(style);
    let mut heading = StyledText::default();
    heading.add(Paint::Title, &format!("{} {}", facets.n_found, list.as_str().to_uppercase()));
    if facets.has_more {
        heading.add(Paint::Dim, " (the latest ones; there are more)");
    }
    page.put("", 0, &heading);
    let country = |code: &str| country_name(code).map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"));
    facet(&mut page, "TYPES", &facets.types, str::to_owned);
    facet(&mut page, "COUNTRIES", &facets.countries, country);
    facet(&mut page, "ACTORS", &facets.actors, str::to_owned);
    facet(&mut page, "MONTHS", &facets.months, str::to_owned);
    page.finish()
}

fn facet(page: &mut Page<'_>, title: &str, values: &[FacetValue], label: impl Fn(&str) -> String) {
    if values.is_empty() {
        return;
    }
    let mut heading = StyledText::default();
    heading.add(Paint::Title, title);
    page.put("", 0, &heading);
    for value in values {
        let mut line = StyledText::default();
        line.add(Paint::Plain, &format!("{:>6}  {}", value.n, clean(&label(&value.value))));
        page.put("", 8, &line);
    }
}
