//! One entry of an article, its earlier corrections, and the form to correct it.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use onrecord_store::{
    Article, ArticleId, Change, Correction, EntryId, EntrySnapshot, ErrorKind, Field, NewCorrection, Verdict,
};

use super::text::capitalized;
use super::{corrections, layout, links, response, results, snapshot};
use crate::access::{check_same_origin, check_token, why_off};
use crate::app::App;
use crate::clock::now;
use crate::failure::Failure;
use crate::request::{PathParams, body_error};

/// Shows an entry with the form to correct it.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams((number, entry)): PathParams<(i64, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    page(&app, &headers, (number, &entry), None).await
}

/// Stores the correction of the form and leads back to the article. Shows the form again if the correction is refused.
pub(super) async fn submit(
    State(app): State<Arc<App>>,
    PathParams((number, entry)): PathParams<(i64, String)>,
    request: Request,
) -> Result<Response, Failure> {
    let headers = request.headers().clone();
    check_same_origin(&headers)?;
    let form: Result<Form<Vec<(String, String)>>, _> = Form::from_request(request, &()).await;
    let Form(pairs) = form.map_err(|error| Failure::new(error.status(), body_error(&error.body_text())))?;
    let value = |name: &str| pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value);
    if let Err(failure) = check_token(&app, &headers, Some(value("token"))) {
        return page(&app, &headers, (number, &entry), Some(&failure)).await;
    }
    let id = entry_id(&entry)?;
    let verdict = Verdict::parse(value("verdict")).ok_or_else(|| {
        Failure::bad_request(format!(
            "expected verdict to be confirmed, changed or rejected, found {:?}",
            value("verdict")
        ))
    })?;
    let changes = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("to-")?.to_owned(), value.clone())));
    let correction = NewCorrection {
        article: ArticleId(number),
        entry: id,
        mark: Some(value("mark").to_owned()),
        verdict,
        change: if verdict == Verdict::Changed { changes.collect() } else { Change::new() },
        author: value("author").to_owned(),
        note: value("note").to_owned(),
        time: now(),
    };
    let stored = app.pool.write(move |store| match store.correct(&correction) {
        Err(error) if matches!(error.kind(), ErrorKind::Stale | ErrorKind::Correction) => Ok(Err(error)),
        stored => stored.map(Ok),
    });
    match stored.await? {
        Ok(_) => Ok(Redirect::to(&format!("/articles/{number}#{id}")).into_response()),
        Err(error) => page(&app, &headers, (number, &entry), Some(&Failure::from(error))).await,
    }
}

fn entry_id(entry: &str) -> Result<EntryId, Failure> {
    EntryId::parse(entry).ok_or_else(|| Failure::not_found(format!("there is no entry {entry:?}")))
}

async fn page(
    app: &Arc<App>,
    headers: &HeaderMap,
    (number, entry): (i64, &str),
    refused: Option<&Failure>,
) -> Result<Response, Failure> {
    let (article_id, id) = (ArticleId(number), entry_id(entry)?);
    let read = app.pool.read(move |store| {
        let record = store.record(article_id)?;
        let was = EntrySnapshot::of(&record, id);
        Ok((store.article(article_id)?, was, store.corrections_of(article_id)?))
    });
    let (article, was, corrections) = read.await?;
    let was = was.ok_or_else(|| Failure::not_found(format!("there is no entry {id} in this article")))?;
    let earlier: Vec<&Correction> =
        corrections.iter().filter(|correction| correction.matched.entry() == Some(id)).collect();
    let form = match why_off(app, headers) {
        Some(reason) => html! { p { "Corrections are off: " (reason) "." } },
        None => form(app, id, &was, article.id),
    };
    let content = content(&article, id, &was, &earlier, refused, &form);
    let mut response = response::page(&layout::page(&format!("Correct {id}"), None, &content));
    if let Some(refused) = refused {
        *response.status_mut() = refused.status;
    }
    Ok(response)
}

fn content(
    article: &Article,
    id: EntryId,
    was: &EntrySnapshot,
    earlier: &[&Correction],
    refused: Option<&Failure>,
    form: &Markup,
) -> Markup {
    let back = format!("{}#{id}", links::article(article.id));
    html! {
        div.narrow {
            p.meta { a href=(back) { "← " (results::headline(article.heading())) } }
            h1.small { (snapshot::kind(was)) " " span.id { (id) } }
            (snapshot::summary(was))
            @if let Some(refused) = refused { p.problem role="alert" { (capitalized(&refused.detail)) "." } }
            @if !earlier.is_empty() {
                h2 { "Earlier corrections" }
                ol.entries { @for correction in earlier.iter().rev() { (corrections::without_article(correction)) } }
            }
            h2 { "Your correction" }
            (form)
        }
    }
}

fn form(app: &App, id: EntryId, was: &EntrySnapshot, article: ArticleId) -> Markup {
    html! {
        form.correct method="post" action={ (links::article(article)) "/entries/" (id) } {
            input type="hidden" name="mark" value=(was.mark());
            details {
                summary { "Edit" }
                p.quiet { "Separate several names or passages with " code { "|" } "." }
                div.fields { @for field in was.fields() { (field_input(&field)) } }
                button name="verdict" value="changed" { "Save changes" }
            }
            div.fields {
                label { span { "Your name" } input name="author" maxlength="200" autocomplete="name"; }
                label { span { "Note" } input name="note" maxlength="4000"; }
                @if app.token.is_some() {
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
        }
    }
}

fn field_input(field: &Field) -> Markup {
    let name = format!("to-{}", field.name);
    html! {
        label.wide[field.name == "content"] {
            span { (capitalized(field.name)) }
            @if !field.choices.is_empty() {
                select name=(name) {
                    @for choice in &field.choices { option selected[*choice == field.value] { (choice) } }
                }
            } @else if field.name == "content" {
                textarea name=(name) rows="4" { (field.value) }
            } @else {
                input name=(name) value=(field.value);
            }
        }
    }
}
