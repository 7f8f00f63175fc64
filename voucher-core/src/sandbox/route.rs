//! Finding the definition for a path, or the most similar path for a suggestion.

use super::percent::decode;
use super::{LONGEST_PATH, RequestError, cut};
use ::http::StatusCode;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use voucher_definition::suggest::distance;
use voucher_definition::{DEFINITIONS, Definition, SHIPPED, Status};

/// The path segment of a backfill form, after the version.
const BACKFILL: &str = "backfill";

/// An endpoint of the sandbox, or its backfill form.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) definition: &'static Definition,
    pub(super) is_backfill: bool,
}

impl Route {
    /// Finds the endpoint at a path, among the user's definitions and then the shipped ones, or its backfill form
    /// (`/v2/backfill/voucher`). If there are several, prefers one with this method.
    pub(super) fn find(
        user_definitions: &[&'static Definition],
        method: &str,
        path: &str,
    ) -> Option<Self> {
        let find = |path: &str| {
            let mut found = definitions_at(user_definitions, path);
            let first = found.next()?;
            let mut all = [first].into_iter().chain(found);
            all.find(|definition| definition.method == method)
                .or(Some(first))
        };
        if let Some(definition) = find(path) {
            return Some(Self {
                definition,
                is_backfill: false,
            });
        }
        let (version, rest) = path.strip_prefix('/')?.split_once('/')?;
        let name = rest.strip_prefix("backfill/")?;
        let definition = find(&format!("/{version}/{name}"))?;
        has_backfill(definition).then_some(Self {
            definition,
            is_backfill: true,
        })
    }

    /// Returns the path with the names of its parameters: `/v2/supplier/:id/labels`.
    pub(super) fn template(self) -> String {
        let path = self.definition.path;
        let split = path.strip_prefix('/').and_then(|path| path.split_once('/'));
        match split {
            Some((version, name)) if self.is_backfill => format!("/{version}/{BACKFILL}/{name}"),
            _ => path.into(),
        }
    }

    /// Checks the parameters in a path of this endpoint.
    pub(super) fn check_path(self, path: &str) -> Result<(), RequestError> {
        for (segment, name) in path.split('/').zip(self.template().split('/')) {
            check_segment(segment).map_err(|problem| {
                let message = format!("`{name}` in the path {problem}");
                RequestError::new(StatusCode::BAD_REQUEST, message)
            })?;
        }
        Ok(())
    }
}

/// Returns the definitions at a path, the user's first.
fn definitions_at(
    user_definitions: &[&'static Definition],
    path: &str,
) -> impl Iterator<Item = &'static Definition> {
    let user_definitions = user_definitions.iter().copied();
    user_definitions
        .filter(move |definition| definition.is_at(path))
        .chain(Definition::all_at(path))
}

/// Returns the methods of all endpoints at a path: `GET, POST`.
pub(super) fn methods_at(user_definitions: &[&'static Definition], path: &str) -> String {
    let mut methods: Vec<_> = definitions_at(user_definitions, path)
        .map(|definition| definition.method)
        .collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

/// Returns whether an endpoint has a backfill form, which needs a required timestamp.
fn has_backfill(definition: &Definition) -> bool {
    if definition.method != "POST" || definition.host != Definition::API {
        return false;
    }
    let mut fields = definition.object().fields.iter();
    fields.any(|field| field.name == "timestamp" && field.status == Status::Required)
}

/// Checks that a segment is percent-encoded UTF-8. Dot segments are rejected even if they are percent-encoded, because URL
/// parsers remove them (RFC 3986, sections 5.2.4 and 6.2.2).
fn check_segment(segment: &str) -> Result<(), String> {
    match &*decode(segment)? {
        "." | ".." => Err("cannot be `.` or `..`, not even percent-encoded".to_string()),
        _ => Ok(()),
    }
}

/// Returns the error for a path without an endpoint.
pub(super) fn not_found(user_definitions: &[&'static Definition], path: &str) -> RequestError {
    let definitions = all(user_definitions);
    let advice = if let Some(route) = nearest(&definitions, path) {
        format!("did you mean `{}`?", route.template())
    } else {
        let paths = definitions.iter().map(|definition| definition.path);
        let paths: Vec<_> = paths.collect();
        format!("the endpoints are {}", paths.join(", "))
    };
    let path = cut(path, LONGEST_PATH);
    RequestError::new(
        StatusCode::NOT_FOUND,
        format!("no endpoint at `{path}`; {advice}"),
    )
}

/// Returns every definition that the sandbox knows, in search order.
pub(super) fn all(user_definitions: &[&'static Definition]) -> Vec<&'static Definition> {
    let shipped = SHIPPED.iter().filter_map(|name| Definition::find(name));
    let user_definitions = user_definitions.iter().copied();
    user_definitions.chain(DEFINITIONS).chain(shipped).collect()
}

/// Returns the endpoint with the most similar path. The version and everything before it, letter case, empty segments and
/// the values of parameters are ignored.
fn nearest(definitions: &[&'static Definition], path: &str) -> Option<Route> {
    let (version, name) = split(path);
    let candidates = definitions.iter().copied().filter_map(|definition| {
        let (defined_version, defined_name) = split(definition.path);
        let is_literal = |segment: &&str| !segment.starts_with(':');
        let requested: Vec<&str> = if name.len() == defined_name.len() {
            let pairs = name.iter().copied().zip(&defined_name);
            let literals = pairs.filter(|(_, defined)| is_literal(defined));
            literals.map(|(requested, _)| requested).collect()
        } else {
            name.clone()
        };
        let defined: Vec<&str> = defined_name.into_iter().filter(is_literal).collect();
        let distance = distance(&requested.join("/"), &defined.join("/"))?;
        Some((distance, version != defined_version, definition))
    });
    let nearest = candidates.min_by_key(|(distance, is_other, _)| (*distance, *is_other));
    let (_, _, definition) = nearest?;
    let mut segments = path.split('/');
    let is_backfill = segments.any(is_backfill);
    Some(Route {
        definition,
        is_backfill: is_backfill && has_backfill(definition),
    })
}

/// Splits a path into its version, in lower case, and the segments after it, without `backfill`.
fn split(path: &str) -> (Option<String>, Vec<&str>) {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let segments: Vec<&str> = segments.collect();
    let index = segments.iter().position(|segment| is_version(segment));
    let version = index.and_then(|index| segments.get(index));
    let version = version.map(|version| version.to_ascii_lowercase());
    let name = segments.into_iter().skip(index.unwrap_or_default());
    let name = name.skip_while(|segment| is_version(segment));
    (
        version,
        name.filter(|segment| !is_backfill(segment)).collect(),
    )
}

fn is_backfill(segment: &str) -> bool {
    segment.eq_ignore_ascii_case(BACKFILL)
}

/// Returns whether a path segment is a version, such as `v2` or `V3`.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
