//! The sandbox's own endpoints under `/__sandbox/`.

use super::{RequestError, Sandbox};
use ::http::request::Parts;
use ::http::{Method, Response, StatusCode};
use core::fmt::Write;
use serde_json::{Map, Value, json};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// Answers a request to one of the sandbox's own endpoints; `None` for any other path. No token is needed, and no fault is
/// injected.
pub(super) fn answer(
    sandbox: &mut Sandbox,
    head: &Parts,
) -> Option<Result<Response<Vec<u8>>, RequestError>> {
    let path = head.uri.path().strip_prefix("/__sandbox")?;
    let json = |body| Ok(super::response(StatusCode::OK, "application/json", body));
    Some(match (path, &head.method) {
        ("/events", &(Method::GET | Method::HEAD)) => after(head.uri.query()).map_or_else(
            || {
                let message = "expected the query `?after=` and an event's number, or no query";
                Err(RequestError::new(StatusCode::BAD_REQUEST, message))
            },
            |after| json(events(sandbox, after)),
        ),
        ("/events", &Method::DELETE) => {
            let forgotten = sandbox.counts().accepted;
            sandbox.reset();
            json(json!({"forgotten": forgotten}).to_string())
        }
        ("/entities", &(Method::GET | Method::HEAD)) => json(entities(sandbox).to_string()),
        ("/events", _) => Err(RequestError::method_not_allowed(
            "`/__sandbox/events` accepts GET and DELETE",
            "GET, HEAD, DELETE",
        )),
        ("/entities", _) => Err(RequestError::method_not_allowed(
            "`/__sandbox/entities` accepts GET",
            "GET, HEAD",
        )),
        _ => Err(RequestError::new(
            StatusCode::NOT_FOUND,
            format!(
                "no endpoint at `{}`; the sandbox has `/__sandbox/events` and `/__sandbox/entities`",
                super::cut(head.uri.path(), super::LONGEST_PATH)
            ),
        )),
    })
}

/// Returns the number after which events are listed, 0 without a query; `None` if the query is invalid.
fn after(query: Option<&str>) -> Option<u64> {
    match query {
        None | Some("") => Some(0),
        Some(query) => query.strip_prefix("after=")?.parse().ok(),
    }
}

fn events(sandbox: &Sandbox, after: u64) -> String {
    let counts = sandbox.counts();
    let mut json = format!(
        r#"{{"accepted":{},"refused":{},"failed":{},"forgotten":{},"rejected":["#,
        counts.accepted, counts.refused, counts.failed, counts.forgotten
    );
    let mut comma = "";
    for rejection in sandbox.rejections() {
        let rejection = json!({
            "number": rejection.number(),
            "received": rejection.received().as_millis(),
            "method": rejection.method(),
            "path": rejection.path(),
            "status": rejection.status(),
            "message": rejection.message(),
        });
        let _ = write!(json, "{comma}\n{rejection}");
        comma = ",";
    }
    json.push_str("],\"events\":[");
    comma = "";
    for event in sandbox.events().filter(|event| event.number() > after) {
        let _ = write!(
            json,
            "{comma}\n{{\"number\":{},\"received\":{},\"path\":{}",
            event.number(),
            event.received().as_millis(),
            Value::from(event.path()),
        );
        if event.method() != "POST" {
            let _ = write!(json, ",\"method\":{}", Value::from(event.method()));
        }
        if let Some(query) = event.query() {
            let _ = write!(json, ",\"query\":{}", Value::from(query));
        }
        // The body is valid JSON, so its exact bytes can be inserted.
        let body = Some(event.body()).filter(|body| !body.is_empty());
        let _ = write!(json, ",\"body\":{}}}", body.unwrap_or("null"));
        comma = ",";
    }
    json.push_str("]}\n");
    json
}

fn entities(sandbox: &Sandbox) -> Value {
    let memory = &sandbox.memory;
    let mut names = Map::new();
    for name in memory.names() {
        let entities = memory.entities(name);
        let entities = entities.map(|(id, entity)| (id.clone(), entity.body(name)));
        names.insert(name.into(), entities.collect::<Map<_, _>>().into());
    }
    names.into()
}
