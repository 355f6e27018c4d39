//! Recovers the part of broken JSON before the error, and describes the error.

use std::borrow::Cow;

use serde_json::Value;

/// Returns the byte offset of `error` in the input, at most the length of the input.
pub(super) fn offset(bytes: &[u8], error: &serde_json::Error) -> usize {
    if error.is_eof() || error.line() == 0 {
        return bytes.len();
    }
    let line_ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let line_start = std::iter::once(0).chain(line_ends).nth(error.line() - 1).unwrap_or(0);
    (line_start + error.column().saturating_sub(1)).min(bytes.len())
}

/// Returns the value that begins at the start of `bytes` and is broken at `end`, with the complete objects of its
/// outermost list; `None` if there are none.
pub(super) fn before_break(bytes: &[u8], end: usize) -> Option<Value> {
    let mut open: Vec<u8> = Vec::new();
    // The end of the last complete object of the outermost list, and the brackets that were open there.
    let mut whole: Option<(usize, Vec<u8>)> = None;
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, byte) in bytes.get(..end)?.iter().enumerate() {
        if in_string {
            in_string = is_escaped || *byte != b'"';
            is_escaped = !is_escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => open.push(*byte),
            b']' => {
                open.pop();
                if !open.contains(&b'[') {
                    whole = None;
                }
            }
            b'}' => {
                open.pop();
                if open.last() == Some(&b'[') && open.iter().filter(|byte| **byte == b'[').count() == 1 {
                    whole = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    let mut repaired = bytes[..end].to_vec();
    repaired.extend(open.iter().rev().map(|byte| if *byte == b'[' { b']' } else { b'}' }));
    serde_json::from_slice(&repaired).ok()
}

/// Returns JSON of the same length, with replacements for values that would make a parser reject all of it: escapes of
/// lone surrogates become that of U+FFFD, and numbers out of range become null.
pub(super) fn lenient(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut mended = Cow::Borrowed(bytes);
    let mut in_string = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if in_string && byte == b'\\' {
            let (length, is_half) = escape(&bytes[at..]);
            if is_half {
                mended.to_mut()[at + 2..at + 6].copy_from_slice(b"fffd");
            }
            at += length;
        } else if !in_string && (byte == b'-' || byte.is_ascii_digit()) {
            let is_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
            let length = bytes[at..].iter().take_while(|byte| is_number(byte)).count();
            let number = str::from_utf8(&bytes[at..at + length]).ok().and_then(|text| text.parse::<f64>().ok());
            if length >= 4 && number.is_some_and(f64::is_infinite) {
                let place = &mut mended.to_mut()[at..at + length];
                place.fill(b' ');
                place[..4].copy_from_slice(b"null");
            }
            at += length;
        } else {
            in_string ^= byte == b'"';
            at += 1;
        }
    }
    mended
}

/// Returns the length of the escape at the start, and whether it is a lone surrogate. A surrogate pair counts as one
/// escape.
fn escape(bytes: &[u8]) -> (usize, bool) {
    let unit = |bytes: &[u8]| {
        let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
        u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
    };
    match unit(bytes) {
        Some(0xd800..0xdc00) => match bytes.get(6..).and_then(unit) {
            Some(0xdc00..0xe000) => (12, false),
            _ => (6, true),
        },
        Some(0xdc00..0xe000) => (6, true),
        _ => (2, false),
    }
}

/// Returns a plain description of an error in JSON, with the column or line.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let what = match message {
        _ if error.is_eof() => "it ends too early",
        "expected ident" | "expected value" => "a value is missing or has no quotation marks",
        "trailing characters" => "there are more characters after its end",
        "trailing comma" => "there is nothing after a comma",
        "expected `,` or `}`" => "a comma or } is missing",
        "expected `,` or `]`" => "a comma or ] is missing",
        "expected `:`" => "a colon is missing after a name",
        "key must be a string" => "a name has no quotation marks",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a string contains a line break or another control character"
        }
        "invalid escape" | "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "a string contains an invalid escape sequence"
        }
        "invalid unicode code point" => "a string is not in UTF-8",
        "invalid number" | "number out of range" => "a number is invalid",
        "recursion limit exceeded" => "values are nested more than 128 levels deep",
        other => other,
    };
    match (error.line(), error.column()) {
        (0, _) => what.to_owned(),
        (line, 0) => format!("{what} (line {line})"),
        (1, column) => format!("{what} (column {column})"),
        (line, column) => format!("{what} (line {line}, column {column})"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_before_the_break_is_kept() {
        fn check(text: &str, expected: Option<Value>) {
            let error = serde_json::from_str::<Value>(text).unwrap_err();
            assert_eq!(before_break(text.as_bytes(), offset(text.as_bytes(), &error)), expected, "{text}");
        }
        check(r#"[{"a": 1}, {"a": [{"b": 2}]}, {"a"#, Some(json!([{"a": 1}, {"a": [{"b": 2}]}])));
        check("[{\"a\": \"]}\\\"\"},\n nonsense, {\"a\": 1}]", Some(json!([{"a": "]}\""}])));
        check(r#"{"v": [{}], "items": [{"a": 1}, {"a": "#, Some(json!({"v": [{}], "items": [{"a": 1}]})));
        check(r#"{"v": [{"a": 1}], "items": [{"a": "#, None);
        check(r#"[{"a": [{"b": 1}, "#, None);
        check(r#"{"a": "b"#, None);
        check("", None);
    }

    #[test]
    fn halves_of_characters_and_numbers_out_of_range_are_replaced() {
        fn check(text: &str, expected: &str) {
            assert_eq!(str::from_utf8(&lenient(text.as_bytes())), Ok(expected));
        }
        check(
            r#"["\ud83d\ude00", "\ud83d", "\\ud83d", "\ude00x"]"#,
            r#"["\ud83d\ude00", "\ufffd", "\\ud83d", "\ufffdx"]"#,
        );
        check(r#"[1e400, -1E+999, 1e40, "1e400"]"#, r#"[null , null   , 1e40, "1e400"]"#);
        check(r#"["\u", "\"#, r#"["\u", "\"#);
    }

    #[test]
    fn reasons_are_plain() {
        fn check(text: &str, expected: &str) {
            assert_eq!(reason(&serde_json::from_str::<Value>(text).unwrap_err()), expected, "{text}");
        }
        check("not", "a value is missing or has no quotation marks (column 2)");
        check("[1,\n2", "it ends too early (line 2, column 1)");
        check("{} {}", "there are more characters after its end (column 4)");
        check("{a: 1}", "a name has no quotation marks (column 2)");
        check(r#"{"a" 1}"#, "a colon is missing after a name (column 6)");
        check("{\"a\": \"\n\"}", "a string contains a line break or another control character (line 2)");
        check(r#""\q""#, "a string contains an invalid escape sequence (column 3)");
        check(&"[".repeat(200), "values are nested more than 128 levels deep (column 128)");
    }
}
