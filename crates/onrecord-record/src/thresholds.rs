//! The minimum confidence of the parts of a record that are shown.

use crate::{MinConfidence, Record, with_min_confidence, with_min_speaker_confidence};

/// The minimum confidence of the entries and speakers of a record; `None` if all are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Thresholds {
    /// The minimum confidence of statements and events, as in [`with_min_confidence`].
    pub entries: Option<MinConfidence>,
    /// The minimum confidence of speakers, as in [`with_min_speaker_confidence`].
    pub speakers: Option<MinConfidence>,
}

impl Thresholds {
    /// Returns the record without the entries and speakers below the thresholds.
    ///
    /// ```
    /// use onrecord_record::{Record, Thresholds};
    ///
    /// assert_eq!(Thresholds::default().apply(Record::default()), Record::default());
    /// ```
    pub fn apply(self, record: Record) -> Record {
        let record = match self.entries {
            Some(least) => with_min_confidence(record, least),
            None => record,
        };
        match self.speakers {
            Some(least) => with_min_speaker_confidence(record, least),
            None => record,
        }
    }
}
