//! Agreement: whether a mention can corefer with another.

use std::ops::Range;

use super::qualifiers::share_sector;
use super::resolver::CorefResolver;
use crate::actors::attributes::is_bare_number;
use crate::actors::mention::{Form, Kind, Mentioned};
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;
use crate::syntax::Relation;

impl CorefResolver<'_> {
    /// Returns whether mention `i` can corefer with mention `j`: whether they agree in gender, number and type.
    pub(super) fn agrees(&self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.mentions[i], &self.mentions[j]);
        let entity = self.of[j];
        if overlap(&a.tokens, &b.tokens) {
            return false;
        }
        if let (Some(x), Some(y)) = (a.gender, self.genders[entity])
            && x != y
        {
            return false;
        }
        let first = &self.mentions[self.members[entity].first().copied().unwrap_or(j)];
        // "Dozens dead in fire" in a headline is not an antecedent for mentions in the text below.
        if is_bare_number(self.article, first.head) && !self.share_paragraph(a, b) {
            return false;
        }
        match (a.form, first.form) {
            // "He" and "she" refer to persons only.
            (Form::Pronoun(Pronoun::He | Pronoun::She), Form::Name(tag)) => tag == NameTag::Person,
            (Form::Pronoun(Pronoun::He | Pronoun::She), Form::Nominal(kind)) => kind == Kind::Person,
            (Form::Pronoun(Pronoun::It | Pronoun::They), Form::Name(tag)) => tag != NameTag::Person,
            (Form::Pronoun(Pronoun::It), Form::Nominal(kind)) => !matches!(kind, Kind::Person | Kind::People),
            (Form::Pronoun(Pronoun::They), Form::Nominal(kind)) => first.plural || kind != Kind::Person,
            (Form::Pronoun(x), Form::Pronoun(y)) => x == y,
            (Form::Nominal(Kind::Person), Form::Name(tag)) => tag == NameTag::Person,
            (Form::Nominal(Kind::Organization), Form::Name(tag)) => {
                matches!(tag, NameTag::Organization | NameTag::Location) && share_sector(self.article, a, first)
            }
            (Form::Nominal(Kind::People), Form::Name(tag)) => matches!(tag, NameTag::Norp | NameTag::Organization),
            (Form::Nominal(x), Form::Nominal(y)) => x == y && a.plural == first.plural && a.key == first.key,
            _ => false,
        }
    }

    /// Returns whether mention `i` and a mention of the entity are arguments of the same verb, which makes coreference
    /// unlikely.
    pub(super) fn is_coargument(&self, i: usize, entity: usize) -> bool {
        let syntax = self.article.syntax;
        let is_argument = |t: usize| {
            matches!(
                syntax.relation[t],
                Relation::Nsubj
                    | Relation::NsubjPass
                    | Relation::Obj
                    | Relation::Iobj
                    | Relation::Obl
                    | Relation::OblAgent
            )
        };
        let verb = |j: usize| Some(self.mentions[j].head).filter(|&t| is_argument(t)).and_then(|t| syntax.head[t]);
        let Some(clause) = verb(i) else { return false };
        let sentence = self.mentions[i].sentence;
        self.members.get(entity).is_some_and(|members| {
            let first = members.partition_point(|&j| self.mentions[j].sentence < sentence);
            members[first..]
                .iter()
                .take_while(|&&j| self.mentions[j].sentence == sentence)
                .any(|&j| self.mentions[j].head != self.mentions[i].head && verb(j) == Some(clause))
        })
    }

    fn share_paragraph(&self, a: &Mentioned, b: &Mentioned) -> bool {
        let paragraph = |m: &Mentioned| self.article.index.paragraph[m.head];
        paragraph(a) == paragraph(b)
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
