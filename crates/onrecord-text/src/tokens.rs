//! Splits text into tokens: words, numbers and marks, as in the English treebanks of Universal Dependencies (clitics
//! and hyphens are separate).

use onrecord_record::Span;

use crate::words::TextWords;

/// The form of a token, judged by its characters. The numbers are inputs of the neural model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Shape {
    /// All letters are lower case.
    Lower = 1,
    /// The first letter is upper case, and some other letter is not.
    Title = 2,
    /// Two or more letters, all upper case.
    Upper = 3,
    /// Upper case after lower case, or a letter after a mark.
    Mixed = 4,
    /// Begins with a digit.
    Digit = 5,
    /// No letters and no digits.
    Mark = 6,
    /// A mark that opens a quotation.
    OpenQuote = 7,
    /// A mark that closes a quotation.
    CloseQuote = 8,
    /// A single capital letter.
    Letter = 9,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The position in the text.
    pub span: Span,
    /// The form; [`crate::Quotes`] distinguishes opening and closing quotation marks.
    pub shape: Shape,
}

/// Returns the tokens of `text[range]` in order. Every character that is not white space is in exactly one token.
pub fn tokens(text: &str, range: Span, known: &TextWords) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = range;
    while rest.start < rest.end {
        let words = rest.text(text);
        let chunk_start = match words.find(|c: char| !is_space(c)) {
            Some(i) => rest.start + i,
            None => break,
        };
        let after = &text[chunk_start..rest.end];
        let length = after.find(is_space).unwrap_or(after.len());
        chunk(text, Span::new(chunk_start, chunk_start + length), known, &mut out);
        rest.start = chunk_start + length;
    }
    out
}

/// Returns whether a character is white space, or an invisible character that news pages leave in their text.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}')
}

/// Splits a run of characters without white space.
fn chunk(text: &str, span: Span, known: &TextWords, out: &mut Vec<Token>) {
    if let Some(length) = address_length(span.text(text)) {
        push(text, Span::new(span.start, span.start + length), out);
        return chunk_rest(text, Span::new(span.start + length, span.end), known, out);
    }
    chunk_rest(text, span, known, out);
}

fn chunk_rest(text: &str, span: Span, known: &TextWords, out: &mut Vec<Token>) {
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let Some(first) = rest.chars().next() else { break };
        let length = if first.is_ascii_digit() {
            number_length(rest)
        } else if is_mark(first) {
            let after_word = at > span.start || at == span.start && is_lone_clitic(rest, known);
            clitic_length(rest, after_word, known).unwrap_or_else(|| mark_length(rest, first))
        } else {
            currency_length(rest, &text[span.end..], known).unwrap_or_else(|| word_length(rest, known))
        };
        push(text, Span::new(at, at + length), out);
        at += length;
    }
}

fn push(text: &str, span: Span, out: &mut Vec<Token>) {
    if !span.is_empty() {
        out.push(Token { span, shape: shape(span.text(text)) });
    }
}

/// Returns the length of a web or mail address, handle or hashtag at the start, without the punctuation after it.
fn address_length(chunk: &str) -> Option<usize> {
    let head = chunk.get(..8.min(chunk.len())).unwrap_or("").to_ascii_lowercase();
    let is_url = head.starts_with("http://") || head.starts_with("https:/") || head.starts_with("www.");
    let tagged = (chunk.starts_with('@') || chunk.starts_with('#'))
        && chunk[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if tagged {
        let end = chunk[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(chunk.len(), |i| i + 1);
        return Some(end);
    }
    let at = chunk.find('@');
    let is_mail = at.is_some_and(|i| {
        i > 0
            && chunk[..i].chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c))
            && chunk[i + 1..].contains('.')
    });
    if !is_url && !is_mail {
        return None;
    }
    let end = chunk.find(['"', '”', '“', '<', '>', ')', ']', '’']).unwrap_or(chunk.len());
    let kept = chunk[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (!kept.is_empty()).then_some(kept.len())
}

/// Returns the length of a number: digits with inner points, commas, colons and slashes, and attached letters
/// ("1990s").
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let inner = matches!(bytes[end], b'.' | b',' | b':' | b'/')
            && end > 0
            && bytes[end - 1].is_ascii_digit()
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if bytes[end].is_ascii_digit() || inner {
            end += 1;
        } else {
            break;
        }
    }
    end + rest[end..].find(is_mark).unwrap_or(rest.len() - end)
}

