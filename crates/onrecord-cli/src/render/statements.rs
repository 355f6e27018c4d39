//! The statements of an article: who said what.

use onrecord_record::{Statement, StatementId, StatementKind};

use super::clean::clean;
use super::page::{Page, Paint, StyledText};
use super::record_text::RecordText;
use super::when;

/// Statements with a confidence below this are marked: they more likely have an error in some part than not.
const UNSURE_BELOW: f32 = 0.5;

/// The number of columns by which a nested statement is indented.
const STEP: usize = 4;

/// The maximum level of indentation; deeper statements are marked by "inside" only.
const MAX_LEVELS: usize = 3;

pub(super) fn write(page: &mut Page<'_>, text: &RecordText<'_>) {
    let statements = &text.record.statements;
    if statements.is_empty() {
        return;
    }
    page.heading("STATEMENTS");
    let digits = statements.len().to_string().len();
    for (idx, statement) in statements.iter().enumerate() {
        let lead = format!("{:indent$}{:>digits$}  ", "", idx + 1, indent = 2 + STEP * level(text, statement));
        let hang = lead.len();
        page.put(&lead, hang, &who(text, statement));
        let said = text.joined(&statement.content);
        let mut content = StyledText::default();
        content.add(Paint::Said, &said);
        let blank = " ".repeat(hang);
        page.put(&blank, hang, &content);
        let circumstances = circumstances(text, statement);
        if !circumstances.is_empty() {
            page.put(&blank, hang, &circumstances);
        }
    }
}

fn level(text: &RecordText<'_>, statement: &Statement) -> usize {
    let mut level = 0;
    let mut outer = statement.within;
    while let Some(StatementId(idx)) = outer
        && level < MAX_LEVELS
    {
        level += 1;
        outer = text.record.statements.get(idx).and_then(|statement| statement.within);
    }
    level
}

fn who(text: &RecordText<'_>, statement: &Statement) -> StyledText {
    let mut line = StyledText::default();
    let (opens, closes) = match statement.kind {
        StatementKind::Direct => (true, true),
        StatementKind::Mixed => (true, false),
        StatementKind::Indirect => (false, false),
    };
    let mut kind = statement.kind.as_str().to_owned();
    if let Some(StatementId(outer)) = statement.within {
        kind.push_str(&format!(", inside {}", outer + 1));
    }
    line.add(Paint::Sign, &format!("{} {kind:<8}  ", text.glyphs.marks(opens, closes)));
    let source = text.joined(&statement.source);
    if !statement.speakers.is_empty() {
        let names = text.names(&statement.speakers);
        line.add(Paint::Name, &names);
        if statement.speakers.len() > 1 || !names_the_same(&source, &names) {
            line.add(Paint::Plain, &format!(" ({})", text.glyphs.quoted(&source)));
        }
    } else if source.is_empty() {
        line.add(Paint::Warn, "no source named");
    } else {
        line.add(Paint::Warn, &format!("no source named: {}", text.glyphs.quoted(&source)));
    }
    let cue = text.joined(&statement.cue);
    if !cue.is_empty() {
        line.add(Paint::Dim, text.glyphs.dot());
        line.add(Paint::Plain, &cue);
    }
    line
}

/// Returns whether `source` adds nothing to `name`: it equals the name, is a part of it, or contains it.
fn names_the_same(source: &str, name: &str) -> bool {
    let (source, name) = (source.to_lowercase(), name.to_lowercase());
    let part_of = |part: &str, whole: &str| {
        let is_word = |word: &str| whole.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
        part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_word)
    };
    source.contains(&name) || part_of(&source, &name)
}

fn circumstances(text: &RecordText<'_>, statement: &Statement) -> StyledText {
    let mut facts: Vec<(&str, Paint, String)> = Vec::new();
    if !statement.addressees.is_empty() {
        facts.push(("to: ", Paint::Plain, text.names(&statement.addressees)));
    }
    if let Some(venue) = statement.venue {
        facts.push(("where: ", Paint::Plain, text.of(venue)));
    }
    if let Some(time) = statement.time.and_then(|id| text.record.times.get(id.0)) {
        let value = when::label(&time.value).unwrap_or_else(|| clean(&time.value));
        facts.push(("when: ", Paint::Plain, format!("{} ({value})", text.of(time.span))));
    }
    if statement.confidence < UNSURE_BELOW {
        facts.push(("unsure: ", Paint::Warn, format!("{:.0}%", statement.confidence * 100.0)));
    }
    if let Some(confidence) = statement.speaker_confidence.filter(|_| statement.has_probable_speakers()) {
        facts.push(("speaker probable: ", Paint::Warn, format!("{:.0}%", confidence * 100.0)));
    }
    let mut line = StyledText::default();
    for (idx, (label, paint, value)) in facts.into_iter().enumerate() {
        if idx > 0 {
            line.add(Paint::Dim, text.glyphs.dot());
        }
        line.add(Paint::Dim, label);
        line.add(paint, &value);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::samples::{actor, article, check_section, find, statement};
    use super::*;
    use onrecord_record::{ActorId, ActorKind};

    #[test]
    fn sources_are_shown_where_they_differ_from_the_name() {
        for (source, name, expected) in [
            ("Trump", "Donald Trump", true),
            ("President Donald Trump", "Donald Trump", true),
            ("Donald  TRUMP", "Donald Trump", true),
            ("", "Donald Trump", true),
            ("he", "Donald Trump", false),
            ("the president", "Donald Trump", false),
            ("Moscow", "Russia", false),
        ] {
            assert_eq!(names_the_same(source, name), expected, "{source} / {name}");
        }
    }

    #[test]
    fn kinds_and_missing_sources_are_visible() {
        let text = "“It is,” Bo and his wife said, “late.” It was claimed that Bo left. He thinks Ann said no.";
        let mut record = article(text);
        record.actors =
            vec![actor(text, "Bo", ActorKind::Person, &["Bo"]), actor(text, "Ann", ActorKind::Person, &["Ann"])];
        let mut split = statement(text, StatementKind::Direct, "Bo and his wife", "said", "“It is,”");
        split.content.push(find(text, "“late.”"));
        split.speakers = vec![ActorId(0), ActorId(1)];
        let claimed = statement(text, StatementKind::Indirect, "", "claimed", "that Bo left");
        let mut thinks = statement(text, StatementKind::Indirect, "He", "thinks", "Ann said no");
        thinks.speakers = vec![ActorId(0)];
        let mut inner = statement(text, StatementKind::Indirect, "Ann", "said no", "no");
        inner.cue = vec![find(text, "said no").trim(text)];
        inner.speakers = vec![ActorId(1)];
        inner.within = Some(StatementId(2));
        record.statements = vec![split, claimed, thinks, inner];
        let expected = "
STATEMENTS
  1  “” direct    Bo and Ann (“Bo and his wife”) ·
     said
     “It is,” […] “late.”
  2  ·· indirect  no source named · claimed
     that Bo left
  3  ·· indirect  Bo (“He”) · thinks
     Ann said no
      4  ·· indirect, inside 3  Ann · said no
         no
";
        check_section(write, &record, expected);
    }
}
