//! A mention: words that refer to somebody or something.

use std::ops::Range;

use onrecord_record::MentionForm;

use super::linking::Identity;
use crate::knowledge::Gender;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;

/// The form of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Name(NameTag),
    /// A description ("the mayor").
    Nominal(Kind),
    Pronoun(Pronoun),
}

/// The semantic class of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    People,
    Organization,
    Place,
    Document,
}

/// A mention before coreference resolution.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mentioned {
    /// The words.
    pub(crate) tokens: Range<usize>,
    /// The head of the mention.
    pub(crate) head: usize,
    pub(crate) form: Form,
    /// Lower-case words for comparison: all words of a name, or the head of a description.
    pub(crate) key: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) plural: bool,
    /// The index of its sentence.
    pub(crate) sentence: usize,
    /// The entry of the knowledge base that it refers to.
    pub(crate) identity: Option<Identity>,
    /// Whether it identifies an organization by its place, so that the speaker is known ("Cardiff council", "the
    /// Israeli army").
    pub(crate) placed: bool,
    /// The code of the country that the organization belongs to according to its name ("Peru's Supreme Court", "the
    /// Peruvian Supreme Court").
    pub(crate) owner: Option<String>,
}

impl Mentioned {
    /// Returns the form as it is stored in the record.
    pub(super) fn record_form(&self) -> MentionForm {
        match self.form {
            Form::Name(_) => MentionForm::Name,
            Form::Nominal(_) => MentionForm::Nominal,
            Form::Pronoun(_) => MentionForm::Pronoun,
        }
    }

    /// Returns the id of the form in the coreference head.
    pub(super) fn form_id(&self) -> usize {
        match self.form {
            Form::Name(_) => 0,
            Form::Nominal(_) => 1,
            Form::Pronoun(_) => 2,
        }
    }

    /// Returns the id of the pronoun class in the coreference head, or 0 if the mention is not a pronoun.
    pub(super) fn pronoun_id(&self) -> usize {
        if let Form::Pronoun(pronoun) = self.form { pronoun as usize } else { 0 }
    }

    /// Returns whether it is a pronoun.
    pub(super) fn is_pronoun(&self) -> bool {
        matches!(self.form, Form::Pronoun(_))
    }

    /// Returns whether it is a proper name.
    pub(crate) fn is_name(&self) -> bool {
        matches!(self.form, Form::Name(_))
    }

    /// Returns whether it is a description.
    pub(crate) fn is_nominal(&self) -> bool {
        matches!(self.form, Form::Nominal(_))
    }

    /// Returns whether the mention identifies its entity by itself: a name, or a description that is equivalent to one
    /// ("the British government"), but not an adjective of nationality ("Russian").
    pub(super) fn is_naming(&self) -> bool {
        match self.form {
            Form::Name(NameTag::Norp) => self.plural,
            Form::Name(_) => true,
            Form::Nominal(_) => self.identity.is_some(),
            Form::Pronoun(_) => false,
        }
    }
}
