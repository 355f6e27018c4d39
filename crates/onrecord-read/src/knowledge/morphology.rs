//! Regular inflection: plurals, singulars and forms of verbs.

use onrecord_knowledge::{Mistake, Pack, Part, Row, Text, each_row, unquoted, values};

/// An ending and its replacement in another form.
#[derive(Debug)]
struct Ending {
    ending: Text,
    replacement: Text,
    /// Letters before the ending to which the rule does not apply.
    not_behind: Vec<Text>,
}

impl Ending {
    fn read(row: &Row<'_>) -> Result<Ending, Mistake> {
        let [ending, replacement, not_behind] = row.fields()?;
        let keep = |field: &str| row.keep(unquoted(field));
        let not_behind = values(not_behind).map(keep).collect();
        Ok(Ending { ending: keep(ending), replacement: keep(replacement), not_behind })
    }

    fn stem<'w>(&self, word: &'w str) -> Option<&'w str> {
        let stem = word.strip_suffix(self.ending.as_ref())?;
        (!self.not_behind.iter().any(|letters| stem.ends_with(letters.as_ref()))).then_some(stem)
    }
}

/// The endings of a language: the tables of `morphology.txt`.
#[derive(Debug, Default)]
pub(crate) struct Morphology {
    plural: Vec<Ending>,
    third_person: Vec<Ending>,
    past: Vec<Ending>,
    gerund: Vec<Ending>,
    singular: Vec<Ending>,
}

impl Part for Morphology {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Morphology {
        let mut read = Morphology::default();
        let mut table = pack.table("morphology.txt", mistakes);
        for (list, name) in [
            (&mut read.plural, "plural"),
            (&mut read.third_person, "third-person"),
            (&mut read.past, "past"),
            (&mut read.gerund, "gerund"),
            (&mut read.singular, "singular"),
        ] {
            let sections = table.take(name, mistakes);
            each_row(&sections, mistakes, |_, row| Ending::read(row).map(|ending| list.push(ending)));
        }
        table.finish(mistakes);
        read
    }
}

impl Morphology {
    /// Returns the plural of a noun.
    pub(crate) fn plural(&self, noun: &str) -> String {
        inflected(&self.plural, noun)
    }

    /// Returns the possible singulars of a plural, the most likely first.
    pub(crate) fn singulars(&self, plural: &str) -> impl Iterator<Item = String> {
        self.singular.iter().filter_map(move |rule| Some(format!("{}{}", rule.stem(plural)?, rule.replacement)))
    }

    /// Returns the regular forms of a verb; for a verb with a particle ("call on"), the particle follows each form.
    pub(crate) fn verb_forms(&self, verb: &str) -> impl Iterator<Item = String> {
        let (verb, particle) = verb.split_once(' ').map_or((verb, String::new()), |(v, p)| (v, format!(" {p}")));
        let forms = [&self.third_person, &self.past, &self.gerund].map(|endings| inflected(endings, verb));
        std::iter::once(verb.to_owned()).chain(forms).map(move |form| form + &particle)
    }
}

/// Returns the word inflected by the first ending that fits, or the word itself if none fits.
fn inflected(endings: &[Ending], word: &str) -> String {
    let form = endings.iter().find_map(|rule| Some(format!("{}{}", rule.stem(word)?, rule.replacement)));
    form.unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use onrecord_knowledge::Part;

    use super::Morphology;

    #[test]
    fn regular_forms() {
        let english = Morphology::bundled();
        for (word, expected) in
            [("day", "days"), ("city", "cities"), ("bus", "buses"), ("box", "boxes"), ("church", "churches")]
        {
            assert_eq!(english.plural(word), expected);
        }
        let forms = |verb: &str| english.verb_forms(verb).collect::<Vec<_>>();
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("urge"), ["urge", "urges", "urged", "urging"]);
        assert_eq!(forms("call on"), ["call on", "calls on", "called on", "calling on"]);
        assert_eq!(english.singulars("ladies").collect::<Vec<_>>(), ["ladie", "ladi", "lady"]);
    }
}
