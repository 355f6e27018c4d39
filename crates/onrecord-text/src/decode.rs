//! Decodes bytes as text, and rejects bytes that are not text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use onrecord_record::Notice;

use crate::{Error, ErrorKind};

/// A decoded text, and how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark and otherwise unchanged.
    pub text: String,
    /// The name of the encoding in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// Notices if the encoding was guessed (`encoding`) or characters were lost (`replaced-characters`).
    pub notices: Vec<Notice>,
}

/// The first bytes of files that are not text, and the names of their formats. Sources: the specifications of the
/// formats, by way of the `magic` database of file(1).
const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF-", "a PDF file: extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive (or a Word, OpenDocument or EPUB file)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
];

/// How many bytes of a page are searched for a declared encoding. The HTML standard asks for 1024 bytes; pages need
/// more.
const DECLARATION_BYTES: usize = 4096;

/// Returns the text in `bytes`.
///
/// The encoding is given by a byte order mark; otherwise it is UTF-8 if the bytes are valid UTF-8; otherwise the one
/// that the page declares; otherwise it is guessed.
///
/// # Errors
///
/// If there is only white space, or the bytes are not text.
///
/// ```
/// use onrecord_text::{ErrorKind, decode};
///
/// assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9").unwrap().text, "café");
/// assert_eq!(decode(b"%PDF-1.7").unwrap_err().kind(), ErrorKind::Binary);
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(ErrorKind::Empty, "expected text, found nothing"));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(format!("expected text, found what looks like {what}")));
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return checked(encoding, &bytes[length..], Vec::new());
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return checked(encoding, bytes, vec![guessed(encoding)]);
    }
    if bytes.contains(&0) {
        return without_nul(bytes);
    }
    if is_nearly_utf_8(bytes) {
        return checked(UTF_8, bytes, Vec::new());
    }
    if let Some(encoding) = declared(bytes).filter(|&encoding| encoding != UTF_8) {
        return checked(encoding, bytes, Vec::new());
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    checked(encoding, bytes, vec![guessed(encoding)])
}

/// Decodes bytes after removing those that are 0. Faulty programs leave a few that have no meaning; data that is not
/// text has many.
fn without_nul(bytes: &[u8]) -> Result<Decoded, Error> {
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |at| at + 1);
    let n_inside = bytes[..end].iter().filter(|&&byte| byte == 0).count();
    if n_inside * 20 > end {
        let at = bytes.iter().position(|&byte| byte == 0).unwrap_or_default();
        return Err(binary(format!("expected text, found binary data: byte {at} is 0")));
    }
    let kept: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
    let mut decoded = decode(&kept)?;
    let message = format!("{} zero bytes were left out", bytes.len() - kept.len());
    decoded.notices.push(Notice::new("replaced-characters", message));
    Ok(decoded)
}

fn checked(encoding: &'static Encoding, bytes: &[u8], mut notices: Vec<Notice>) -> Result<Decoded, Error> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    if text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty, "expected text, found nothing"));
    }
    // Text contains tabs and ends of lines and pages; terminals and old word processors leave a few other control
    // characters, and C1 controls come from windows-1252 pages that are declared as Latin-1. A limit of one character
    // in twenty allows for all of these; in random bytes, one in eight is a control character.
    let n_strange = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c')).count();
    if text.contains('\0') || n_strange * 20 > text.chars().count() {
        return Err(binary("expected text, found binary data: it is full of control characters".to_owned()));
    }
    if replaced {
        let n_replaced = text.matches('\u{fffd}').count();
        let message = format!("{n_replaced} characters are not valid {} and were replaced by U+FFFD", encoding.name());
        notices.push(Notice::new("replaced-characters", message));
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), notices })
}

fn binary(message: String) -> Error {
    Error::new(ErrorKind::Binary, message)
}

fn guessed(encoding: &'static Encoding) -> Notice {
    Notice::new("encoding", format!("the encoding is not declared and was assumed to be {}", encoding.name()))
}

/// Detects UTF-16 of mostly Latin text, where every other byte is 0.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let (pairs, _) = head.as_chunks::<2>();
    let n_first = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let n_second = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let most = |n: usize, other: usize| pairs.len() >= 4 && n * 10 >= pairs.len() * 7 && other == 0;
    if most(n_second, n_first) {
        Some(UTF_16LE)
    } else if most(n_first, n_second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns whether bytes are UTF-8, allowing for pages that were cut off or assembled from parts: fewer than one in ten
/// of the multi-byte sequences may be broken. In other encodings such sequences are hardly ever valid UTF-8.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut n_valid, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_broken == 0 || n_broken * 10 < n_valid
}

