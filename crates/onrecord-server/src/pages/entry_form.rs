//! The form to confirm, change or reject an entry.

use maud::{Markup, html};
use onrecord_record::Record;
use onrecord_store::{EntrySnapshot, Field};

use super::event_types;
use super::text::capitalized;

/// The values that the fields of the form offer, besides free text.
pub(super) struct Choices {
    /// Types of events in the store.
    pub(super) types: Vec<String>,
    /// Names of the actors of the article.
    actors: Vec<String>,
    /// Times of the article: value and text.
    times: Vec<(String, String)>,
    /// Places of the article.
    places: Vec<String>,
}

impl Choices {
    /// Returns the choices that the record of the article gives; `types` are those of the store.
    pub(super) fn new(record: &Record, types: Vec<String>) -> Choices {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut actors: Vec<String> = record.actors.iter().map(|actor| one_line(&actor.name)).collect();
        actors.sort_unstable();
        actors.dedup();
        let mut times: Vec<(String, String)> = Vec::new();
        for time in &record.times {
            if times.iter().all(|(value, _)| *value != time.value) {
                times.push((time.value.clone(), one_line(time.span.text(&record.document.text))));
            }
        }
        let mut places: Vec<String> = record.places.iter().map(|place| one_line(&place.name)).collect();
        places.sort_unstable();
        places.dedup();
        Choices { types, actors, times, places }
    }
}

/// Returns the form with the current values of the entry, including manual corrections; `mark` identifies the version
/// of the entry that is shown, `has_token` says whether a token must be given.
pub(super) fn form(address: &str, now: &EntrySnapshot, mark: &str, choices: &Choices, has_token: bool) -> Markup {
    html! {
        form.correct method="post" action=(address) {
            input type="hidden" name="mark" value=(mark);
            datalist #actors { @for name in &choices.actors { option value=(name); } }
            div.fields {
                label { span { "Your name" } input name="author" maxlength="200" autocomplete="name"; }
                label { span { "Note" } input name="note" maxlength="4000"; }
                @if has_token {
                    label {
                        span { "Token" }
                        input name="token" type="password" required autocomplete="current-password";
                    }
                }
            }
            p.verdicts {
                button.confirm name="verdict" value="confirmed" { "Confirm" }
                button.reject name="verdict" value="rejected" { "Reject" }
            }
            details {
                summary { "Edit" }
                @if matches!(now, EntrySnapshot::Statement(_)) {
                    p.quiet { "Copy source, cue and content from the article; separate several passages with " code { "|" } "." }
                }
                div.fields { @for field in now.fields() { (input(&field, choices)) } }
                button name="verdict" value="changed" { "Save changes" }
            }
        }
    }
}

/// Returns the input for a field: a drop-down list if the values are known.
fn input(field: &Field, choices: &Choices) -> Markup {
    let name = format!("to-{}", field.name);
    let label = capitalized(field.name);
    match field.name {
        "type" => select(
            &name,
            &label,
            &field.value,
            choices.types.iter().map(|name| {
                let meaning = event_types::meaning(name).map_or_else(String::new, |meaning| format!(": {meaning}"));
                (name.as_str(), format!("{name}{meaning}"))
            }),
        ),
        "time" => {
            let times = choices.times.iter().map(|(value, words)| (value.as_str(), format!("{words} ({value})")));
            select(&name, &label, &field.value, std::iter::once(("", "none".to_owned())).chain(times))
        }
        "place" => {
            let places = choices.places.iter().map(|name| (name.as_str(), name.clone()));
            select(&name, &label, &field.value, std::iter::once(("", "none".to_owned())).chain(places))
        }
        "speakers" | "addressees" | "actors" | "recipients" => names(&name, &label, &field.value),
        "content" => html! {
            label.wide { span { (label) } textarea name=(name) rows="4" { (field.value) } }
        },
        _ if !field.choices.is_empty() => {
            select(&name, &label, &field.value, field.choices.iter().map(|choice| (*choice, (*choice).to_owned())))
        }
        _ => html! { label { span { (label) } input name=(name) value=(field.value); } },
    }
}

/// Returns a drop-down list of `options`, pairs of value and label; it always contains the current value.
fn select<'a>(name: &str, label: &str, current: &str, options: impl Iterator<Item = (&'a str, String)>) -> Markup {
    let options: Vec<(&str, String)> = options.collect();
    html! {
        label {
            span { (label) }
            select name=(name) {
                @if options.iter().all(|(value, _)| *value != current) { option value=(current) selected { (current) } }
                @for (value, label) in &options { option value=(value) selected[*value == current] { (label) } }
            }
        }
    }
}

/// Returns an input for each name, and an empty one; the browser suggests the actors of the article.
fn names(name: &str, label: &str, current: &str) -> Markup {
    let names = current.split(" | ").filter(|name| !name.is_empty());
    html! {
        fieldset.names {
            legend { (label) }
            @for value in names.chain([""]) {
                input name=(name) value=(value) list="actors" aria-label=(label)
                    placeholder=[value.is_empty().then_some("add a name")];
            }
        }
    }
}
