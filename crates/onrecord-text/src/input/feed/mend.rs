//! Repairs common errors in the XML of feeds and news agencies, so that a parser can read it.

use std::borrow::Cow;

use crate::html::plain;

/// The maximum length of the name of an HTML entity (`CounterClockwiseContourIntegral`).
const MAX_ENTITY: usize = 33;

/// Returns the text from its root element on: it is already decoded, so the encoding in its first line no longer
/// applies, and a document type may define entities of unlimited size.
pub(in crate::input) fn without_prolog(text: &str) -> &str {
    let mut rest = text;
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            // A document type can have declarations in brackets.
            _ if rest.starts_with("<!") && rest.find('[') < rest.find('>') && rest.contains("]>") => "]>",
            _ if rest.starts_with("<!") => ">",
            _ => return rest,
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return rest,
        }
    }
}

/// Returns the XML with bare `&` and `<` escaped, with HTML entities replaced by characters, and without characters
/// that XML does not allow.
pub(in crate::input) fn mended(xml: &str) -> Cow<'_, str> {
    let mut out = String::new();
    // The end of the text copied so far.
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = xml[at..].find(|c: char| matches!(c, '&' | '<') || is_forbidden(c)) {
        at += found;
        let rest = &xml[at..];
        let (length, replacement) = if rest.starts_with('<') {
            match markup(rest) {
                Some(length) => {
                    at += length;
                    continue;
                }
                None => (1, Cow::Borrowed("&lt;")),
            }
        } else if rest.starts_with('&') {
            match entity(rest) {
                Entity::Kept(length) => {
                    at += length;
                    continue;
                }
                Entity::Named(length, text) => (length, Cow::Owned(text)),
                Entity::Bare => (1, Cow::Borrowed("&amp;")),
            }
        } else {
            (rest.chars().next().map_or(1, char::len_utf8), Cow::Borrowed(""))
        };
        out.push_str(&xml[done..at]);
        out.push_str(&replacement);
        at += length;
        done = at;
    }
    if done == 0 {
        return xml.into();
    }
    out.push_str(&xml[done..]);
    out.into()
}

/// Returns whether XML 1.0 does not allow the character (section 2.2).
fn is_forbidden(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{7f}') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Returns the length of the markup at the start, or `None` if the `<` there does not begin any. CDATA and comments
/// extend to their end marks; of tags, only the start is skipped.
fn markup(text: &str) -> Option<usize> {
    for (start, end) in [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")] {
        if text.starts_with(start) {
            return Some(text.find(end).map_or(text.len(), |at| at + end.len()));
        }
    }
    let name = text[1..].strip_prefix(['/', '!']).unwrap_or(&text[1..]);
    name.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(1)
}

enum Entity {
    /// An entity reference defined in XML, of this length.
    Kept(usize),
    /// An entity reference defined in HTML, with its length and the characters that it stands for.
    Named(usize, String),
    /// An ampersand that does not begin a reference.
    Bare,
}

fn entity(text: &str) -> Entity {
    let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';');
    let Some(name) = end.and_then(|end| text.get(1..end)) else { return Entity::Bare };
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        let c = code.ok().and_then(char::from_u32);
        return match c {
            Some(c) if !is_forbidden(c) => Entity::Kept(name.len() + 2),
            Some(_) => Entity::Named(name.len() + 2, String::new()),
            None => Entity::Named(name.len() + 2, "\u{fffd}".to_owned()),
        };
    }
    if ["amp", "lt", "gt", "quot", "apos"].contains(&name) {
        return Entity::Kept(name.len() + 2);
    }
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Entity::Bare;
    }
    let reference = &text[..name.len() + 2];
    // The letters around the reference protect it if it stands for a space.
    let shown = plain(&format!("x{reference}x"));
    let shown = shown.strip_prefix('x').and_then(|shown| shown.strip_suffix('x')).unwrap_or_default();
    if shown == reference || shown.contains('&') {
        Entity::Bare
    } else {
        Entity::Named(reference.len(), shown.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_precedes_the_root_is_skipped() {
        for prolog in ["", "<?xml version='1.0'?> ", "<!DOCTYPE rss [<!ENTITY a '>'>]>\n<!-- > -->", "<!DOCTYPE rss>"] {
            assert_eq!(without_prolog(&format!("{prolog}<rss a='[]>'>")), "<rss a='[]>'>");
        }
        assert_eq!(without_prolog("<!-- "), "<!-- ");
    }

    #[test]
    fn marks_that_begin_nothing_are_escaped() {
        fn check(xml: &str, expected: &str) {
            assert_eq!(mended(xml), expected);
        }
        check("<a>Rain & wind</a>", "<a>Rain &amp; wind</a>");
        check("<a>AT&T; R&D &amp; more</a>", "<a>AT&amp;T; R&amp;D &amp; more</a>");
        check("<a href='x?a=1&b=2'>1 < 2</a>", "<a href='x?a=1&amp;b=2'>1 &lt; 2</a>");
        check("<a>caf&eacute;&nbsp;&ldquo;&#8220;&#x201C;</a>", "<a>café “&#8220;&#x201C;</a>");
        check("<a><![CDATA[a & b < c]]></a><!-- & --><?x &?>", "<a><![CDATA[a & b < c]]></a><!-- & --><?x &?>");
        check("<a>a\u{0}b\u{b}c&#0;&#11;</a>", "<a>abc</a>");
        check("<a>&#xD800;</a>", "<a>\u{fffd}</a>");
        check("&", "&amp;");
        check("<", "&lt;");
        check("plain", "plain");
    }
}
