//! The form under which names are kept and looked up.

use std::borrow::Cow;

use ahash::AHashMap;

use super::lines::Text;

/// Names and the places of their entries in a list.
#[derive(Debug, Default)]
pub(super) struct Index {
    places: AHashMap<Text, u32>,
}

impl Index {
    /// Returns an index with room for about the names that a file of the length has.
    pub(super) fn for_file(text: &str) -> Index {
        // The bundled files have a name on 15 to 30 bytes; room that is too small only costs time.
        Index { places: AHashMap::with_capacity(text.len() / 20) }
    }

    /// Keeps the name for the entry at `place`, unless another entry has it already; says whether it was free.
    pub(super) fn insert(&mut self, name: Text, place: usize) -> bool {
        let name = match name {
            Cow::Borrowed(text) => plain(text),
            Cow::Owned(text) => Cow::Owned(plain(&text).into_owned()),
        };
        let place = u32::try_from(place).expect("files are far shorter than four billion lines");
        *self.places.entry(name).or_insert(place) == place
    }

    /// Returns the place of the name as it is written.
    pub(super) fn exact(&self, name: &str) -> Option<usize> {
        self.places.get(plain(name).as_ref()).map(|place| *place as usize)
    }

    /// Returns the place of the name, with or without "the", and of a name in capitals as headlines have it.
    pub(super) fn get(&self, name: &str) -> Option<usize> {
        let name = plain(name.trim());
        let bare = ["the ", "The ", "THE "].iter().find_map(|article| name.strip_prefix(article));
        let found = self.exact(&name).or_else(|| bare.and_then(|bare| self.exact(bare)));
        found.or_else(|| bare.and_then(|bare| self.exact(&format!("The {bare}")))).or_else(|| {
            let title = in_title_case(bare.unwrap_or(&name))?;
            self.exact(&title)
        })
    }
}

/// Returns the name without marks over letters and with straight apostrophes.
pub(super) fn plain(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match base(c) {
            Some(text) => plain.push_str(text),
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// Returns the letters that English-language news writes for the letter, which are not always its base letter.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' | 'ʼ' | '`' => "'",
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ç' | 'Ć' | 'Č' => "C",
        'ď' | 'đ' => "d",
        'Ď' => "D",
        'Đ' => "Dj",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' => "e",
        'É' | 'È' | 'Ê' | 'Ë' | 'Ē' | 'Ę' | 'Ě' | 'Ė' => "E",
        'ğ' => "g",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'Í' | 'Ì' | 'Î' | 'Ï' | 'Ī' | 'İ' => "I",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' => "l",
        'Ł' | 'Ľ' => "L",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ř' => "r",
        'Ř' => "R",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ű' | 'ů' => "u",
        'Ú' | 'Ù' | 'Û' | 'Ü' | 'Ū' | 'Ů' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' => "Y",
        'ź' | 'ż' | 'ž' => "z",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// Returns a name in capitals ("UNITED NATIONS") with capitals at the begin of words only; none for other names.
fn in_title_case(name: &str) -> Option<String> {
    // Up to three letters are an acronym rather than a shouted name.
    if name.len() < 4 || !name.is_ascii() || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut title = String::with_capacity(name.len());
    for word in name.split(' ') {
        if !title.is_empty() {
            title.push(' ');
        }
        let lower = word.to_ascii_lowercase();
        if matches!(lower.as_str(), "of" | "and" | "the" | "for" | "on") && !title.is_empty() {
            title.push_str(&lower);
        } else {
            let n_first = word.len().min(1);
            title.push_str(&word[..n_first]);
            title.push_str(&lower[n_first..]);
        }
    }
    Some(title)
}
