//! Finds events that one account reports as having happened and another one denies.

use onrecord_record::EventStatus;

use super::difference::{Difference, DifferenceKind, Side, account_of, by_others, difference};
use super::document::StoryDocument;
use super::merged_events::{EventFacts, EventMention, MergedEvent};

/// The minimum number of letters at the beginning that two forms of a verb have in common.
const MIN_COMMON_LETTERS: usize = 3;

/// Returns the disagreements about whether an event happened.
pub(super) fn of(docs: &[StoryDocument], timeline: &[MergedEvent]) -> Vec<Difference> {
    // A question neither claims nor denies.
    let mentions = timeline.iter().flat_map(|event| &event.mentions).filter(|mention| !mention.sentence.contains('?'));
    let (mut claims, mut denials): (Vec<&EventMention>, Vec<&EventMention>) = (Vec::new(), Vec::new());
    for mention in mentions {
        match mention.status {
            EventStatus::Actual => claims.push(mention),
            EventStatus::Negated => denials.push(mention),
            EventStatus::Planned | EventStatus::Possible => {}
        }
    }
    let mut found: Vec<(Vec<&EventMention>, Vec<&EventMention>)> = Vec::new();
    for denial in denials {
        let denied: Vec<&EventMention> = claims
            .iter()
            .copied()
            .filter(|claim| denies(&denial.facts, &claim.facts) && are_two_accounts(docs, claim, denial))
            .collect();
        // Two denials of one claim are one difference.
        let same = found.iter_mut().find(|(claims, _)| claims.iter().any(|claim| denied.contains(claim)));
        match same {
            _ if denied.is_empty() => {}
            Some((claims, denials)) => {
                claims.extend(denied.into_iter().filter(|claim| !claims.contains(claim)).collect::<Vec<_>>());
                denials.push(denial);
            }
            None => found.push((denied, vec![denial])),
        }
    }
    found.iter().filter_map(|(claims, denials)| status(docs, claims, denials)).collect()
}

fn side(docs: &[StoryDocument], status: EventStatus, mentions: &[&EventMention]) -> Side {
    let accounts = mentions.iter().map(|mention| account_of(docs, &mention.facts)).collect();
    Side { value: status.as_str().to_owned(), accounts }
}

/// Returns whether a claim and a denial come from different articles, or from different sources in one article.
fn are_two_accounts(docs: &[StoryDocument], claim: &EventMention, denial: &EventMention) -> bool {
    by_others(&side(docs, EventStatus::Actual, &[claim]), &side(docs, EventStatus::Negated, &[denial]))
}

/// Returns the disagreement, unless one source both claims and denies, which then speaks of two events.
fn status(docs: &[StoryDocument], claims: &[&EventMention], denials: &[&EventMention]) -> Option<Difference> {
    let about = claims.first()?.facts.event_type.clone();
    let (yes, no) = (side(docs, EventStatus::Actual, claims), side(docs, EventStatus::Negated, denials));
    by_others(&yes, &no).then(|| difference(DifferenceKind::Status, about, vec![yes, no]))
}

/// Returns whether a denial speaks of the event of a claim. Nothing may contradict, and one of these must be the same:
/// the day and a named actor or recipient; the day, the words, and actors or recipients by description; or the words,
/// actors and recipients.
fn denies(denial: &EventFacts, claim: &EventFacts) -> bool {
    if denial.event_type != claim.event_type || denial.contradicts(claim) || !denial.is_near(claim) {
        return false;
    }
    let day = denial.same_day(claim);
    let words = same_verb(&denial.anchor, &claim.anchor);
    let (actors, recipients) = (denial.same_actors(claim), denial.same_recipients(claim));
    day && (denial.share_actors(claim) || denial.share_recipients(claim))
        || words && day && (actors || recipients)
        || words && actors && recipients
}

/// Returns whether two anchors have forms of the same verb, which differ only at the end ("shell", "shelled").
fn same_verb(one: &[String], other: &[String]) -> bool {
    let is_form = |a: &String, b: &String| {
        let n_common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        let n_shorter = a.chars().count().min(b.chars().count());
        n_common >= MIN_COMMON_LETTERS.max(n_shorter.saturating_sub(1))
    };
    one.iter().any(|a| other.iter().any(|b| is_form(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_speaks_of_the_same_event() {
        let facts = |actors: &[usize], day, anchor: &str, recipient: &str| EventFacts {
            event_type: "ASSAULT".to_owned(),
            actors: actors.iter().copied().collect(),
            day,
            published: 100,
            anchor: vec![anchor.to_owned()],
            unnamed: [vec![], vec![recipient.to_owned()]],
            ..EventFacts::default()
        };
        let claim = facts(&[1], 99, "shelled", "a hospital");
        for (denial, expected) in [
            (facts(&[1], 0, "shell", "the hospital"), true),
            (facts(&[1], 99, "attack", "nobody"), true),
            (facts(&[], 99, "shell", "a hospital"), true),
            (facts(&[1], 0, "attack", "a hospital"), false),
            (facts(&[1], 0, "shell", "a school"), false),
            (facts(&[2], 99, "shell", "a hospital"), false),
            (facts(&[1], 98, "shell", "a hospital"), false),
        ] {
            assert_eq!(denies(&denial, &claim), expected, "{denial:?}");
        }
    }

    #[test]
    fn forms_of_a_verb_begin_alike() {
        for (one, other, expected) in
            [("shell", "shelled", true), ("deny", "denied", true), ("bomb", "bombed", true), ("met", "meet", false)]
        {
            assert_eq!(same_verb(&[one.to_owned()], &[other.to_owned()]), expected, "{one} {other}");
        }
    }
}
