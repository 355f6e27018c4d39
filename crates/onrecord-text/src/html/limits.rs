//! Limits on the markup of a page, so that reading it takes time and memory proportional to its length.

use std::borrow::Cow;

use onrecord_record::Notice;

use super::render::starts_with;
use crate::{Error, ErrorKind};

/// The maximum number of elements of a page. Larger pages are not articles, and take too much time and memory to
/// extract.
pub(super) const MAX_ELEMENTS: usize = 200_000;

/// The maximum nesting depth of elements; browsers stop at 512 (Blink and WebKit, `maximumHTMLParserDOMTreeDepth`).
pub(super) const MAX_DEPTH: usize = 512;

/// The maximum number of attributes read per tag. The parser compares each with all before it; pages have under 60.
const MAX_ATTRIBUTES: usize = 200;

/// The maximum number of characters that could be errors for which the parser keeps a message: `<`, `&` and controls.
const MAX_MARKS: usize = 8 * MAX_ELEMENTS;

/// Elements without an end tag, or whose end tag is optional.
const UNCLOSED: [&str; 38] = [
    "a", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rect", "rp", "rt", "circle", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "use", "wbr",
];

/// Returns the page as input for the parser: without control characters and without attributes above the limit; a
/// notice reports them.
///
/// # Errors
///
/// If the page has too many or too deeply nested elements; the parser searches all open elements at each tag.
pub(super) fn within_limits(html: &str) -> Result<(Cow<'_, str>, Vec<Notice>), Error> {
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c');
    let html: Cow<'_, str> = if html.contains(is_control) { html.replace(is_control, "").into() } else { html.into() };
    if html.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count() > MAX_MARKS {
        return Err(too_large());
    }
    let cuts = Tags { html: &html, at: 0, depth: 0, cuts: Vec::new() }.read()?;
    if cuts.is_empty() {
        return Ok((html, Vec::new()));
    }
    let mut kept = String::with_capacity(html.len());
    let mut end = 0;
    for (from, to) in &cuts {
        kept.push_str(&html[end..*from]);
        end = *to;
    }
    kept.push_str(&html[end..]);
    let message = format!(
        "{} tags have more than {MAX_ATTRIBUTES} attributes; the rest of their attributes were not read",
        cuts.len()
    );
    Ok((kept.into(), vec![Notice::new("limits", message)]))
}

pub(super) fn too_large() -> Error {
    let message =
        format!("expected a page of at most {MAX_ELEMENTS} elements in at most {MAX_DEPTH} levels, found more");
    Error::new(ErrorKind::TooLong, message)
}

/// Reads the tags of a page one by one.
struct Tags<'h> {
    html: &'h str,
    /// The byte offset after the text that has been read.
    at: usize,
    depth: usize,
    /// The byte ranges of attributes above the limit.
    cuts: Vec<(usize, usize)>,
}