/// Returns the encoding that a page declares (`<meta charset=...>`, `<?xml encoding=...?>`).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    if !head.contains("<meta") && !head.trim_start().starts_with("<?xml") {
        return None;
    }
    ["charset", "encoding"].iter().flat_map(|word| head.match_indices(*word)).find_map(|(at, word)| {
        let value = head[at + word.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(value.len());
        // The declaration was readable as ASCII, so the page is not in UTF-16 (HTML standard, 13.2.3.2).
        Encoding::for_label(&value.as_bytes()[..end]).map(Encoding::output_encoding)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn encodings_are_found() {
        fn check(bytes: &[u8], text: &str, encoding: &str, codes: &[&str]) {
            let decoded = decode(bytes).unwrap();
            let found: Vec<&str> = decoded.notices.iter().map(|notice| notice.code.as_str()).collect();
            assert_eq!((decoded.text.as_str(), decoded.encoding, &found[..]), (text, encoding, codes));
        }
        check(b"plain", "plain", "UTF-8", &[]);
        check(b" kept \r\n as it is\t", " kept \r\n as it is\t", "UTF-8", &[]);
        check("“é”\u{feff}".as_bytes(), "“é”\u{feff}", "UTF-8", &[]);
        check(b"\xef\xbb\xbfmark", "mark", "UTF-8", &[]);
        check(b"\xff\xfeh\x00\xe9\x00", "hé", "UTF-16LE", &[]);
        check(b"\xfe\xff\x00h\x00\xe9", "hé", "UTF-16BE", &[]);
        check(b"n\x00o\x00 \x00m\x00a\x00r\x00k\x00", "no mark", "UTF-16LE", &["encoding"]);
        check(b"\x00n\x00o\x00 \x00m\x00a\x00r\x00k", "no mark", "UTF-16BE", &["encoding"]);
        check(b"\x93It rained,\x94 he said.", "“It rained,” he said.", "windows-1252", &["encoding"]);
        check(b"<meta charset=\"iso-8859-2\">\xb3", "<meta charset=\"iso-8859-2\">ł", "ISO-8859-2", &[]);
        check(
            b"<meta http-equiv=content-type content='text/html; charset=koi8-r'>\xc1",
            "<meta http-equiv=content-type content='text/html; charset=koi8-r'>а",
            "KOI8-R",
            &[],
        );
        check(b"\x00It rained all day in Osk.\x00\x00", "It rained all day in Osk.", "UTF-8", &["replaced-characters"]);
        let mut cut = "“é” and “è” and “ê” and “ë” — ever — so — on".as_bytes().to_vec();
        cut.push(0xe2);
        check(&cut, "“é” and “è” and “ê” and “ë” — ever — so — on\u{fffd}", "UTF-8", &["replaced-characters"]);
    }

    #[test]
    fn what_is_not_text_is_refused() {
        fn check(bytes: &[u8], kind: ErrorKind, message: &str) {
            let error = decode(bytes).unwrap_err();
            assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
        }
        check(b"", ErrorKind::Empty, "expected text, found nothing");
        check(b" \n\t", ErrorKind::Empty, "expected text, found nothing");
        check(b"\xef\xbb\xbf \n", ErrorKind::Empty, "expected text, found nothing");
        check(
            b"%PDF-1.4 abc",
            ErrorKind::Binary,
            "expected text, found what looks like a PDF file: extract its text first, for example with pdftotext",
        );
        check(b"\x1f\x8b\x08", ErrorKind::Binary, "expected text, found what looks like gzip-compressed data");
        check(b"\x89PNG\r\n\x1a\n", ErrorKind::Binary, "expected text, found what looks like a PNG image");
        check(b"{\\rtf1 a}", ErrorKind::Binary, "expected text, found what looks like an RTF file");
        check(b"a few\x00 words", ErrorKind::Binary, "expected text, found binary data: byte 5 is 0");
        check(
            b"\x01\x02\x03ab",
            ErrorKind::Binary,
            "expected text, found binary data: it is full of control characters",
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_can_be_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn text_is_kept(text in "[ -~é“\\n]{0,99}x") {
            prop_assume!(!MAGIC.iter().any(|(magic, _)| text.as_bytes().starts_with(magic)));
            prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text);
        }
    }
}
