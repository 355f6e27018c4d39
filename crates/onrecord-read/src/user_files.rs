//! The ontology and knowledge files of a user that records were made with, as stated in the version of the reader.

use sha2::{Digest, Sha256};

/// The text before the fingerprint of an ontology in a version.
const ONTOLOGY: &str = ", ontology ";
/// The text before the fingerprint of a file of organizations and people in a version.
const KNOWLEDGE: &str = ", knowledge ";

/// The number of bytes in a fingerprint. A few are enough, since a user has few files.
const N_BYTES: usize = 6;

/// The files of a user that a record was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UserFiles {
    /// Whether events were coded with the user's own ontology.
    pub has_ontology: bool,
    /// Whether the user's own organizations and people were used.
    pub has_knowledge: bool,
}

impl UserFiles {
    /// Returns the files used by this version of the reader, as returned by
    /// [`Reader::version`](crate::Reader::version).
    ///
    /// ```
    /// use onrecord_read::UserFiles;
    ///
    /// assert_eq!(UserFiles::of_version("0.1.0, model 7"), UserFiles::default());
    /// assert!(UserFiles::of_version("0.1.0, model 7, ontology 8b38b558e4df").has_ontology);
    /// ```
    pub fn of_version(version: &str) -> UserFiles {
        UserFiles { has_ontology: version.contains(ONTOLOGY), has_knowledge: version.contains(KNOWLEDGE) }
    }
}

/// Returns a fingerprint of a file, which depends on its text but not on its name.
pub(crate) fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(N_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the end of a version, which states the fingerprints of the given files.
pub(crate) fn version_suffix(ontology: Option<&str>, knowledge: Option<&str>) -> String {
    let told = [(ONTOLOGY, ontology), (KNOWLEDGE, knowledge)];
    told.into_iter().filter_map(|(name, file)| Some(format!("{name}{}", file?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_tell_the_files() {
        let check = |ontology: Option<&str>, knowledge: Option<&str>| {
            let files = UserFiles::of_version(&format!("1.0.0, model 7{}", version_suffix(ontology, knowledge)));
            assert_eq!((files.has_ontology, files.has_knowledge), (ontology.is_some(), knowledge.is_some()));
        };
        for (ontology, knowledge) in [(None, None), (Some("a"), None), (None, Some("b")), (Some("a"), Some("b"))] {
            check(ontology, knowledge);
        }
        assert_ne!(fingerprint("sign"), fingerprint("signed"));
        assert_eq!(fingerprint("sign").len(), 12);
    }
}
