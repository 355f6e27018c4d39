//! Titles, ranks and forms of address before or next to a name.

use ahash::{AHashMap, AHashSet};

use onrecord_knowledge::{Mistake, Pack, Part, Row, Section, Text, each_row, values};

use super::entry::{self, Gender, Sector};

/// A title and the information that it gives about its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The usual form, in lower case.
    pub name: Text,
    /// The sector; `None` if the title indicates none, or if the body that it belongs to determines the sector.
    pub sector: Option<Sector>,
    /// Whether the holder speaks or works for a body, which determines the sector ("spokesman").
    pub of_body: bool,
    /// Whether bodies of any kind have this title, so that a named body determines the sector ("president of the chess
    /// club").
    pub of_any: bool,
    /// The gender, if the title indicates it.
    pub gender: Option<Gender>,
}

/// A title at the start of a sequence of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleMatch<'k> {
    /// The title.
    pub title: &'k Title,
    /// The number of tokens that it covers, including words such as "former" and "acting" before it.
    pub n_tokens: usize,
    /// Whether it is no longer held ("former president", "ex-president").
    pub former: bool,
}

/// The titles and the words before them.
#[derive(Debug, Default)]
pub(super) struct Titles {
    titles: Vec<Title>,
    forms: AHashMap<Text, u32>,
    /// Forms that count only if capitalized, stored in lower case.
    capital_forms: AHashMap<String, u32>,
    former: AHashSet<Text>,
    modifiers: AHashSet<Text>,
    former_prefixes: Vec<Text>,
    suffixes: Vec<Text>,
    n_tokens_max: usize,
}

/// The file of titles.
pub(super) const FILE: &str = "actors/titles.txt";

impl Part for Titles {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Titles {
        let mut read = Titles::default();
        let mut table = pack.table(FILE, mistakes);
        let titles = table.take("titles", mistakes);
        each_row(&titles, mistakes, |section, row| read.add(section, row));
        let any = table.take("any", mistakes);
        each_row(&any, mistakes, |_, row| row.values().try_for_each(|name| read.mark_any(row, name)));
        read.former = table.words("former", mistakes);
        read.modifiers = table.words("modifier", mistakes);
        read.former_prefixes = table.words("former-prefixes", mistakes);
        read.suffixes = table.words("suffixes", mistakes);
        drop(table.taken("leaders"));
        table.finish(mistakes);
        read
    }
}

impl Titles {
    fn add(&mut self, section: &Section<'_>, row: &Row<'_>) -> Result<(), Mistake> {
        let [name, letter, also] = row.fields()?;
        let [head] = section.arguments[..] else {
            return Err(section.mistake("expected one sector, body or - in the head, found none or several"));
        };
        let of_body = head == "body";
        let sector = if of_body { None } else { entry::sector(row, head)? };
        let gender = entry::gender(row, letter)?;
        let place = self.titles.len() as u32;
        self.titles.push(Title { name: row.keep(name), sector, of_body, of_any: false, gender });
        for form in std::iter::once(name).chain(values(also)) {
            if form.contains(char::is_uppercase) {
                self.capital_forms.entry(form.to_lowercase()).or_insert(place);
            } else {
                self.forms.entry(row.keep(form)).or_insert(place);
            }
            // Hyphens are tokens of their own.
            let n_tokens = form.split_whitespace().count() + 2 * form.matches('-').count();
            self.n_tokens_max = self.n_tokens_max.max(n_tokens);
        }
        Ok(())
    }

    fn mark_any(&mut self, row: &Row<'_>, name: &str) -> Result<(), Mistake> {
        let Some(&place) = self.forms.get(name) else {
            return Err(row.mistake(format_args!("expected a title of the rows above, found \"{name}\"")));
        };
        self.titles[place as usize].of_any = true;
        Ok(())
    }

    /// Returns the longest title at the start of the tokens, including modifiers.
    pub(super) fn longest(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        // There are at most a few modifiers; a longer run is not a title ("senior deputy assistant ...").
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
            word if rest.first() == Some(&"-") && self.former_prefixes.iter().any(|own| own == word) => (2, true),
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

    /// Returns the title with this form, and whether it is no longer held.
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
        let former = |prefix: &Text| form.strip_prefix(prefix.as_ref())?.strip_prefix('-');
        if let Some(rest) = self.former_prefixes.iter().find_map(former) {
            return Some((get(rest)?, true));
        }
        let future = |suffix: &Text| form.strip_suffix(suffix.as_ref())?.strip_suffix('-');
        Some((get(self.suffixes.iter().find_map(future)?)?, false))
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Title] {
        &self.titles
    }
}
