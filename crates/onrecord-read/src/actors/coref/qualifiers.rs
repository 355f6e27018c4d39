//! Qualifiers that distinguish entities described by the same noun: country and field.

use crate::actors::country_and_sector::country_and_sector;
use crate::actors::linking::Identity;
use crate::actors::mention::{Form, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::{Class, Sector};
use crate::model::NameTag;
use crate::syntax::Relation;

/// Sectors that a noun determines unambiguously; a council or a party can belong to several.
const PLAIN: [Sector; 6] =
    [Sector::Military, Sector::Police, Sector::Labour, Sector::Business, Sector::Media, Sector::Education];

/// Sectors of public bodies that the name of a place does not stand for: "Norway" is not its police.
const NOT_PLACES: [Sector; 2] = [Sector::Military, Sector::Police];

/// The information that the words of a name or description give in addition to the noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Qualifiers {
    country: Option<String>,
    /// The words for the field of a public body ("foreign" in "the foreign ministry").
    fields: Vec<String>,
}

impl Qualifiers {
    /// Returns the qualifiers of a name or description.
    pub(super) fn of(article: &ArticleView<'_>, m: &Mentioned) -> Qualifiers {
        let (knowledge, syntax) = (article.knowledge, article.syntax);
        let words: Vec<&str> = m.tokens.clone().map(|t| article.word(t)).collect();
        let country = m.owner.clone().or_else(|| country_and_sector(knowledge, &words, 0).0);
        let is_country =
            |word: &str| knowledge.country_by_adjective(word).is_some() || knowledge.country_by_name(word).is_some();
        let noun = m.key.last().and_then(|noun| knowledge.noun_class(noun));
        let is_public = noun.is_some_and(|n| n.class == Class::Organization && n.sector == Some(Sector::Government));
        // The words for the field stand before the noun.
        let is_field = |&t: &usize| matches!(syntax.relation[t], Relation::Compound | Relation::Amod | Relation::Flat);
        let fields = (m.tokens.start..m.head).filter(|_| is_public).filter(is_field);
        let fields = fields.filter(|&t| !is_country(article.word(t))).map(|t| article.lower(t).to_owned());
        Qualifiers { country, fields: fields.collect() }
    }

    /// Returns whether two mentions with the same noun must be different entities: from two countries ("the French
    /// foreign ministry", "Tunisia's foreign ministry"), or with two fields ("the interior ministry", "the Russian
    /// foreign ministry").
    pub(super) fn exclude(&self, other: &Qualifiers) -> bool {
        let apart = self.country.is_some() && other.country.is_some() && self.country != other.country;
        let told = !self.fields.is_empty() && !other.fields.is_empty();
        apart || told && !self.fields.iter().any(|word| other.fields.contains(word))
    }
}

/// Returns whether the description and the name can belong to the same sector. They cannot if the noun determines a
/// sector that the name does not have: "the union" is not the European Union, and "the army" is not the rebels, nor a
/// place. A government must be that of a place.
pub(super) fn share_sector(article: &ArticleView<'_>, description: &Mentioned, name: &Mentioned) -> bool {
    let knowledge = article.knowledge;
    let Some(noun) = description.key.last() else { return true };
    if knowledge.means_government(noun) {
        return name.form == Form::Name(NameTag::Location) || matches!(name.identity, Some(Identity::Government(_)));
    }
    let wanted = knowledge.noun_class(noun).and_then(|class| class.sector);
    let Some(wanted) = wanted.filter(|sector| PLAIN.contains(sector)) else { return true };
    if NOT_PLACES.contains(&wanted) && name.form == Form::Name(NameTag::Location) {
        return false;
    }
    let told = match knowledge.body(article.words(&name.tokens)) {
        Some(body) => body.sectors.clone(),
        None => {
            let words: Vec<&str> = name.tokens.clone().map(|t| article.word(t)).collect();
            country_and_sector(knowledge, &words, usize::MAX).1.into_iter().collect()
        }
    };
    let of_states = told.contains(&Sector::Intergovernmental);
    told.is_empty() || told.contains(&wanted) || name.key.contains(noun) && !of_states
}
