//! The actors of an article, grouped by kind, the most active first.

use onrecord_record::{Actor, ActorId, ActorKind};

use super::clean::{clean, count, distinct};
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;

/// The maximum number of roles shown for an actor; further roles mostly repeat these in other words.
const MAX_ROLES: usize = 3;

pub(super) fn write(page: &mut Page<'_>, text: &RecordText<'_>) {
    if text.record.actors.is_empty() {
        return;
    }
    let activities: Vec<ActorActivity> =
        (0..text.record.actors.len()).map(|idx| ActorActivity::of(text, ActorId(idx))).collect();
    page.heading("ACTORS");
    for &kind in ActorKind::ALL {
        let of_kind = |idx: &usize| text.record.actors[*idx].kind == kind;
        let mut ids: Vec<usize> = (0..activities.len()).filter(of_kind).collect();
        if ids.is_empty() {
            continue;
        }
        // A stable sort keeps the order of the article among equal actors.
        ids.sort_by_key(|idx| std::cmp::Reverse(activities[*idx].weight()));
        let (minor, major): (Vec<usize>, Vec<usize>) = ids.into_iter().partition(|idx| activities[*idx].is_minor());
        let mut group = StyledText::default();
        group.add(Paint::Dim, heading(kind));
        page.put("  ", 2, &group);
        for idx in major {
            page.put("    ", 8, &entry(text, &text.record.actors[idx], &activities[idx]));
        }
        if !minor.is_empty() {
            let names: Vec<String> = minor.iter().map(|idx| brief(text, &text.record.actors[*idx])).collect();
            let mut line = StyledText::default();
            line.add(Paint::Dim, "also: ");
            line.add(Paint::Plain, &names.join(", "));
            page.put("    ", 8, &line);
        }
    }
}

/// How active an actor is in the article.
struct ActorActivity {
    n_mentions: usize,
    n_statements: usize,
    /// Whether the actor is addressed in a statement or takes part in an event.
    takes_part: bool,
}

impl ActorActivity {
    fn of(text: &RecordText<'_>, id: ActorId) -> ActorActivity {
        let record = text.record;
        let in_events = record.events.iter().any(|event| event.actors.contains(&id) || event.recipients.contains(&id));
        ActorActivity {
            n_mentions: record.actors[id.0].mentions.len(),
            n_statements: record.statements.iter().filter(|statement| statement.speakers.contains(&id)).count(),
            takes_part: in_events || record.statements.iter().any(|statement| statement.addressees.contains(&id)),
        }
    }

    fn weight(&self) -> usize {
        self.n_mentions + self.n_statements
    }

    fn is_minor(&self) -> bool {
        self.n_mentions <= 1 && self.n_statements == 0 && !self.takes_part
    }
}

fn heading(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Persons",
        ActorKind::Organization => "Organizations",
        ActorKind::Country => "Countries",
        ActorKind::Place => "Places",
        ActorKind::Group => "Groups",
        ActorKind::Other => "Others",
    }
}

fn entry(text: &RecordText<'_>, actor: &Actor, activity: &ActorActivity) -> StyledText {
    let mut line = StyledText::default();
    line.add(Paint::Name, &clean(&actor.name));
    let roles = roles(text, actor);
    if !roles.is_empty() {
        line.add(Paint::Plain, &format!(" ({})", roles.join("; ")));
    }
    let mut facts = Vec::new();
    // The country of a country is the country itself, so it is not repeated.
    if actor.kind != ActorKind::Country {
        facts.extend(actor.country.as_deref().map(clean));
        facts.extend(actor.sectors.iter().map(|code| sector(code)));
    }
    if activity.n_statements > 0 {
        facts.push(count(activity.n_statements, "statement"));
    }
    facts.push(count(activity.n_mentions, "mention"));
    for fact in facts {
        line.add(Paint::Dim, text.glyphs.dot());
        line.add(Paint::Plain, &fact);
    }
    line
}

fn brief(text: &RecordText<'_>, actor: &Actor) -> String {
    let name = clean(&actor.name);
    match roles(text, actor).first() {
        Some(role) => format!("{name} ({role})"),
        None => name,
    }
}

/// Returns the words for the roles, except those that the name or another role contains.
fn roles(text: &RecordText<'_>, actor: &Actor) -> Vec<String> {
    let all = distinct(actor.roles.iter().map(|span| text.of(*span)));
    let name = actor.name.to_lowercase();
    let is_new = |role: &&String| {
        let lower = role.to_lowercase();
        let longer = |other: &String| other.len() > role.len() && other.to_lowercase().contains(&lower);
        !name.contains(&lower) && !all.iter().any(longer)
    };
    all.iter().filter(is_new).take(MAX_ROLES).cloned().collect()
}

/// Returns the name of the sector (PLOVER 2.0, actor codes), or an unknown code as it is.
fn sector(code: &str) -> String {
    let word = match code {
        "BUS" => "business",
        "COP" => "police",
        "CRM" => "crime",
        "CVL" => "civilians",
        "EDU" => "education",
        "GOV" => "government",
        "IGO" => "intergovernmental",
        "JUD" => "courts",
        "LAB" => "labour",
        "LEG" => "parliament",
        "MED" => "media",
        "MIL" => "military",
        "NGO" => "non-governmental",
        "OPP" => "opposition",
        "PTY" => "party",
        "REB" => "rebels",
        "REL" => "religion",
        "SPY" => "intelligence",
        "UAF" => "armed group",
        other => return clean(other),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{actor, article, check_section, find};
    use super::*;
    use onrecord_record::Record;

    fn check(record: &Record, expected: &str) {
        check_section(write, record, expected);
    }

    #[test]
    fn active_ones_come_first_and_the_rest_in_one_line() {
        let text = "Bo met Finance Minister Cy. Bo and Ann of the ECB left. Bo saw a minister, Rome, Paris.";
        let mut record = article(text);
        record.actors = vec![
            actor(text, "Cy", ActorKind::Person, &["Cy"]),
            actor(text, "Bo", ActorKind::Person, &["Bo", "Bo and", "Bo saw"]),
            actor(text, "Ann", ActorKind::Person, &["Ann"]),
            actor(text, "ECB", ActorKind::Organization, &["ECB"]),
            actor(text, "Rome", ActorKind::Place, &["Rome"]),
            actor(text, "Paris", ActorKind::Place, &["Paris"]),
        ];
        record.actors[0].roles = vec![find(text, "Finance Minister"), find(text, "minister")];
        record.actors[1].country = Some("SWE".to_owned());
        record.actors[1].sectors = vec!["MIL".to_owned(), "NEW".to_owned()];
        let expected = "
ACTORS
  Persons
    Bo · SWE · military · NEW · 3 mentions
    also: Cy (Finance Minister), Ann
  Organizations
    also: ECB
  Places
    also: Rome, Paris
";
        check(&record, expected);
    }
}
