//! Titles, ranks and forms of address before or beside a name.

use ahash::{AHashMap, AHashSet};

use crate::Error;

use super::entry::{Gender, Sector};
use super::lines::{lines, values};

/// A title and what it says about its bearer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The usual form, in lower case.
    pub name: &'static str,
    /// The sector; none where the title gives none, or where it is that of the body.
    pub sector: Option<Sector>,
    /// The bearer speaks or works for a body, whose sector counts ("spokesman").
    pub of_body: bool,
    /// Bodies of any kind have such, and one that is named with it gives the sector ("president of the chess club").
    pub of_any: bool,
    /// The gender, where the title tells it.
    pub gender: Option<Gender>,
}

/// A title at the begin of some tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleMatch<'k> {
    /// The title.
    pub title: &'k Title,
    /// How many tokens it takes, with words such as "former" and "acting" before it.
    pub n_tokens: usize,
    /// It is held no more ("former president", "ex-president").
    pub former: bool,
}

/// The titles and the words before them.
#[derive(Debug, Default)]
pub(super) struct Titles {
    titles: Vec<Title>,
    forms: AHashMap<&'static str, u32>,
    /// Forms that count only with a capital letter, in lower case.
    capital_forms: AHashMap<String, u32>,
    former: AHashSet<&'static str>,
    modifiers: AHashSet<&'static str>,
    n_tokens_max: usize,
}

impl Titles {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Titles, Error> {
        let mut read = Titles::default();
        for line in lines(file, text) {
            let [name, gender, also] = line.fields()?;
            match line.head {
                "former" => {
                    read.former.insert(name);
                    continue;
                }
                "any" => {
                    let Some(&place) = read.forms.get(name) else {
                        return Err(line.error(format_args!("expected a title of the lines above, found \"{name}\"")));
                    };
                    read.titles[place as usize].of_any = true;
                    continue;
                }
                "modifier" => {
                    read.modifiers.insert(name);
                    continue;
                }
                _ => {}
            }
            let of_body = line.head == "body";
            let sector = if of_body { None } else { line.sector(line.head)? };
            let gender = match gender {
                "" => None,
                letter => match Gender::parse(letter) {
                    Some(gender) => Some(gender),
                    None => return Err(line.error(format_args!("expected f or m, found \"{letter}\""))),
                },
            };
            let place = read.titles.len() as u32;
            read.titles.push(Title { name, sector, of_body, of_any: false, gender });
            for form in std::iter::once(name).chain(values(also)) {
                if form.contains(char::is_uppercase) {
                    read.capital_forms.entry(form.to_lowercase()).or_insert(place);
                } else {
                    read.forms.entry(form).or_insert(place);
                }
                // Hyphens are tokens of their own.
                let n_tokens = form.split_whitespace().count() + 2 * form.matches('-').count();
                read.n_tokens_max = read.n_tokens_max.max(n_tokens);
            }
        }
        Ok(read)
    }

    /// Returns the longest title at the begin of the tokens, modifiers included.
    pub(super) fn longest(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        // Modifiers come in small numbers; a longer run is no title ("senior deputy assistant ...").
        self.longest_after(tokens, 4)
    }

    fn longest_after(&self, tokens: &[&str], n_modifiers: usize) -> Option<TitleMatch<'_>> {
        let found = self.at_begin(tokens);
        let Some((first, rest)) = tokens.split_first() else { return found };
        if n_modifiers == 0 {
            return found;
        }
        let first = first.to_lowercase();
        let (n_skipped, former) = match first.as_str() {
            // "ex-president" in three tokens.
            "ex" | "then" if rest.first() == Some(&"-") => (2, true),
            word if self.former.contains(word) => (1, true),
            word if self.modifiers.contains(word) => (1, false),
            _ => return found,
        };
        let behind = self.longest_after(&tokens[n_skipped..], n_modifiers - 1).map(|after| TitleMatch {
            title: after.title,
            n_tokens: after.n_tokens + n_skipped,
            former: after.former || former,
        });
        match (found, behind) {
            (Some(found), Some(behind)) if found.n_tokens >= behind.n_tokens => Some(found),
            (found, behind) => behind.or(found),
        }
    }

    fn at_begin(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        let mut form = String::new();
        let mut best = None;
        let is_capital = tokens.first().is_some_and(|token| token.starts_with(char::is_uppercase));
        for (token_idx, token) in tokens.iter().take(self.n_tokens_max + 2).enumerate() {
            if !form.is_empty() && *token != "-" && !form.ends_with('-') {
                form.push(' ');
            }
            form.extend(token.chars().flat_map(char::to_lowercase));
            if let Some((title, former)) = self.form(&form, is_capital) {
                best = Some(TitleMatch { title, n_tokens: token_idx + 1, former });
            }
        }
        best
    }

    /// Returns the title of the form, and whether it is held no more.
    fn form(&self, form: &str, is_capital: bool) -> Option<(&Title, bool)> {
        let get = |form: &str| {
            let capital = self.capital_forms.get(form).filter(|_| is_capital);
            let place = capital.or_else(|| self.forms.get(form).or_else(|| self.forms.get(form.strip_suffix('s')?)))?;
            Some(&self.titles[*place as usize])
        };
        if let Some(title) = get(form) {
            return Some((title, false));
        }
        if !form.contains('-') {
            return None;
        }
        if let Some(rest) = form.strip_prefix("ex-").or_else(|| form.strip_prefix("then-")) {
            return Some((get(rest)?, true));
        }
        let rest = form.strip_suffix("-elect").or_else(|| form.strip_suffix("-designate"))?;
        Some((get(rest)?, false))
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Title] {
        &self.titles
    }
}
