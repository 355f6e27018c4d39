//! Finds quotations among tokens: which marks open, which close, and which quotations continue across paragraphs.

use std::ops::Range;

use crate::sentences::Division;
use crate::tokens::Shape;

/// Whether a token is inside a quotation. The numbers are inputs of the neural model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum QuoteState {
    /// Outside all quotations.
    Outside = 1,
    /// In a quotation that is closed in its paragraph. The marks count as inside.
    Inside = 2,
    /// In a quotation that is not closed in its paragraph.
    Unclosed = 3,
    /// In a quotation that continues from the previous paragraph.
    Continued = 4,
}

/// One outermost quotation, within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens of the quotation, marks included.
    pub tokens: Range<usize>,
    /// Whether a mark closes it in this paragraph.
    pub closed: bool,
    /// Whether it continues a quotation that the previous paragraph left open.
    pub continued: bool,
}

/// The quotations of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotes {
    /// Quotations in text order; they do not overlap.
    pub quotations: Vec<Quotation>,
    /// One state for each token.
    pub states: Vec<QuoteState>,
    /// The shape of each token, with opening and closing quotation marks distinguished.
    pub shapes: Vec<Shape>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
}

/// The family of a mark: only a mark of the same family closes a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    Single,
}

/// The tokens of a paragraph, with the last of its straight marks that can close a quotation.
struct Paragraph {
    tokens: Range<usize>,
    last_single: Option<usize>,
    last_double: Option<usize>,
}

impl Paragraph {
    fn of(text: &str, division: &Division, tokens: Range<usize>) -> Paragraph {
        let closes = |j: usize| {
            let token = division.tokens[j].span;
            let touches = division.tokens[j - 1].span.end == token.start;
            let ends = j + 1 == tokens.end
                || division.tokens[j + 1].span.start > token.end
                || division.tokens[j + 1].shape == Shape::Mark;
            touches && ends
        };
        let last = |marks: [&str; 2]| {
            let is_mark = |j: &usize| marks.contains(&division.tokens[*j].span.text(text));
            (tokens.start + 1..tokens.end).rev().find(|j| is_mark(j) && closes(*j))
        };
        let (last_single, last_double) = (last(["'", "’"]), last(["\"", "”"]));
        Paragraph { tokens, last_single, last_double }
    }

    /// Returns whether a later mark of the same form could close the quotation that token `i`, a straight mark, would
    /// open.
    fn closes_later(&self, i: usize, family: Family) -> bool {
        let last = if family == Family::Single { self.last_single } else { self.last_double };
        last.is_some_and(|last| last >= i + 2)
    }
}

impl Quotes {
    /// Returns the quotations of a divided text.
    pub fn of(text: &str, division: &Division) -> Quotes {
        let n = division.tokens.len();
        let mut out = Quotes {
            quotations: Vec::new(),
            states: vec![QuoteState::Outside; n],
            shapes: division.tokens.iter().map(|t| t.shape).collect(),
        };
        let mut left_open = false;
        for paragraph in 0..division.paragraphs.len() {
            let tokens = division.paragraph_tokens(paragraph);
            left_open = out.paragraph(text, division, &Paragraph::of(text, division, tokens), left_open);
        }
        out
    }

    /// Reads one paragraph and returns whether its last quotation is left open.
    fn paragraph(&mut self, text: &str, division: &Division, paragraph: &Paragraph, left_open: bool) -> bool {
        let tokens = &paragraph.tokens;
        let mut open: Option<(usize, Family)> = None;
        let first_quotation = self.quotations.len();
        let mut continued = false;
        for i in tokens.clone() {
            let Some((family, mark)) = self.mark(text, division, i, paragraph, open.map(|o| o.1)) else { continue };
            self.shapes[i] = if mark == Mark::Open { Shape::OpenQuote } else { Shape::CloseQuote };
            match (open, mark) {
                (None, Mark::Open) => {
                    continued = left_open && i == tokens.start;
                    open = Some((i, family));
                }
                (Some((start, own)), Mark::Close) if own == family => {
                    self.quotations.push(Quotation { tokens: start..i + 1, closed: true, continued });
                    open = None;
                    continued = false;
                }
                (None, Mark::Close) if left_open && self.quotations.len() == first_quotation => {
                    // The paragraph continues a quotation without repeating its opening mark.
                    self.quotations.push(Quotation { tokens: tokens.start..i + 1, closed: true, continued: true });
                }
                // A curly mark opens inside an open quotation of the same family, so the first quotation was never
                // closed.
                (Some((start, own)), Mark::Open) if own == family && family != Family::Single => {
                    self.quotations.push(Quotation { tokens: start..i, closed: false, continued });
                    open = Some((i, family));
                    continued = false;
                }
                _ => {}
            }
        }
        let is_open = open.is_some_and(|(_, family)| family != Family::Single);
        if let Some((start, family)) = open
            && family != Family::Single
        {
            self.quotations.push(Quotation { tokens: start..tokens.end, closed: false, continued });
        }
        for quotation in &self.quotations[first_quotation..] {
            let state = match (quotation.continued, quotation.closed) {
                (true, _) => QuoteState::Continued,
                (false, true) => QuoteState::Inside,
                (false, false) => QuoteState::Unclosed,
            };
            self.states[quotation.tokens.clone()].fill(state);
        }
        is_open
    }

