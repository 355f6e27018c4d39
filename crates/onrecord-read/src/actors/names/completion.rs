//! Completes the tagged names and corrects their types, using the knowledge base and the rest of the article.

use super::completer::NameCompleter;
use crate::actors::name::Name;
use crate::knowledge::Knowledge;
use crate::text::TokenizedText;

/// Returns the names in order. Parts of known names ("White" of "the White House") and of names of persons ("Rubio"
/// after "Marco") are completed, and wrong types of known names ("Kremlin" as a person) are corrected.
pub(super) fn complete(names: Vec<Name>, text: &TokenizedText<'_>, knowledge: &Knowledge) -> Vec<Name> {
    let completer = NameCompleter { text, knowledge };
    let mut names = completer.make_whole(names);
    names.retain(|name| !completer.is_title(name));
    let names = names.into_iter().map(|name| completer.behind_title(name));
    let names = names.map(|name| completer.without_kind(completer.with_initial(name))).collect();
    let names = completer.without_loose_ends(names);
    let mut names: Vec<Name> = names.into_iter().flat_map(|name| completer.split(name)).collect();
    completer.correct_tags(&mut names);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NameTag;

    /// Marks names in `text` as `[PER Rubio]`, completes them, and marks them again.
    fn check(text: &str, expected: &str) {
        let (mut plain, mut marks) = (String::new(), Vec::new());
        for part in text.split_inclusive(['[', ']']) {
            if let Some(inner) = part.strip_suffix(']') {
                let (tag, words) = inner.split_once(' ').expect("a tag and words");
                let tag = match tag {
                    "PER" => NameTag::Person,
                    "ORG" => NameTag::Organization,
                    "LOC" => NameTag::Location,
                    _ => NameTag::Misc,
                };
                marks.push((plain.len(), plain.len() + words.len(), tag));
                plain.push_str(words);
            } else {
                plain.push_str(part.trim_end_matches('['));
            }
        }
        let text = TokenizedText::of(&plain);
        let at = |byte: usize| text.division.tokens.iter().take_while(|t| t.span.start < byte).count();
        let names = marks.iter().map(|&(start, end, tag)| Name { tokens: at(start)..at(end), tag }).collect();
        let mut found = plain.clone();
        for name in complete(names, &text, Knowledge::bundled()).iter().rev() {
            let span = text.division.span(&name.tokens);
            let tag = match name.tag {
                NameTag::Person => "PER",
                NameTag::Organization => "ORG",
                NameTag::Location => "LOC",
                _ => "MISC",
            };
            found.replace_range(span.start..span.end, &format!("[{tag} {}]", span.text(&plain)));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_become_whole() {
        check("He spoke at the [MISC White] House today.", "He spoke at the [ORG White House] today.");
        check("The [LOC New York] [MISC Times] said so.", "The [ORG New York Times] said so.");
        check("Secretary of State Marco [PER Rubio] came.", "Secretary of State [PER Marco Rubio] came.");
        check("Mayor Angela [PER Tolliver] came.", "Mayor [PER Angela Tolliver] came.");
        check("the Democratic [LOC People's Republic] of Korea", "the [LOC Democratic People's Republic of Korea]");
        check("The kingdom's King [PER Salman] came.", "The kingdom's King [PER Salman] came.");
        check("The [LOC U.S.] Congress met.", "The [LOC U.S.] Congress met.");
        check("He left [LOC Miramar Florida] then.", "He left [LOC Miramar] [LOC Florida] then.");
        check("He left [LOC Reno Nv] then.", "He left [LOC Reno] [LOC Nv] then.");
        check("He left [LOC Midland, Texas] then.", "He left [LOC Midland], [LOC Texas] then.");
        check("[LOC South Texas] and [LOC New Mexico]", "[LOC South Texas] and [LOC New Mexico]");
        check("[LOC Washington, D.C.] and [LOC Lake Michigan]", "[LOC Washington, D.C.] and [LOC Lake Michigan]");
        check("A. [PER Noel Kramer] left.", "[PER A. Noel Kramer] left.");
        check("Mayor [PER Anna] [PER May] left.", "Mayor [PER Anna May] left.");
        check("[PER Laura] [PER April] won.", "[PER Laura April] won.");
        check("[PER Anna], [PER May] and others", "[PER Anna], [PER May] and others");
        check(
            "the [ORG Superior Court of the] [LOC District of Columbia]",
            "the [ORG Superior Court of the District of Columbia]",
        );
        check("the [LOC southern city of Tyre]", "the southern city of [LOC Tyre]");
        check("the [LOC City of London] and [LOC Isle of Man]", "the [LOC City of London] and [LOC Isle of Man]");
        check("[LOC Dr.] [PER Cooper] came.", "Dr. [PER Cooper] came.");
        check("[ORG Acme and] [ORG Duro] sued", "[ORG Acme] and [ORG Duro] sued");
        check("[PER Seo Min-in] left the [LOC Republic of Chile]", "[PER Seo Min-in] left the [LOC Republic of Chile]");
        check("the [ORG Court of] two towns", "the [ORG Court] of two towns");
        check("[ORG Acme, Inc. of Tulsa] said", "[ORG Acme, Inc.] of Tulsa said");
        check("[ORG Acme, Inc. of] [LOC Tulsa] said", "[ORG Acme, Inc.] of [LOC Tulsa] said");
        check("the [LOC District of Columbia Court of Appeals]", "the [ORG District of Columbia Court of Appeals]");
        check(
            "the [LOC District of Columbia] and [LOC Court Street]",
            "the [LOC District of Columbia] and [LOC Court Street]",
        );
        // A person next to an organization is still a name of its own.
        check("the [PER Obama] White House", "the [PER Obama] White House");
        check("[PER Rubio] came. [PER White] left.", "[PER Rubio] came. [PER White] left.");
    }

    #[test]
    fn titles_that_reach_into_names_are_no_part_of_them() {
        check(
            "Secretary of [ORG State for Health Nora Pell] said",
            "Secretary of State for Health [PER Nora Pell] said",
        );
        check("Secretary of [ORG Defense Grant Otley] said", "Secretary of Defense [PER Grant Otley] said");
        check("Minister of [ORG Justice Olga Brandt] said", "Minister of Justice [PER Olga Brandt] said");
        check("the [ORG Department of Justice] said", "the [ORG Department of Justice] said");
    }

    #[test]
    fn schools_and_lands_have_their_kind() {
        check("a sophomore at [LOC Columbia] said", "a sophomore at [ORG Columbia] said");
        check("a professor of old law at [LOC Princeton] said", "a professor of old law at [ORG Princeton] said");
        check("Students at [LOC Cambridge] left [LOC Cambridge].", "Students at [ORG Cambridge] left [LOC Cambridge].");
        check("a student in [LOC Columbia] said", "a student in [LOC Columbia] said");
        check("Lee, who studied law at [LOC Cambridge], left", "Lee, who studied law at [ORG Cambridge], left");
        check("she teaches history at [LOC Georgetown]", "she teaches history at [ORG Georgetown]");
        check("a graduate of [LOC Georgetown] said", "a graduate of [ORG Georgetown] said");
        check("a resident of [LOC Georgetown] said", "a resident of [LOC Georgetown] said");
        check("a pilot at [LOC Columbia] said", "a pilot at [LOC Columbia] said");
        check("the [ORG Soviet Union] fell", "the [LOC Soviet Union] fell");
    }

    #[test]
    fn known_names_have_their_kind() {
        check("A [LOC Walmart] in [LOC Delta]", "A [ORG Walmart] in [LOC Delta]");
        check("The [PER Kremlin] denied it.", "The [ORG Kremlin] denied it.");
        check("[PER Kyiv] denied it; [PER Sofia] left.", "[LOC Kyiv] denied it; [PER Sofia] left.");
        check("[ORG Odar] sued; [PER Odar] won; [PER Odar] left.", "[PER Odar] sued; [PER Odar] won; [PER Odar] left.");
        check("[ORG Odar] sued; [PER Odar] won.", "[ORG Odar] sued; [ORG Odar] won.");
        check("[ORG Odar] sued Mr. [PER Odar].", "[ORG Odar] sued Mr. [PER Odar].");
        check("[PER ISIS] fled; [MISC Peru] won.", "[ORG ISIS] fled; [LOC Peru] won.");
        check("[PER Ann Tolliver] spoke; [ORG Tolliver] left.", "[PER Ann Tolliver] spoke; [PER Tolliver] left.");
        check(
            "Mr. [PER Jordan] and [PER Henry Ford] left; [PER Ford] was late.",
            "Mr. [PER Jordan] and [PER Henry Ford] left; [PER Ford] was late.",
        );
    }
}
