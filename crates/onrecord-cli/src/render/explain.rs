//! Explanations of why an event or a statement is in the record.

use onrecord_read::{EventMention, Explanation, Judgement, Tie, WordExplanation};
use onrecord_record::{ActorId, EventId, EventStatus, Record, Span, StatementId};

use super::clean::clean;

/// Returns the explanation of event number `idx`; `ontology` is the name of its ontology.
pub(crate) fn event(record: &Record, idx: usize, explanation: &Explanation, ontology: &str) -> String {
    let Some(event) = record.events.get(idx) else { return String::new() };
    let mut out = format!("{} {}", EventId(idx), clean(&event.event_type));
    out.extend(event.mode.iter().map(|mode| format!(" {}", clean(mode))));
    out += &format!(
        ", {}: {} -> {}\n",
        event.status.as_str(),
        names(record, &event.actors),
        names(record, &event.recipients)
    );
    for mention in &explanation.mentions {
        explain_mention(&mut out, record, mention, ontology);
    }
    for (of, id) in &event.magnitude {
        if let Some(quantity) = record.quantities.get(id.0) {
            put(&mut out, &clean(of), &format!("{id}, the number {}", quoted(record, quantity.span)));
        }
    }
    let by = match event.statement {
        Some(id) => format!("reported in {id}; see --statement {id}"),
        None => "none: the article itself reports it".to_owned(),
    };
    put(&mut out, "statement", &by);
    let codes = [
        event.cameo.as_ref().map(|code| format!("CAMEO {}", clean(code))),
        event.quad.map(|quad| format!("quad {quad}")),
        event.goldstein.map(|score| format!("Goldstein {score}")),
        Some(format!("confidence {:.2}", event.confidence)),
    ];
    put(&mut out, "codes", &codes.into_iter().flatten().collect::<Vec<_>>().join(", "));
    out
}

fn explain_mention(out: &mut String, record: &Record, mention: &EventMention, ontology: &str) {
    let sentence = record.sentences.iter().find(|s| s.contains(mention.anchor));
    *out += &format!("  {}\n", sentence.map_or(String::new(), |span| quoted(record, *span)));
    let (word, line) = (clean(&mention.word), mention.line);
    let anchor = quoted(record, mention.anchor);
    if mention.by_model_alone {
        put(out, "trigger", &format!("{anchor}, found by the model; no entry of {ontology} matches here"));
    } else {
        let entry = if line > 0 { format!("line {line} of {ontology}") } else { format!("a word list of {ontology}") };
        put(out, "trigger", &format!("{anchor}, a form of \"{word}\" in {entry}"));
        put(out, "pattern", &format!("[{}]", clean(&mention.pattern)));
    }
    put_some(out, "model", mention.judgement.as_ref().map(judged));
    if let Some(event_type) = &mention.planned_as {
        put(out, "type", &format!("{}: the event counts as this type until it happens", clean(event_type)));
    }
    for (role, all) in [("actor", &mention.actors), ("recipient", &mention.recipients)] {
        for (id, tie) in all {
            let name = clean(record.actors.get(id.0).map_or("?", |actor| actor.name.as_str()));
            let by = tie.as_ref().map_or("inferred from the context".to_owned(), |tie| tie_text(record, tie));
            put(out, role, &format!("{id} {name}: {by}"));
        }
        if all.is_empty() {
            put(out, role, "none found");
        }
    }
    let status = mention.status.as_str();
    let why = match mention.status_word {
        Some(span) => format!("{status}, because of {}", quoted(record, span)),
        None if mention.by_model_alone => format!("{status}, as the model infers from the context"),
        None if mention.status == EventStatus::Actual => format!("{status}, since no word indicates otherwise"),
        None => format!("{status}, as the pattern states"),
    };
    put(out, "status", &why);
    let time = mention.time.as_ref().map(|(id, tie)| {
        let value = record.times.get(id.0).map_or("?", |time| time.value.as_str());
        format!("{id} {}: {}", clean(value), tie_text(record, tie))
    });
    put(out, "time", &time.unwrap_or_else(|| "none linked to these words".to_owned()));
    let place = mention.place.as_ref().map(|(id, tie)| {
        let name = record.places.get(id.0).map_or("?", |place| place.name.as_str());
        format!("{id} {}: {}", clean(name), tie_text(record, tie))
    });
    put(out, "place", &place.unwrap_or_else(|| "none linked to these words".to_owned()));
}

/// Returns the model's output for a trigger.
fn judged(judgement: &Judgement) -> String {
    let Judgement { eventhood, event_type, probability, .. } = judgement;
    format!("probability {eventhood:.2} of an event; {probability:.2} of {}, the likeliest type", clean(event_type))
}

