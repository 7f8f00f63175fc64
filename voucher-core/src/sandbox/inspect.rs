//! What the sandbox tells of itself, under `/__sandbox/`.

use super::{RequestError, Sandbox};
use ::http::request::Parts;
use ::http::{Method, Response, StatusCode};
use core::fmt::Write;
use serde_json::{Map, Value, json};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// The answer to a request that asks the sandbox, not the API. It needs no token, and no fault befalls it.
pub(super) fn answer(
    sandbox: &mut Sandbox,
    head: &Parts,
) -> Option<Result<Response<Vec<u8>>, RequestError>> {
    let path = head.uri.path().strip_prefix("/__sandbox")?;
    let json = |body| Ok(super::response(StatusCode::OK, "application/json", body));
    Some(match (path, &head.method) {
        ("/events", &Method::GET) => after(head.uri.query()).map_or_else(
            || {
                let message = "`/__sandbox/events` takes `?after=` and an event's number";
                Err(RequestError::new(StatusCode::BAD_REQUEST, message))
            },
            |after| json(events(sandbox, after)),
        ),
        ("/events", &Method::DELETE) => {
            let forgotten = sandbox.counts().accepted;
            sandbox.reset();
            json(json!({"forgotten": forgotten}).to_string())
        }
        ("/entities", &Method::GET) => json(entities(sandbox).to_string()),
        ("/events", _) => Err(RequestError::method(
            "`/__sandbox/events` takes GET and DELETE",
            "GET, DELETE",
        )),
        ("/entities", _) => Err(RequestError::method(
            "`/__sandbox/entities` takes GET",
            "GET",
        )),
        _ => Err(RequestError::new(
            StatusCode::NOT_FOUND,
            format!(
                "no `{}`; the sandbox has `/__sandbox/events` and `/__sandbox/entities`",
                super::cut(head.uri.path(), super::LONGEST_PATH)
            ),
        )),
    })
}

/// Returns the number after which events are listed, 0 for all; `None` for any other query.
fn after(query: Option<&str>) -> Option<u64> {
    match query {
        None | Some("") => Some(0),
        Some(query) => query.strip_prefix("after=")?.parse().ok(),
    }
}

fn events(sandbox: &Sandbox, after: u64) -> String {
    let counts = sandbox.counts();
    let mut text = format!(
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
        let _ = write!(text, "{comma}\n{rejection}");
        comma = ",";
    }
    text.push_str("],\"events\":[");
    comma = "";
    for event in sandbox.events().filter(|event| event.number() > after) {
        // The body was read as JSON, so it is put in as it came, byte for byte.
        let _ = write!(
            text,
            "{comma}\n{{\"number\":{},\"received\":{},\"path\":{},\"body\":{}}}",
            event.number(),
            event.received().as_millis(),
            Value::from(event.path()),
            event.body()
        );
        comma = ",";
    }
    text.push_str("]}\n");
    text
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