/// Returns the length of the letters of a currency right before a number ("Rs500", "N2.3bn"). `after` is the text that
/// follows `rest`.
fn currency_length(rest: &str, after: &str, known: &TextWords) -> Option<usize> {
    let length = rest.find(|c: char| !c.is_alphabetic()).filter(|&end| rest.as_bytes()[end].is_ascii_digit())?;
    let (letters, digits) = rest.split_at(length);
    let number = &digits[..number_length(digits)];
    let is_amount = || {
        let scale = number.trim_start_matches(|c: char| !c.is_alphabetic());
        let next = if scale.is_empty() && number.len() == digits.len() { after.trim_start() } else { scale };
        let end = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
        number.contains(',') || known.money_scales.contains(&next[..end]) || number == digits && is_thousands(after)
    };
    (known.money.contains(letters) || known.money_letters.contains(letters) && is_amount()).then_some(length)
}

/// Returns whether the text begins with a space and three digits, as in "120 000" after "120".
fn is_thousands(after: &str) -> bool {
    let n_digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).take(4).count();
    after.strip_prefix([' ', '\u{a0}', '\u{202f}']).is_some_and(|rest| n_digits(rest) == 3)
}

/// Returns the length of a clitic such as "'s" or "'re" after a word; "n't" is not included, since it is split from the
/// word.
fn clitic_length(rest: &str, after_word: bool, known: &TextWords) -> Option<usize> {
    let first = rest.chars().next()?;
    if !after_word || !is_apostrophe(first) {
        return None;
    }
    let tail = &rest[first.len_utf8()..];
    let end = tail.find(is_mark).unwrap_or(tail.len());
    let word = tail[..end].to_ascii_lowercase();
    known.clitics.contains(&word).then_some(first.len_utf8() + end)
}

/// Returns whether the whole chunk is a clitic that a writer separated from its word.
fn is_lone_clitic(chunk: &str, known: &TextWords) -> bool {
    clitic_length(chunk, true, known) == Some(chunk.len())
}

