//! The roles that the article gives to named entities.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bearers::Bearer;
use super::resolver::CorefResolver;
use crate::actors::roles::{apposed, roles};

impl CorefResolver<'_> {
    /// Collects the words that describe the roles of named entities.
    pub(super) fn gather_roles(&mut self) {
        let (article, mentions) = (self.article, self.mentions);
        let beside = (0..mentions.len())
            .filter(|&i| mentions[i].is_nominal())
            .filter_map(|i| apposed(article, mentions, i).map(|j| (j, mentions[i].tokens.clone())));
        let all: Vec<(usize, Range<usize>)> = roles(article, mentions).into_iter().chain(beside).collect();
        for (i, role) in all {
            if let Some(entity) = self.names[i] {
                self.ensure_entity(entity);
                self.roles[entity].push(role);
            }
        }
    }

    /// Returns the named entities with their roles, in the order of their first names.
    pub(super) fn bearers(&self) -> Vec<Bearer> {
        let mut out: Vec<Bearer> = Vec::new();
        let mut number: BTreeMap<usize, usize> = BTreeMap::new();
        for (i, entity) in self.names.iter().enumerate() {
            let Some(entity) = *entity else { continue };
            let known = *number.entry(entity).or_insert(out.len());
            if known == out.len() {
                let roles = self.roles.get(entity).cloned().unwrap_or_default();
                out.push(Bearer { entity, names: Vec::new(), roles });
            }
            out[known].names.push(i);
        }
        out
    }
}
