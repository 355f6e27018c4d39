//! One entry of an article, its earlier corrections, and the form to correct it.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use onrecord_record::Record;
use onrecord_store::{
    Article, ArticleId, Change, Correction, EntryId, EntrySnapshot, ErrorKind, NewCorrection, Verdict,
};

use super::entry_form::Choices;
use super::entry_list::{EntryList, Neighbors};
use super::text::capitalized;
use super::{corrections, entry_context, entry_form, layout, links, response, results, snapshot};
use crate::access::{check_same_origin, check_token, why_off};
use crate::app::App;
use crate::clock::now;
use crate::failure::Failure;
use crate::request::{PathParams, QueryParams, body_error};
use crate::search_params::SearchParams;

/// Shows an entry with the form to correct it.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    PathParams((number, entry)): PathParams<(i64, String)>,
    QueryParams(params): QueryParams<SearchParams>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    page(&app, &headers, (number, &entry), EntryList::parse(params)?, None).await
}

/// Stores the correction from the form and redirects to the next entry of the list, or to the article if there is no
/// list. Shows the form again if the correction is refused.
pub(super) async fn submit(
    State(app): State<Arc<App>>,
    PathParams((number, entry)): PathParams<(i64, String)>,
    QueryParams(params): QueryParams<SearchParams>,
    request: Request,
) -> Result<Response, Failure> {
    let list = EntryList::parse(params)?;
    let headers = request.headers().clone();
    check_same_origin(&headers)?;
    let form: Result<Form<Vec<(String, String)>>, _> = Form::from_request(request, &()).await;
    let Form(pairs) = form.map_err(|error| Failure::new(error.status(), body_error(&error.body_text())))?;
    let value = |name: &str| pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value);
    if let Err(failure) = check_token(&app, &headers, Some(value("token"))) {
        return page(&app, &headers, (number, &entry), list, Some(&failure)).await;
    }
    let id = entry_id(&entry)?;
    let verdict = Verdict::parse(value("verdict")).ok_or_else(|| {
        Failure::bad_request(format!(
            "expected verdict to be confirmed, changed or rejected, found {:?}",
            value("verdict")
        ))
    })?;
    let correction = NewCorrection {
        article: ArticleId(number),
        entry: id,
        mark: Some(value("mark").to_owned()),
        verdict,
        change: if verdict == Verdict::Changed { change_of(&pairs) } else { Change::new() },
        author: value("author").to_owned(),
        note: value("note").to_owned(),
        time: now(),
    };
    let stored = app.pool.write(move |store| match store.correct(&correction) {
        Err(error) if matches!(error.kind(), ErrorKind::Stale | ErrorKind::Correction) => Ok(Err(error)),
        stored => stored.map(Ok),
    });
    match stored.await? {
        Ok(_) => Ok(Redirect::to(&next(&app, list, (ArticleId(number), id)).await?).into_response()),
        Err(error) => page(&app, &headers, (number, &entry), list, Some(&Failure::from(error))).await,
    }
}

/// Returns the redirect target after a correction: the next entry of the list, or the entry in its article.
async fn next(app: &Arc<App>, list: Option<EntryList>, (article, id): (ArticleId, EntryId)) -> Result<String, Failure> {
    let Some(list) = list else { return Ok(format!("{}#{id}", links::article(article))) };
    let neighbors = app.pool.read(move |store| list.neighbors(store, (article, id))).await?;
    Ok(neighbors.next())
}

/// Returns the new values from the form; a field that occurs several times holds a list of names.
fn change_of(pairs: &[(String, String)]) -> Change {
    let mut change = Change::new();
    for (name, value) in pairs {
        let Some(name) = name.strip_prefix("to-") else { continue };
        let all = change.entry(name.to_owned()).or_default();
        if !all.is_empty() && !value.trim().is_empty() {
            all.push_str(" | ");
        }
        all.push_str(value.trim());
    }
    change
}

