//! The routes of the page.

use crate::live;
use crate::page::{self, attempt, definitions, entities, faults, requests};
use crate::service::{Body, State};
use http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};
use http_body_util::Either;
use maud::Markup;
use std::sync::Arc;

/// The prefix of all routes but `/`.
const PREFIX: &str = "/__sandbox/page";
const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/script.js");

/// The fields of a query or a form, decoded.
#[derive(Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// Returns the first value of a field that is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).find(|value| !value.is_empty())
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let fields = self.0.iter().filter(move |(found, _)| found == name);
        fields.map(|(_, value)| value.as_str())
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }
}

/// Returns a path with the fields of a query that are not empty.
pub(crate) fn link(path: &str, fields: &[(&str, &str)]) -> String {
    let path = format!("{path}?");
    let end = path.len();
    let mut query = form_urlencoded::Serializer::for_suffix(path, end);
    query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
    query.finish()
}

/// Returns whether a request is to the page or to one of the sandbox's own endpoints.
pub(crate) fn is_own(state: &State, head: &Parts) -> bool {
    let path = head.uri.path();
    path.starts_with("/__sandbox") || is_front(state, head)
}

/// Returns whether a request is to `/`, and no definition has this endpoint.
fn is_front(state: &State, head: &Parts) -> bool {
    head.uri.path() == "/"
        && matches!(head.method, Method::GET | Method::HEAD)
        && !state
            .lock()
            .sandbox
            .definitions()
            .iter()
            .any(|definition| definition.path == "/")
}

/// Returns whether one of the sandbox's own requests is to the page.
pub(crate) fn is_page(head: &Parts) -> bool {
    let path = head.uri.path();
    path == "/" || path == PREFIX || path.starts_with("/__sandbox/page/")
}

/// Answers a request to the page.
pub(crate) async fn answer(state: &Arc<State>, head: &Parts, body: &[u8]) -> Response<Body> {
    let fields = Fields::parse(head.uri.query().unwrap_or_default().as_bytes());
    let path = head.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let is_get = matches!(head.method, Method::GET | Method::HEAD);
    let is_post = head.method == Method::POST;
    match path {
        "" | "/" if is_get => html(requests::page(state, &fields)),
        "/stream" if is_get => live::answer(state, &head.headers, fields.get("after")),
        "/try" if is_get => html(attempt::page(state, &fields)),
        "/try" if is_post => html(attempt::send(state, head, &Fields::parse(body)).await),
        "/definitions" if is_get => html(definitions::page(state, &fields)),
        "/entities" if is_get => html(entities::page(state, &fields)),
        "/faults" if is_get => html(faults::page(state, &fields, None)),
        "/faults" if is_post => match faults::change(state, &Fields::parse(body)) {
            Ok(path) => redirect(path),
            Err(message) => {
                let mut response = html(faults::page(state, &fields, Some(&message)));
                *response.status_mut() = StatusCode::BAD_REQUEST;
                response
            }
        },
        "/style.css" if is_get => content("text/css; charset=utf-8", STYLE.into()),
        "/script.js" if is_get => content("text/javascript; charset=utf-8", SCRIPT.into()),
        "" | "/" | "/stream" | "/definitions" | "/entities" | "/style.css" | "/script.js" => error(
            StatusCode::METHOD_NOT_ALLOWED,
            "the page accepts only GET here",
            "GET, HEAD",
        ),
        "/try" | "/faults" => error(
            StatusCode::METHOD_NOT_ALLOWED,
            "the page accepts only GET and POST here",
            "GET, HEAD, POST",
        ),
        _ => error(StatusCode::NOT_FOUND, "the sandbox has no such page", ""),
    }
}

/// Answers a form that is too long.
pub(crate) fn too_long() -> Response<Body> {
    let message = "the form is too long, or its connection was closed";
    error(StatusCode::PAYLOAD_TOO_LARGE, message, "")
}

fn error(status: StatusCode, message: &str, allow: &'static str) -> Response<Body> {
    let mut response = html(page::message(message));
    *response.status_mut() = status;
    if !allow.is_empty() {
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static(allow));
    }
    response
}

fn html(markup: Markup) -> Response<Body> {
    content("text/html; charset=utf-8", markup.into_string())
}

fn content(kind: &'static str, content: String) -> Response<Body> {
    let mut response = Response::new(Either::Left(content.into()));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Leads a browser to a page after a form was sent.
fn redirect(path: &'static str) -> Response<Body> {
    let mut response = Response::new(Either::Left(String::new().into()));
    *response.status_mut() = StatusCode::SEE_OTHER;
    response
        .headers_mut()
        .insert(LOCATION, HeaderValue::from_static(path));
    response
}