impl Tags<'_> {
    fn read(mut self) -> Result<Vec<(usize, usize)>, Error> {
        while let Some(found) = self.html[self.at..].find('<') {
            self.at += found + 1;
            let rest = &self.html[self.at..];
            let is_end = rest.starts_with('/');
            let name = rest.strip_prefix('/').unwrap_or(rest);
            let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
            let name = name[..length].to_ascii_lowercase();
            if rest.starts_with("!--") {
                self.skip_to("-->");
                continue;
            }
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            self.at += length + usize::from(is_end);
            self.skip_attributes();
            if UNCLOSED.contains(&name.as_str()) {
            } else if is_end {
                self.depth = self.depth.saturating_sub(1);
            } else if name == "script" || name == "style" {
                self.skip_to_end_of(&name);
            } else {
                self.depth += 1;
                // Old pages leave some tags open, so the depth is checked again after parsing.
                if self.depth > 2 * MAX_DEPTH {
                    return Err(too_large());
                }
            }
        }
        Ok(self.cuts)
    }

    fn skip_to(&mut self, mark: &str) {
        self.at = self.html[self.at..].find(mark).map_or(self.html.len(), |found| self.at + found);
    }

    fn skip_to_end_of(&mut self, name: &str) {
        let end = format!("</{name}");
        while let Some(found) = self.html[self.at..].find("</") {
            self.at += found;
            if starts_with(&self.html[self.at..], &end) {
                return;
            }
            self.at += 2;
        }
        self.at = self.html.len();
    }

    /// Skips the attributes of a tag as the tokenizer of the HTML standard reads them (13.2.5.32 to 13.2.5.40).
    fn skip_attributes(&mut self) {
        let bytes = self.html.as_bytes();
        let mut n_attributes = 0;
        let mut cut = None;
        while let Some(&byte) = bytes.get(self.at) {
            if byte == b'>' {
                break;
            }
            if byte == b'/' || byte.is_ascii_whitespace() {
                self.at += 1;
                continue;
            }
            n_attributes += 1;
            if n_attributes > MAX_ATTRIBUTES && cut.is_none() {
                cut = Some(self.at);
            }
            self.skip_attribute(bytes);
        }
        self.cuts.extend(cut.map(|from| (from, self.at)));
    }

    fn skip_attribute(&mut self, bytes: &[u8]) {
        let skip = |at: &mut usize, is_inside: &dyn Fn(u8) -> bool| {
            while bytes.get(*at).is_some_and(|byte| is_inside(*byte)) {
                *at += 1;
            }
        };
        // A name may begin with an equals sign.
        self.at += 1;
        skip(&mut self.at, &|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let end_of_name = self.at;
        skip(&mut self.at, &|byte| byte.is_ascii_whitespace());
        if bytes.get(self.at) != Some(&b'=') {
            self.at = end_of_name;
            return;
        }
        self.at += 1;
        skip(&mut self.at, &|byte| byte.is_ascii_whitespace());
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                self.at += 1;
                skip(&mut self.at, &|byte| byte != quote);
                self.at = bytes.len().min(self.at + 1);
            }
            _ => skip(&mut self.at, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        }
    }
}

/// Returns the page with declarative shadow roots as ordinary elements, so that their content appears in place.
pub(super) fn open_shadow_roots(html: &str) -> Cow<'_, str> {
    const START: &str = "<template";
    let is_root = |tag: &str| {
        let tag = tag[..tag.find('>').unwrap_or(tag.len())].to_ascii_lowercase();
        tag.contains("shadowrootmode") || tag.contains("shadowroot=")
    };
    if !html.to_ascii_lowercase().contains("shadowroot") {
        return html.into();
    }
    let mut opened = String::with_capacity(html.len());
    // Whether each open template is a shadow root.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        opened.push_str(&rest[..at]);
        rest = &rest[at..];
        if starts_with(rest, START) {
            open.push(is_root(rest));
            opened.push_str(if open.last() == Some(&true) { "<div" } else { START });
            rest = &rest[START.len()..];
        } else if starts_with(rest, "</template") {
            opened.push_str(if open.pop() == Some(true) { "</div" } else { "</template" });
            rest = &rest["</template".len()..];
        } else {
            opened.push('<');
            rest = &rest[1..];
        }
    }
    opened.push_str(rest);
    opened.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_above_the_limit_are_cut_and_told() {
        let attributes = |n: usize| -> String { (0..n).map(|at| format!(" a{at}=\"x > y\"")).collect() };
        let check = |html: &str, n_notices: usize, kept: &str| {
            let (page, notices) = within_limits(html).unwrap();
            assert_eq!((notices.len(), page.ends_with(kept)), (n_notices, true), "{html:.80}");
        };
        check(&format!("<p{}>It rained.", attributes(150)), 0, "a149=\"x > y\">It rained.");
        check(&format!("<p{}>It rained.", attributes(30_000)), 1, "a199=\"x > y\" >It rained.");
        check("<p a = b c='>' d=>It", 0, "<p a = b c='>' d=>It");
        check("a < b <> 2 </ >", 0, "a < b <> 2 </ >");
        check("It\0 rain\u{1}ed", 0, "It rained");
        check("<script>if (a<b) {}</script>It", 0, "It");
    }

    #[test]
    fn shadow_roots_are_opened() {
        let page = "<x-a><template shadowrootmode=open><p>It</p><template>no</template></template></x-a>";
        assert_eq!(
            open_shadow_roots(page),
            "<x-a><div shadowrootmode=open><p>It</p><template>no</template></div></x-a>"
        );
        assert_eq!(open_shadow_roots("<template>x</template>"), "<template>x</template>");
    }
}
