//! Removes speakers with low confidence from records.

use crate::{MinConfidence, Notice, Record};

/// Returns `record` without the speakers of statements whose `speaker_confidence` is below `least`, and with a notice
/// that gives the number of these statements. The statements and all actors stay; a statement without a speaker
/// confidence is unchanged.
///
/// ```
/// use onrecord_record::{MinConfidence, Record, with_min_speaker_confidence};
///
/// let least = MinConfidence::new(0.8).unwrap();
/// assert_eq!(with_min_speaker_confidence(Record::default(), least), Record::default());
/// ```
pub fn with_min_speaker_confidence(mut record: Record, least: MinConfidence) -> Record {
    let mut n = 0;
    for statement in &mut record.statements {
        if !statement.speakers.is_empty() && statement.speaker_confidence.is_some_and(|value| !least.allows(value)) {
            statement.speakers.clear();
            statement.speaker_confidence = None;
            n += 1;
        }
    }
    if n > 0 {
        let of = if n == 1 { "1 statement".to_owned() } else { format!("{n} statements") };
        let message = format!("left out the speakers of {of} with a speaker confidence below {least}");
        record.notices.push(Notice::new("min-speaker-confidence", message));
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActorId, Span, Statement, StatementKind};

    fn statement(speaker_confidence: Option<f32>) -> Statement {
        Statement {
            kind: StatementKind::Direct,
            source: vec![Span::new(0, 2)],
            cue: vec![],
            content: vec![Span::new(3, 5)],
            speakers: vec![ActorId(0)],
            addressees: vec![],
            venue: None,
            time: None,
            within: None,
            confidence: 0.9,
            speaker_confidence,
        }
    }

    #[test]
    fn unsure_speakers_are_left_out_and_told() {
        let statements = [Some(0.4), Some(0.8), Some(0.79), None].map(statement).to_vec();
        let record = Record { statements, ..Record::default() };
        let left = with_min_speaker_confidence(record, MinConfidence::new(0.8).unwrap());
        let n_speakers: Vec<usize> = left.statements.iter().map(|statement| statement.speakers.len()).collect();
        assert_eq!(n_speakers, [0, 1, 0, 1]);
        assert_eq!(left.statements[0].speaker_confidence, None);
        assert!(left.notices[0].message.contains("2 statements"), "{:?}", left.notices);
    }

    #[test]
    fn a_record_without_unsure_speakers_stays_as_it_is() {
        let record = Record { statements: vec![statement(Some(0.9))], ..Record::default() };
        assert_eq!(with_min_speaker_confidence(record.clone(), MinConfidence::new(0.9).unwrap()), record);
    }
}
