//! The frame of every page: head, navigation and footer.

use maud::{DOCTYPE, Markup, html};

/// Pages with a search form of their own.
const HAVE_SEARCH_FORM: [&str; 4] = ["/", "/search", "/search?in=actors", "/map"];

/// Returns the page with `content`. `current` is the address of the page in the navigation, if it is linked there.
pub(super) fn page(title: &str, current: Option<&str>, content: &Markup) -> Markup {
    let links = [
        ("/", "Newest"),
        ("/stories", "Stories"),
        ("/search", "Search"),
        ("/search?in=actors", "Actors"),
        ("/map", "Map"),
        ("/corrections", "Corrections"),
    ];
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · onrecord" }
                link rel="icon" href="/favicon.svg";
                link rel="stylesheet" href="/assets/style.css";
                script src="/assets/marks.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header.top {
                    a.brand href="/" { "on" span { "record" } }
                    nav aria-label="Main" {
                        @for (address, label) in links {
                            a href=(address) aria-current=[(current == Some(address)).then_some("page")] { (label) }
                        }
                    }
                    @if !HAVE_SEARCH_FORM.iter().any(|address| current == Some(address)) {
                        form.quick action="/search" role="search" {
                            input type="search" name="q" aria-label="Search statements" placeholder="Search statements";
                        }
                    }
                }
                main #main tabindex="-1" { (content) }
                footer {
                    p {
                        "Extracted automatically; every entry links to its words in the text. "
                        a href="/api/openapi.json" { "API" }
                    }
                }
            }
        }
    }
}

/// Returns links to the previous and the next page of a list.
pub(super) fn pager(page: u32, has_more: bool, address: impl Fn(u32) -> String) -> Markup {
    html! {
        @if page > 1 || has_more {
            nav.pager aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(address(page - 1)) { "← Previous" } } @else { span {} }
                span { "Page " (page) }
                @if has_more { a rel="next" href=(address(page + 1)) { "Next →" } } @else { span {} }
            }
        }
    }
}
