//! Pages as responses.

use axum::response::{Html, IntoResponse, Response};
use maud::Markup;

/// Returns the page as a response.
pub(super) fn page(markup: &Markup) -> Response {
    Html(harmless(&markup.0)).into_response()
}

/// Returns `html` with U+FFFD for every character that controls something or turns the direction of the text (Unicode,
/// UTR 36, 2.9), as the terminal form has it; only articles have any.
fn harmless(html: &str) -> String {
    let is_harmful = |c: char| match c {
        '\n' | '\r' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    html.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_turn_the_page() {
        assert_eq!(harmless("<p>\u{202e}a\u{1b}\u{2066}b\u{85}</p>\n"), "<p>\u{fffd}a\u{fffd}\u{fffd}b\u{fffd}</p>\n");
    }
}