    /// Returns the family and direction of token `i` if it is a quotation mark.
    fn mark(
        &self,
        text: &str,
        division: &Division,
        i: usize,
        paragraph: &Paragraph,
        open: Option<Family>,
    ) -> Option<(Family, Mark)> {
        let tokens = &paragraph.tokens;
        let span = division.tokens[i].span;
        let before = i == tokens.start || division.tokens[i - 1].span.end < span.start;
        let after = i + 1 == tokens.end || division.tokens[i + 1].span.start > span.end;
        let previous_opens = i > tokens.start
            && (self.shapes[i - 1] == Shape::OpenQuote
                || matches!(division.tokens[i - 1].span.text(text), "(" | "[" | "—" | "–" | "--" | "-"));
        let next_is_word = i + 1 < tokens.end && division.tokens[i + 1].shape != Shape::Mark;
        match span.text(text) {
            "“" | "„" | "``" | "‟" => Some((Family::Double, Mark::Open)),
            // Some writers use the closing mark at both ends.
            "”" if open.is_none() && before && !after => Some((Family::Double, Mark::Open)),
            "”" | "''" => Some((Family::Double, Mark::Close)),
            "«" => Some((Family::Angle, Mark::Open)),
            "»" => Some((Family::Angle, Mark::Close)),
            "\"" => {
                let opens = match open {
                    Some(Family::Double) => {
                        before && !after && next_is_word && paragraph.closes_later(i, Family::Double)
                    }
                    _ => !after || i == tokens.start || !before,
                };
                Some((Family::Double, if opens { Mark::Open } else { Mark::Close }))
            }
            "‘" => Some((Family::Single, Mark::Open)),
            "'" if open != Some(Family::Single) && (before || previous_opens) && !after && next_is_word => {
                paragraph.closes_later(i, Family::Single).then_some((Family::Single, Mark::Open))
            }
            "’" | "'" => {
                // A plural possessive ("the workers’ union") looks like a closing mark. A comma or full stop before the
                // mark, punctuation after it, or the end of the paragraph shows that it closes.
                let previous = if i > tokens.start { division.tokens[i - 1].span.text(text) } else { "" };
                let after_stop = matches!(previous, "." | "," | "!" | "?" | "…" | "...");
                let before_mark = i + 1 == tokens.end || division.tokens[i + 1].shape == Shape::Mark;
                let plural = previous.ends_with('s') && !before_mark;
                (open == Some(Family::Single) && (after_stop || before_mark || (after && !plural)))
                    .then_some((Family::Single, Mark::Close))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let division = Division::of(text);
        let quotes = Quotes::of(text, &division);
        let found: Vec<String> = quotes
            .quotations
            .iter()
            .map(|q| {
                let end = if q.closed { "" } else { "..." };
                let start = if q.continued { "..." } else { "" };
                format!("{start}{}{end}", division.span(&q.tokens).text(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("He said “no” and “yes.”", &["“no”", "“yes.”"]);
        check("He said \"no\" and \"yes.\"", &["\"no\"", "\"yes.\""]);
        check("‘No,’ he said, ‘it’s the workers’ union.’", &["‘No,’", "‘it’s the workers’ union.’"]);
        check("'No,' he said of the workers' union.", &["'No,'"]);
        check("«Non», dit-il.", &["«Non»"]);
        check("“He said ‘no’ to me,” she said.", &["“He said ‘no’ to me,”"]);
        check("The workers' union isn't here, nor are the drivers' wives.", &[]);
        check("He called it (\"a lie\").", &["\"a lie\""]);
        check("``No,'' he said.", &["``No,''"]);
    }

    #[test]
    fn quotations_over_paragraphs() {
        check("“One.\n\n“Two.\n\n“Three,” he said.", &["“One....", "...“Two....", "...“Three,”"]);
        check("“One.\n\nTwo,” he said.", &["“One....", "...Two,”"]);
        check("\"One.\n\n\"Two,\" he said.", &["\"One....", "...\"Two,\""]);
    }

    #[test]
    fn unclosed_marks_end_with_the_paragraph() {
        check("He said “no and left.\n\nThe end.", &["“no and left...."]);
    }
}
