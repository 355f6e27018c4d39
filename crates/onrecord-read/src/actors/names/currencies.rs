//! Letters before a currency sign, which are part of the currency and not a name ("US$").

use crate::actors::name::Name;
use crate::text::TokenizedText;

/// Currency signs that can follow letters.
const SIGNS: [char; 4] = ['$', '£', '€', '¥'];

/// Drops names that end right before a currency sign.
pub(super) fn without_currencies(mut names: Vec<Name>, text: &TokenizedText<'_>) -> Vec<Name> {
    let behind = |name: &Name| text.raw.get(text.division.span(&name.tokens).end..);
    names.retain(|name| !behind(name).is_some_and(|rest| rest.starts_with(SIGNS)));
    names
}

#[cfg(test)]
mod tests {
    use onrecord_text::Document;

    use crate::Reader;

    fn check(text: &str, expected: &[&str]) {
        let record = Reader::new().unwrap().read(&Document::plain(text));
        let names: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn a_currency_is_no_actor() {
        check("Ravel Motors paid US$4.7 billion to Chile.", &["Ravel Motors", "Chile"]);
        check("The US paid $4.7 billion to Chile.", &["US", "Chile"]);
    }
}
