//! Detects the language of a text, to report articles that are not in English.

use whatlang::{Lang, Script};

use crate::words::PageWords;

/// A text in Latin letters with fewer letters is assumed to be in the declared language, or otherwise in English: in a
/// single sentence, names and places make trigram counts unreliable.
const MIN_LETTERS: usize = 100;

/// The share of marker words above which a text is English regardless of the trigrams. Of 1,784 English news articles
/// (PolNeAR and Worldwide, train and dev), 99 in 100 have 0.11 or more, and half have 0.18; a Danish sentence ("for",
/// "to") has 0.03.
const ENGLISH_SHARE: f32 = 0.07;

/// The number of bytes that are examined: the beginning of an article shows its language.
const MAX_BYTES: usize = 20_000;

/// Returns the ISO 639-1 code of the language of `text` (ISO 639-3 if there is no 639-1 code).
///
/// For a short text, returns the `declared` language, or otherwise English.
pub(crate) fn language<'a>(text: &'a str, declared: Option<&'a str>) -> &'a str {
    let end = (0..=MAX_BYTES.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte));
    let text = &text[..end.unwrap_or(0)];
    let declared = declared.and_then(primary).unwrap_or("en");
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let Some(found) = whatlang::detect(text) else { return declared };
    if found.script() == Script::Latin && (n_letters < MIN_LETTERS || english_share(text) >= ENGLISH_SHARE) {
        return if n_letters < MIN_LETTERS { declared } else { "en" };
    }
    if found.script() == Script::Latin && !found.is_reliable() { declared } else { code(found.lang()) }
}

/// Returns the primary subtag of a language tag (BCP 47) if it consists of two lower-case letters.
fn primary(tag: &str) -> Option<&str> {
    let primary = tag.trim().split(['-', '_']).next()?;
    (primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}

fn english_share(text: &str) -> f32 {
    let markers = &PageWords::english().markers;
    let (mut n_words, mut n_markers) = (0_u32, 0_u32);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        n_words += 1;
        n_markers += u32::from(markers.iter().any(|marker| word.eq_ignore_ascii_case(marker)));
    }
    if n_words == 0 { 0.0 } else { n_markers as f32 / n_words as f32 }
}

/// ISO 639-1 codes of whatlang's languages.
fn code(lang: Lang) -> &'static str {
    const CODES: [(&str, &str); 70] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    let long = lang.code();
    CODES.iter().find(|(three, _)| *three == long).map_or(long, |(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        fn check(text: &str, declared: Option<&str>, expected: &str) {
            assert_eq!(language(text, declared), expected, "{text}");
        }
        let english = "Crane drivers at Northport harbour returned to work on Thursday after their union accepted a \
            pay offer, ending a nine-day strike that had left 40 ships waiting outside the port, the union said.";
        let french = "Les grutiers du port ont repris le travail jeudi après que leur syndicat a accepté une offre \
            salariale, mettant fin à une grève de neuf jours qui avait laissé quarante navires devant le port.";
        let german = "Die Kranführer im Hafen haben am Donnerstag die Arbeit wieder aufgenommen, nachdem ihre \
            Gewerkschaft ein Lohnangebot angenommen hatte, und beendeten damit einen Streik von neun Tagen.";
        let russian =
            "Крановщики порта вернулись к работе в четверг, сообщили в профсоюзе, который принял предложение.";
        check(english, None, "en");
        check(english, Some("de"), "en");
        check(french, None, "fr");
        check(french, Some("en-GB"), "fr");
        check(german, None, "de");
        check(russian, None, "ru");
        check("Rain in Osk.", None, "en");
        check("Regen in Osk.", Some("de-AT"), "de");
        check("Regen in Osk.", Some("x-klingon"), "en");
        check("", None, "en");
        check("12 34 56", None, "en");
    }

    #[test]
    fn every_language_has_a_code() {
        for lang in Lang::all() {
            assert!(code(*lang).len() == 2, "{lang:?}");
        }
    }
}
