//! The normalized form under which names are stored and looked up.

use std::borrow::Cow;
use std::sync::Arc;

use ahash::AHashMap;
use onrecord_knowledge::{Mistake, Pack, Part, Text, each_row, values};

/// The spelling conventions for names in a language: the lists of `actors/spelling.txt`.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// The plain spelling of a letter with a diacritic.
    letters: AHashMap<char, Text>,
    /// Articles before a name, each in lower case, capitalized and in capitals.
    articles: Vec<[String; 3]>,
    /// Words within a name that headlines write without a capital.
    small: Vec<Text>,
    address: Vec<Text>,
    suffixes: Vec<Text>,
    particles: Vec<Text>,
    name_articles: Vec<Text>,
    family_first: Vec<Text>,
}

impl Part for Spelling {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Spelling {
        let mut read = Spelling::default();
        let mut table = pack.table("actors/spelling.txt", mistakes);
        let letters = table.take("letters", mistakes);
        each_row(&letters, mistakes, |_, row| {
            let [plain, letters] = row.fields()?;
            let letters = values(letters).flat_map(str::chars);
            read.letters.extend(letters.map(|letter| (letter, row.keep(plain))));
            Ok(())
        });
        let articles = table.list("articles", mistakes);
        read.articles =
            articles.iter().map(|word| [(*word).to_owned(), capitalized(word), word.to_uppercase()]).collect();
        read.small = table.words("small", mistakes);
        read.address = table.words("address", mistakes);
        read.suffixes = table.words("suffixes", mistakes);
        read.particles = table.words("particles", mistakes);
        read.name_articles = table.words("name-articles", mistakes);
        read.family_first = table.words("family-first", mistakes);
        table.finish(mistakes);
        read
    }
}

impl Spelling {
    /// Returns the name without diacritics and with straight apostrophes.
    pub(super) fn plain<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if name.is_ascii() {
            return Cow::Borrowed(name);
        }
        let mut plain = String::with_capacity(name.len());
        for c in name.chars() {
            match self.letters.get(&c) {
                Some(text) => plain.push_str(text),
                None => plain.push(c),
            }
        }
        Cow::Owned(plain)
    }

    /// Returns the parts of the name that can refer to the person alone: "al-Assad" and "Assad"; "von der Leyen" and
    /// "Leyen".
    ///
    /// `country` is the code of the person's country, and `is_given` recognizes given names.
    pub(super) fn last_names<'n>(
        &self,
        name: &'n str,
        country: Option<&str>,
        is_given: impl Fn(&str) -> bool,
    ) -> Vec<&'n str> {
        let is_one_of = |words: &[Text], word: &str| words.iter().any(|own| own == word);
        let first = name.split(' ').next().unwrap_or_default();
        if first == name || is_one_of(&self.address, first) {
            return Vec::new();
        }
        if country.is_some_and(|code| is_one_of(&self.family_first, code)) && !is_given(first) {
            return vec![first];
        }
        let mut name = name;
        while let Some((rest, _)) = name.rsplit_once(' ').filter(|(_, last)| is_one_of(&self.suffixes, last)) {
            name = rest;
        }
        let Some((mut before, last)) = name.rsplit_once(' ') else { return Vec::new() };
        let mut found = vec![last];
        if let Some((_, bare)) = last.split_once('-').filter(|(article, _)| is_one_of(&self.name_articles, article)) {
            found.push(bare);
        }
        let mut start = before.len() + 1;
        while let Some((rest, particle)) = before.rsplit_once(' ').filter(|(_, word)| is_one_of(&self.particles, word))
        {
            start = before.len() - particle.len();
            before = rest;
        }
        if start < name.len() - last.len() {
            found.push(&name[start..]);
        }
        found
    }

    /// Returns the name without the article before it, and the capitalized article; `None` if there is no article.
    fn without_article<'n>(&self, name: &'n str) -> Option<(&'n str, &str)> {
        self.articles.iter().find_map(|forms| {
            let bare = forms.iter().find_map(|form| name.strip_prefix(form.as_str())?.strip_prefix(' '))?;
            Some((bare, forms[1].as_str()))
        })
    }

    /// Returns a name in capitals ("UNITED NATIONS") with only the first letters capitalized; `None` for other names.
    fn in_title_case(&self, name: &str) -> Option<String> {
        // Up to three letters are an acronym rather than a name in capitals.
        if name.len() < 4 || !name.is_ascii() || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let mut title = String::with_capacity(name.len());
        for word in name.split(' ') {
            if !title.is_empty() {
                title.push(' ');
            }
            let lower = word.to_ascii_lowercase();
            if !title.is_empty() && self.small.iter().any(|small| *small == lower) {
                title.push_str(&lower);
            } else {
                let n_first = word.len().min(1);
                title.push_str(&word[..n_first]);
                title.push_str(&lower[n_first..]);
            }
        }
        Some(title)
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Names, each with the position of its entry in a list.
#[derive(Debug, Default)]
pub(super) struct Index {
    places: AHashMap<Text, u32>,
    spelling: Arc<Spelling>,
}

impl Index {
    /// Returns an index with capacity for about `n_names` names.
    pub(super) fn new(spelling: &Arc<Spelling>, n_names: usize) -> Index {
        Index { places: AHashMap::with_capacity(n_names), spelling: Arc::clone(spelling) }
    }

    /// Adds the name for the entry at `place`, unless another entry already has it; returns whether it was added.
    pub(super) fn insert(&mut self, name: Text, place: usize) -> bool {
        let name = match name {
            Cow::Borrowed(text) => self.spelling.plain(text),
            Cow::Owned(text) => Cow::Owned(self.spelling.plain(&text).into_owned()),
        };
        let place = u32::try_from(place).expect("files are far shorter than four billion lines");
        *self.places.entry(name).or_insert(place) == place
    }

    /// Returns the position for the name exactly as written.
    pub(super) fn exact(&self, name: &str) -> Option<usize> {
        self.places.get(self.spelling.plain(name).as_ref()).map(|place| *place as usize)
    }

    /// Returns the position for the name, with or without an article, also if it is in capitals as in headlines.
    pub(super) fn get(&self, name: &str) -> Option<usize> {
        let name = self.spelling.plain(name.trim());
        let bare = self.spelling.without_article(&name);
        let found = self.exact(&name).or_else(|| bare.and_then(|(bare, _)| self.exact(bare)));
        found.or_else(|| bare.and_then(|(bare, article)| self.exact(&format!("{article} {bare}")))).or_else(|| {
            let title = self.spelling.in_title_case(bare.map_or(&*name, |(bare, _)| bare))?;
            self.exact(&title)
        })
    }
}
