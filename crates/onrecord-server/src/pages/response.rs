//! Pages as responses.

use axum::response::{Html, IntoResponse, Response};
use maud::Markup;

/// Returns the page as a response.
pub(super) fn page(markup: &Markup) -> Response {
    Html(neutralize(&markup.0)).into_response()
}

/// Replaces control characters and overrides of the text direction (Unicode, UTR 36, 2.9) by U+FFFD, as the terminal
/// output does. Such characters can come only from articles.
fn neutralize(html: &str) -> String {
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
    fn articles_cannot_override_the_text_direction() {
        assert_eq!(
            neutralize("<p>\u{202e}a\u{1b}\u{2066}b\u{85}</p>\n"),
            "<p>\u{fffd}a\u{fffd}\u{fffd}b\u{fffd}</p>\n"
        );
    }
}