fn entry_id(entry: &str) -> Result<EntryId, Failure> {
    EntryId::parse(entry).ok_or_else(|| Failure::not_found(format!("there is no entry {entry:?}")))
}

async fn page(
    app: &Arc<App>,
    headers: &HeaderMap,
    (number, entry): (i64, &str),
    list: Option<EntryList>,
    refused: Option<&Failure>,
) -> Result<Response, Failure> {
    let (article_id, id) = (ArticleId(number), entry_id(entry)?);
    let address = match &list {
        Some(list) => list.address(article_id, id),
        None => format!("{}/entries/{id}", links::article(article_id)),
    };
    let neighbors = async {
        let Some(list) = list else { return Ok(None) };
        app.pool.read(move |store| list.neighbors(store, (article_id, id))).await.map(Some)
    };
    let neighbors = neighbors.await?;
    let read = app.pool.read(move |store| {
        // The mark is computed from the entry as it was read, the page shows the entry with earlier corrections
        // applied.
        let mark = EntrySnapshot::of(&store.record(article_id)?, id).map(|was| was.mark());
        let record = store.with_corrections(article_id)?;
        let choices = Choices::new(&record, store.event_types()?);
        Ok((store.article(article_id)?, (record, mark), store.corrections_of(article_id)?, choices))
    });
    let (article, (record, mark), corrections, choices) = read.await?;
    let shown = EntrySnapshot::of(&record, id).zip(mark);
    let (now, mark) = shown.ok_or_else(|| Failure::not_found(format!("there is no entry {id} in this article")))?;
    let earlier: Vec<&Correction> =
        corrections.iter().filter(|correction| correction.matched.entry() == Some(id)).collect();
    let last = earlier.last().map_or(0, |correction| correction.id);
    let mark = format!("{mark}-{last}");
    let view =
        EntryView { article: &article, record: &record, id, now: &now, mark, earlier: &earlier, choices: &choices };
    let content = content(app, headers, &view, (&address, neighbors.as_ref()), refused);
    let mut response = response::page(&layout::page(&format!("Correct {id}"), None, &content));
    if let Some(refused) = refused {
        *response.status_mut() = refused.status;
    }
    Ok(response)
}

/// The contents of the page.
struct EntryView<'a> {
    article: &'a Article,
    /// The record with manual corrections applied.
    record: &'a Record,
    id: EntryId,
    /// The entry with manual corrections applied.
    now: &'a EntrySnapshot,
    mark: String,
    earlier: &'a [&'a Correction],
    choices: &'a Choices,
}

/// Returns the content of the page. The form is sent to `form_address`; `neighbors` are the previous and next entries
/// in the list under review.
fn content(
    app: &App,
    headers: &HeaderMap,
    view: &EntryView<'_>,
    (form_address, neighbors): (&str, Option<&Neighbors>),
    refused: Option<&Failure>,
) -> Markup {
    let EntryView { article, record, id, now, ref mark, earlier, choices } = *view;
    let address = links::article(article.id);
    html! {
        div.narrow {
            p.meta { a href={ (address) "#" (id) } { "← " (results::headline(article.heading())) } }
            h1.small { (snapshot::kind(now)) " " span.id { (id) } }
            (snapshot::summary(now))
            (entry_context::passage(record, id))
            (entry_context::reasons(record, id))
            (entry_context::people(record, id))
            @if let Some(refused) = refused { p.problem role="alert" { (capitalized(&refused.detail)) "." } }
            @if !earlier.is_empty() {
                h2 { "Earlier corrections" }
                ol.entries { @for correction in earlier.iter().rev() { (corrections::without_article(correction)) } }
            }
            h2 { "Your correction" }
            @if let Some(reason) = why_off(app, headers) {
                p { "Corrections are off: " (reason) "." }
            } @else {
                (entry_form::form(form_address, now, mark, choices, app.token.is_some()))
            }
            @match neighbors {
                Some(neighbors) => (neighbors.links()),
                None => (entry_context::neighbours(record, article.id, id)),
            }
        }
    }
}