/// Returns the length of a mark; repeated dots, dashes and similar characters are one mark.
fn mark_length(rest: &str, first: char) -> usize {
    if matches!(first, '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '`' | '\'') {
        // Two straight apostrophes are an old way to write a double quotation mark; more are a horizontal rule.
        if rest.starts_with("'''") {
            return 1;
        }
        return rest.find(|c| c != first).unwrap_or(rest.len());
    }
    first.len_utf8()
}

/// Returns the length of a word that begins with a letter, including inner apostrophes and the full stops of
/// abbreviations.
fn word_length(rest: &str, known: &TextWords) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut previous = ' ';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let next_is_word = next.is_some_and(|n| !is_mark(n));
        if !is_mark(c) {
            end = i + c.len_utf8();
        } else if is_apostrophe(c) && next_is_word {
            let tail = &rest[i..];
            if let Some(cut) = negation_cut(&rest[..end], tail, known) {
                return cut;
            }
            if clitic_length(tail, true, known).is_some() {
                break;
            }
            end = i + c.len_utf8();
        } else if c == '.' && (is_dotted(&rest[..i], previous, next, known) || rest[i + 1..].starts_with("com"))
            || c == '&' && previous.is_uppercase() && next.is_some_and(char::is_uppercase)
        {
            end = i + 1;
        } else {
            break;
        }
        previous = c;
    }
    end.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// For "do" + "n't", returns the length of the part before the n.
fn negation_cut(word: &str, tail: &str, known: &TextWords) -> Option<usize> {
    let apostrophe = tail.chars().next()?;
    let tail = &tail[apostrophe.len_utf8()..];
    let behind = &tail[..tail.find(is_mark).unwrap_or(tail.len())];
    known.negations.iter().filter(|(_, own)| behind.eq_ignore_ascii_case(own)).find_map(|(before, _)| {
        let cut = word.len().checked_sub(before.len()).filter(|&cut| cut > 0)?;
        word.get(cut..).filter(|end| end.eq_ignore_ascii_case(before)).map(|_| cut)
    })
}

/// Returns whether the full stop after `word` belongs to it: initials ("U.", "U.S."), or a listed abbreviation.
fn is_dotted(word: &str, previous: char, next: Option<char>, known: &TextWords) -> bool {
    if !previous.is_alphabetic() {
        return false;
    }
    let last_part = word.rsplit('.').next().unwrap_or(word);
    let single = last_part.chars().count() == 1;
    if single && (word.contains('.') || last_part.chars().all(char::is_uppercase)) {
        return word.contains('.') || !known.no_initial.contains(word) || next.is_some_and(|n| n.is_uppercase());
    }
    if single && next.is_some_and(char::is_alphabetic) {
        return true;
    }
    // If a closing mark follows the full stop, the sentence ends, and "No.” is a word, not a number.
    if next.is_some_and(|n| matches!(n, '”' | '’' | '"' | '\'' | '»')) {
        return false;
    }
    let lower = word.to_lowercase();
    // All-lower-case words such as "no." and "sec." end sentences more often than they are abbreviations.
    let capital = word.starts_with(char::is_uppercase);
    (known.inner.contains(&lower) || known.last.contains(&lower)) && (capital || known.small.contains(&lower))
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Mark };
    if first.is_ascii_digit() {
        return Shape::Digit;
    }
    if !word.chars().any(char::is_alphanumeric) {
        return Shape::Mark;
    }
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() == 1 && first.is_uppercase() {
        Shape::Letter
    } else if !letters.iter().any(|c| c.is_uppercase()) {
        Shape::Lower
    } else if letters.iter().all(|c| c.is_uppercase()) {
        Shape::Upper
    } else if first.is_uppercase() && !letters[1..].iter().any(|c| c.is_uppercase()) {
        Shape::Title
    } else {
        Shape::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            tokens(text, Span::new(0, text.len()), TextWords::english()).iter().map(|t| t.span.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_and_marks() {
        check("He said, “No.”", &["He", "said", ",", "“", "No", ".", "”"]);
        check(
            "don't can’t won't I'm it’s they’re",
            &["do", "n't", "ca", "n’t", "wo", "n't", "I", "'m", "it", "’s", "they", "’re"],
        );
        check("O'Brien's L’Enfant rock'n'roll", &["O'Brien", "'s", "L’Enfant", "rock'n'roll"]);
        check("the U.S.-led talks at 3 p.m.", &["the", "U.S.", "-", "led", "talks", "at", "3", "p.m."]);
        check("Sen. J.D. Vance, R-Ohio", &["Sen.", "J.D.", "Vance", ",", "R", "-", "Ohio"]);
        check("$1.5 million, 20%, 1990s, 9/11", &["$", "1.5", "million", ",", "20", "%", ",", "1990s", ",", "9/11"]);
        check("wait... -- what?!", &["wait", "...", "--", "what", "?", "!"]);
        check(
            "see https://a.org/x?y=1, a.b@c.org or @who.",
            &["see", "https://a.org/x?y=1", ",", "a.b@c.org", "or", "@who", "."],
        );
        check("Rs500 crore, KSh2,000, N2.3bn", &["Rs", "500", "crore", ",", "KSh", "2,000", ",", "N", "2.3bn"]);
        check("R500 million, N5,000, P2", &["R", "500", "million", ",", "N", "5,000", ",", "P2"]);
        check("fined R120 000, P2 000000", &["fined", "R", "120", "000", ",", "P2", "000000"]);
        check("N95 masks, Covid19, Rs, B2B", &["N95", "masks", ",", "Covid19", ",", "Rs", ",", "B2B"]);
        check("AT&T and Johnson & Johnson", &["AT&T", "and", "Johnson", "&", "Johnson"]);
        check("said no. And I. Then", &["said", "no", ".", "And", "I", ".", "Then"]);
        check("’Twas ‘so’ he’d", &["’", "Twas", "‘", "so", "’", "he", "’d"]);
    }

    #[test]
    fn shapes() {
        for (word, expected) in [
            ("said", Shape::Lower),
            ("Obama", Shape::Title),
            ("NATO", Shape::Upper),
            ("McCain", Shape::Mixed),
            ("2016", Shape::Digit),
            ("--", Shape::Mark),
            ("A", Shape::Letter),
            ("U.S.", Shape::Upper),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
