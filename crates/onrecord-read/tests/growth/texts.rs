//! Families of texts, by what they repeat.

/// What a text of a family repeats.
pub(crate) enum Repeated {
    /// The same words.
    Same(&'static str),
    /// Words with numbers and names of their own: `#` is the number, `@` a name that no other has.
    Numbered(&'static str),
    /// Words before and behind, in between as many pieces as fit.
    Between(&'static str, &'static str, &'static str),
    /// As many pieces as fit, then as many others, in equal number.
    Then(&'static str, &'static str),
}

use Repeated::{Between, Numbered, Same, Then};

/// The families of texts that are read.
pub(crate) const TEXTS: &[(&str, Repeated)] = &[
    ("a word", Same("peace ")),
    ("a long word", Same("abcdefgh")),
    ("a capital", Same("A ")),
    ("a name", Same("Ana Diaz ")),
    ("a name in sentences", Same("Ana Diaz agreed. ")),
    ("other names", Numbered("@ @ agreed. ")),
    ("other first names", Numbered("@ Diaz agreed. ")),
    ("names in a list", Between("On Monday ", "@ Diaz, ", "and Ana Diaz met.")),
    ("names, then they", Then("@ Diaz, ", "They met. ")),
    ("companies, then the company", Then("@ Motors met. ", "The company agreed. ")),
    ("people, then he", Then("@ Diaz said so. ", "He said so. ")),
    ("short forms", Numbered("The @ @ Organization (@) met. ")),
    ("capitals", Same("NATO ")),
    ("it", Same("it's ")),
    ("he", Same("he said. ")),
    ("I", Same("I said we agreed. ")),
    ("they", Same("They met them. ")),
    ("possessives", Same("Ana's ")),
    ("nested sayings", Same("Ana said that ")),
    ("sayings", Same("“We agreed,” Ana Diaz said. ")),
    ("descriptions", Same("The president said so. ")),
    ("titles", Same("President ")),
    ("titles of names", Numbered("President @ Diaz ")),
    ("opened quotation marks", Same("“It ")),
    ("closed quotation marks", Same("it” ")),
    ("straight quotation marks", Same("\"it ")),
    ("only quotation marks", Same("\"")),
    ("nested quotation marks", Same("“It ‘is ")),
    ("opened in each paragraph", Same("“We agreed.\n\n")),
    ("apostrophes", Same("'")),
    ("numbers", Same("12 ")),
    ("one number", Same("1")),
    ("numbers with commas", Same("1,000,")),
    ("number words", Same("one million ")),
    ("money", Same("$5 million ")),
    ("ranges", Same("5-10% ")),
    ("days", Same("on Monday ")),
    ("dates", Same("2 May 2024, ")),
    ("dates without spaces", Same("2024-05-02/")),
    ("times of day", Same("at 10:30 a.m. ")),
    ("lengths of time", Same("two years and ")),
    ("opened brackets", Same("(it ")),
    ("only brackets", Same("(")),
    ("brackets", Same("(it) ")),
    ("hyphens", Same("a-")),
    ("points", Same(".")),
    ("abbreviations", Same("Mr. ")),
    ("initials", Same("J. ")),
    ("commas", Same("it, ")),
    ("empty lines", Same("it\n\n")),
    ("lines", Same("it\n")),
    ("speakers", Same("DIAZ: We agreed.\n\n")),
    ("questions", Same("Q: Why?\nA: We agreed.\n")),
    ("countries", Same("France ")),
    ("towns", Same("Paris, ")),
    ("towns and countries", Same("in Paris, France, ")),
    ("other towns", Numbered("in @ town, ")),
    ("events", Same("Police attacked rebels. ")),
    ("events of others", Numbered("@ Diaz attacked Ana @ in Paris. ")),
    ("events in one sentence", Same("police attacked rebels and ")),
    ("names, then what they did", Then("@ Diaz, ", "They attacked them. ")),
    ("casualties", Same("The attack killed 20 people. ")),
    ("accents", Same("e\u{301}")),
    ("joined emoji", Same("👩\u{200d}")),
    ("directions", Same("\u{202e}it ")),
    ("addresses", Same("https://example.org/it ")),
    ("signs", Same("&#@*")),
];

impl Repeated {
    /// Returns the text of about `n_bytes`.
    pub(crate) fn text(&self, n_bytes: usize) -> String {
        let mut text = String::with_capacity(n_bytes + 100);
        match self {
            Same(words) => text.push_str(&words.repeat(n_bytes / words.len())),
            Numbered(words) => fill(&mut text, words, n_bytes),
            Between(before, words, behind) => {
                text.push_str(before);
                fill(&mut text, words, n_bytes);
                text.push_str(behind);
            }
            Then(words, others) => {
                fill(&mut text, words, n_bytes / 2);
                text.push_str("met. ");
                fill(&mut text, others, n_bytes);
            }
        }
        text
    }
}

/// Appends `words` with numbers and names until there are `n_bytes`.
fn fill(text: &mut String, words: &str, n_bytes: usize) {
    let mut n = 0;
    while text.len() < n_bytes {
        for c in words.chars() {
            match c {
                '@' => {
                    text.push_str(&name(n));
                    n += 1;
                }
                '#' => {
                    text.push_str(&n.to_string());
                    n += 1;
                }
                c => text.push(c),
            }
        }
    }
}

/// Returns the `n`th name: syllables that begin with a capital, such as "Kade" and "Bafimo".
fn name(n: usize) -> String {
    const FIRST: &[u8; 16] = b"bdfgklmnprstvzhj";
    const SECOND: &[u8; 4] = b"aeio";
    let (mut name, mut rest) = (String::new(), n + 64);
    while rest > 0 {
        name.push(FIRST[rest % 16] as char);
        name.push(SECOND[rest / 16 % 4] as char);
        rest /= 64;
    }
    name[..1].to_uppercase() + &name[1..]
}
