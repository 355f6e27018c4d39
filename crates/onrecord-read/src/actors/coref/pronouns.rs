//! Resolves pronouns to entities.

use super::resolver::CorefResolver;
use crate::actors::collective::coordinated_names;
use crate::knowledge::pronouns::Pronoun;
use crate::syntax::{Relation, Upos};

/// Maximum number of steps from a relative pronoun up the tree to its clause.
const MAX_STEPS: usize = 6;
/// Number of preceding mentions that are searched for the noun that a relative clause modifies.
const NEAR: usize = 12;
/// Number of preceding mentions that are checked for one that ends right before a relative pronoun.
const NEXT: usize = 4;

impl CorefResolver<'_> {
    /// Returns the entity of the pronoun with mention index `i`, if it has an antecedent.
    pub(super) fn pronoun(&mut self, i: usize, class: Pronoun) -> Option<usize> {
        match class {
            Pronoun::Who => return self.relative(i),
            // First- and second-person pronouns depend on the speaker and are resolved with the statements.
            Pronoun::I | Pronoun::We | Pronoun::You => return None,
            // `collective_members` resolves plural antecedents.
            Pronoun::They if !coordinated_names(self.article, self.mentions, i).is_empty() => return None,
            _ => {}
        }
        if self.is_expletive(self.mentions[i].head) {
            return None;
        }
        self.learned_antecedent(i, class)
    }

    /// Returns whether "it" is expletive: it anticipates a clause ("it is clear that") or refers to nothing.
    fn is_expletive(&self, token: usize) -> bool {
        let (article, syntax) = (self.article, self.article.syntax);
        let says_how = |head: usize| {
            let is_clause = |t: usize| t > head && syntax.relation[t] == Relation::Csubj;
            syntax.upos[head] == Upos::Adj
                && article.children(head).iter().any(|&t| syntax.relation[t] == Relation::Cop)
                && article.children(head).iter().any(|&t| is_clause(t))
        };
        syntax.relation[token] == Relation::Expl
            || article.grammar().it.has(article.lower(token)) && syntax.head[token].is_some_and(says_how)
    }

    /// Returns the entity that a relative clause modifies.
    fn relative(&self, i: usize) -> Option<usize> {
        let pronoun = self.mentions[i].head;
        let ends_before = |j: &usize| {
            let end = self.mentions[*j].tokens.end;
            end == pronoun || end + 1 == pronoun && self.article.word(end) == ","
        };
        // The nearest mention before it, if the tree gives none.
        let nearest = || {
            let before = i.checked_sub(1)?;
            (self.mentions[before].sentence == self.mentions[i].sentence).then_some(before)
        };
        let found =
            self.noun_of_clause(i).or_else(|| (i.saturating_sub(NEXT)..i).rev().find(ends_before)).or_else(nearest);
        found.map(|j| self.of[j])
    }

    /// Returns the mention of the noun that the relative clause depends on.
    fn noun_of_clause(&self, i: usize) -> Option<usize> {
        let syntax = self.article.syntax;
        let mut at = self.mentions[i].head;
        for _ in 0..MAX_STEPS {
            let parent = syntax.head[at]?;
            if matches!(syntax.relation[at], Relation::AclRelcl | Relation::Acl) {
                let near = || (0..i).rev().take(NEAR);
                let headed = near().find(|&j| self.mentions[j].head == parent);
                return headed.or_else(|| near().find(|&j| self.mentions[j].tokens.contains(&parent)));
            }
            at = parent;
        }
        None
    }
}
