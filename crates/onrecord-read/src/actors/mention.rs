//! A mention: words that refer to somebody or something.

use std::ops::Range;

use onrecord_record::MentionForm;

use super::linking::Identity;
use crate::knowledge::Gender;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;

/// What the words of a mention are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Name(NameTag),
    /// A description ("the mayor").
    Nominal(Kind),
    Pronoun(Pronoun),
}

/// What a description denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    People,
    Organization,
    Place,
    Document,
}

/// A mention before it is known whom it refers to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mentioned {
    /// The words.
    pub(crate) tokens: Range<usize>,
    /// The word that carries the mention.
    pub(crate) head: usize,
    pub(crate) form: Form,
    /// Lower-case words that are compared: those of a name, the head of a description.
    pub(crate) key: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) plural: bool,
    /// The number of its sentence.
    pub(crate) sentence: usize,
    /// What the knowledge says that it names.
    pub(crate) identity: Option<Identity>,
    /// Whether it describes a body by its place, so that it is known who speaks ("Cardiff council", "the Israeli army").
    pub(crate) placed: bool,
    /// The code of the country whose body the name says it is ("Peru's Supreme Court", "the Peruvian Supreme Court").
    pub(crate) owner: Option<String>,
}

impl Mentioned {
    /// Returns the form as the record has it.
    pub(super) fn record_form(&self) -> MentionForm {
        match self.form {
            Form::Name(_) => MentionForm::Name,
            Form::Nominal(_) => MentionForm::Nominal,
            Form::Pronoun(_) => MentionForm::Pronoun,
        }
    }

    /// Returns the number by which the coreference head knows the form.
    pub(super) fn form_id(&self) -> usize {
        match self.form {
            Form::Name(_) => 0,
            Form::Nominal(_) => 1,
            Form::Pronoun(_) => 2,
        }
    }

    /// Returns the number by which the coreference head knows the class of the pronoun; 0 where it is none.
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

    /// Returns whether it tells whom it means: a name, or a description that is as good ("the British government"), but
    /// no adjective of nationality ("Russian").
    pub(super) fn is_naming(&self) -> bool {
        match self.form {
            Form::Name(NameTag::Norp) => self.plural,
            Form::Name(_) => true,
            Form::Nominal(_) => self.identity.is_some(),
            Form::Pronoun(_) => false,
        }
    }
}