/// Returns the reason why a word of the article is or is not a trigger of an event; `ontology` is the name of the
/// ontology.
pub(crate) fn word(record: &Record, found: &WordExplanation, ontology: &str) -> String {
    let sentence = record.sentences.iter().find(|s| s.contains(found.span));
    let mut out =
        format!("{} in {}\n", quoted(record, found.span), sentence.map_or(String::new(), |s| quoted(record, *s)));
    for (entry, line, pattern) in &found.entries {
        let (entry, pattern) = (clean(entry), clean(pattern));
        put(&mut out, "entry", &format!("\"{entry}\", line {line} of {ontology}, below [{pattern}]"));
    }
    if found.entries.is_empty() {
        put(&mut out, "entry", &format!("none of {ontology}"));
    }
    let stated = match &found.stated {
        Some(event_type) => format!("the entries state an event of type {} here", clean(event_type)),
        None if found.entries.is_empty() => "no event without an entry".to_owned(),
        None => "the context matches no pattern of the entries, or rules the event out".to_owned(),
    };
    put(&mut out, "ontology", &stated);
    let unlikely = || "no event, or no type of this ontology that is left to the model".to_owned();
    put(&mut out, "model", &found.judgement.as_ref().map_or_else(unlikely, judged));
    let event = match found.event {
        Some(id) => format!("{id}; see --event {id}"),
        None if found.stated.is_some() && found.judgement.is_none() => {
            "none: the model does not classify the word as an event".to_owned()
        }
        None if found.stated.is_some() => "none: no participant is an actor of the record".to_owned(),
        None => "none: no entry states one here, and the model gives one too low a probability".to_owned(),
    };
    put(&mut out, "event", &event);
    out
}

/// Returns the explanation of a statement, or `None` if the record does not have the statement.
pub(crate) fn statement(record: &Record, id: StatementId) -> Option<String> {
    let statement = record.statements.get(id.0)?;
    let all = |spans: &[Span]| match spans {
        [] => "none".to_owned(),
        spans => spans.iter().map(|&span| quoted(record, span)).collect::<Vec<_>>().join(" ... "),
    };
    let mut out = format!("{id} {}\n", statement.kind.as_str());
    put(&mut out, "cue", &all(&statement.cue));
    put(&mut out, "source", &all(&statement.source));
    put(&mut out, "content", &all(&statement.content));
    for (role, actors) in [("speaker", &statement.speakers), ("addressee", &statement.addressees)] {
        for actor in actors {
            put(&mut out, role, &format!("{actor} {}", names(record, &[*actor])));
        }
    }
    if statement.speakers.is_empty() {
        put(&mut out, "speaker", "the source is not a named actor");
    }
    put_some(&mut out, "venue", statement.venue.map(|span| quoted(record, span)));
    let time = statement.time.and_then(|id| Some((id, record.times.get(id.0)?)));
    put_some(
        &mut out,
        "time",
        time.map(|(id, time)| format!("{id} {}: {}", clean(&time.value), quoted(record, time.span))),
    );
    put_some(&mut out, "within", statement.within.map(|id| format!("the content of {id}")));
    put(&mut out, "confidence", &format!("{:.2} that source, cue and content are all correct", statement.confidence));
    put_some(
        &mut out,
        "speaker confidence",
        statement.speaker_confidence.map(|value| format!("{value:.2} that the speakers are the right ones")),
    );
    Some(out)
}

fn put_some(out: &mut String, what: &str, found: Option<String>) {
    if let Some(found) = found {
        put(out, what, &found);
    }
}

fn put(out: &mut String, what: &str, text: &str) {
    *out += &format!("    {what:<10}  {text}\n");
}

fn names(record: &Record, actors: &[ActorId]) -> String {
    let name = |id: &ActorId| clean(record.actors.get(id.0).map_or("?", |actor| actor.name.as_str()));
    if actors.is_empty() { "?".to_owned() } else { actors.iter().map(name).collect::<Vec<_>>().join(", ") }
}

fn quoted(record: &Record, span: Span) -> String {
    format!("\"{}\"", clean(record.document.text.get(span.start..span.end).unwrap_or("")))
}

/// Returns the words and their grammatical relation: "Sunday" after "on", obl of "arrested".
fn tie_text(record: &Record, tie: &Tie) -> String {
    let words = quoted(record, tie.words);
    let before = tie.preposition.map(|span| format!(" after {}", quoted(record, span))).unwrap_or_default();
    let relation = tie.relation.as_str();
    match tie.head {
        Some(head) => format!("{words}{before}, {relation} of {}", quoted(record, head)),
        None => format!("{words}{before}, the root of its sentence"),
    }
}
