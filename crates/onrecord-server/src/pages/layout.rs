//! What every page has: head, navigation, foot.

use maud::{DOCTYPE, Markup, html};

/// Returns the page with `content`; `here` is the place in the navigation.
pub(super) fn page(title: &str, here: Option<&str>, content: &Markup) -> Markup {
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
                a.skip href="#main" { "To the content" }
                header.top {
                    a.brand href="/" { "on" span { "record" } }
                    nav aria-label="Main" {
                        @for (address, label) in links {
                            a href=(address) aria-current=[(here == Some(address)).then_some("page")] { (label) }
                        }
                    }
                    @if here != Some("/") && here != Some("/search") && here != Some("/search?in=actors") && here != Some("/map") {
                        form.quick action="/search" role="search" {
                            input type="search" name="q" aria-label="Search what was said" placeholder="Search what was said";
                        }
                    }
                }
                main #main tabindex="-1" { (content) }
                footer {
                    p {
                        "Machine-read; every entry points at its words. "
                        a href="/api/openapi.json" { "API" }
                    }
                }
            }
        }
    }
}

/// Returns the links to the pages before and after `page`.
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
