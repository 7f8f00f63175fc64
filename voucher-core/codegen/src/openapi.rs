//! An `OpenAPI` 3.1 description of requests.

use crate::json::{Json, Object};
use crate::schema::{Parts, parts};
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use voucher_definition::{Definition, Field};

/// Two definitions have the same method and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The method and the path: `POST /v2/order`.
    pub request: String,
}

impl Display for Duplicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "two definitions describe `{}`; remove one", self.request)
    }
}

impl core::error::Error for Duplicate {}

/// Answers that are not a success, with their descriptions (<https://developer.ravelin.com/merchant/api/errors>).
const ERRORS: [(&str, &str, &str); 6] = [
    (
        "400",
        "BadRequest",
        "the body is invalid, often because a required field is missing",
    ),
    ("401", "Unauthorized", "the API key is missing or wrong"),
    (
        "403",
        "Forbidden",
        "the API key does not allow this request",
    ),
    ("406", "NotAcceptable", "the body is not JSON"),
    (
        "429",
        "TooManyRequests",
        "there were too many requests; the data is kept and processed later",
    ),
    (
        "5XX",
        "Failure",
        "the API cannot answer; send the request again later",
    ),
];

/// Returns an `OpenAPI` 3.1 description of requests, in JSON with a line break at the end: parameters, bodies, answers and
/// errors, and, with a shipped definition, the server and the authentication of the API. The comment is the value of `x-generated-by`, because `OpenAPI` has no `$comment` here.
///
/// # Errors
/// Two definitions have the same method and path.
///
/// # Examples
/// ```
/// use voucher_codegen::openapi::openapi;
/// use voucher_definition::Definition;
///
/// let voucher = Definition::find("voucher").expect("ships with the toolkit");
/// let description = openapi(&[voucher], None)?;
/// assert!(description.contains("\"/v2/voucher\""));
/// assert!(openapi(&[voucher, voucher], None).is_err());
/// # Ok::<(), voucher_codegen::openapi::Duplicate>(())
/// ```
pub fn openapi(definitions: &[&Definition], comment: Option<&str>) -> Result<String, Duplicate> {
    let (mut paths, mut schemas) = (Object::default(), Object::default());
    let (mut names, mut requests) = (BTreeSet::new(), BTreeSet::new());
    for definition in definitions {
        let path = template(definition.path);
        let method = definition.method.to_lowercase();
        // Templates that differ only in the names of their parameters are the same.
        if !requests.insert((method.clone(), shape(&path))) {
            return Err(Duplicate {
                request: format!("{} {}", definition.method, definition.path),
            });
        }
        let name = free_name(definition, &mut names);
        let parts = parts(definition);
        let operation = operation(definition, &name, &parts);
        if definition.body.is_some() || parts.schema.get("$defs").is_some() {
            let mut schema = Json::from(parts.schema);
            redirect(&mut schema, &name);
            schemas.set(&name, schema);
        }
        let mut item = match paths.get(&path) {
            Some(Json::Object(item)) => item.clone(),
            _ => Object::default(),
        };
        item.set(&method, operation);
        paths.set(&path, item);
    }
    Ok(document(definitions, comment, paths, schemas).to_document())
}

fn document(
    definitions: &[&Definition],
    comment: Option<&str>,
    paths: Object,
    mut schemas: Object,
) -> Json {
    schemas.set("Answer", answer());
    schemas.set("Error", error());
    let mut responses = Object::default();
    responses.set(
        "Success",
        response("the API processed the request", "Answer"),
    );
    for (_, name, description) in ERRORS {
        responses.set(name, response(description, "Error"));
    }
    let read = definitions
        .iter()
        .map(|definition| definition.read_date)
        .max();
    let version = read.filter(|date| !date.is_empty()).unwrap_or("0");
    // The server and the authentication of the requests that ship with the toolkit.
    let has_shipped = definitions
        .iter()
        .any(|definition| Definition::find(definition.name) == Some(*definition));
    let title = if has_shipped {
        "Ravelin's event API"
    } else {
        "Requests"
    };
    let info = object([
        ("title", title.into()),
        (
            "description",
            "Written from definitions of the requests, which name their sources.".into(),
        ),
        ("version", version.into()),
    ]);
    let server = object([("url", "https://api.ravelin.com".into())]);
    let security = object([("token", Json::Array(Vec::new()))]);
    let mut components = Object::default();
    components.set("schemas", schemas);
    components.set("responses", responses);
    let mut document = Object::default();
    document.set("openapi", "3.1.0");
    document.set_text("x-generated-by", comment.unwrap_or_default());
    document.set("info", info);
    if has_shipped {
        document.set("servers", Json::Array(vec![server]));
        document.set("security", Json::Array(vec![security]));
        components.set("securitySchemes", object([("token", token())]));
    }
    document.set("paths", paths);
    document.set("components", components);
    document.into()
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let mut object = Object::default();
    for (name, value) in members {
        object.set(name, value);
    }
    object.into()
}

/// Returns how a request is authenticated (<https://developer.ravelin.com/merchant/api/authentication/>).
fn token() -> Json {
    object([
        ("type", "apiKey".into()),
        ("in", "header".into()),
        ("name", "Authorization".into()),
        (
            "description",
            "`token sk_live_…` or `token sk_test_…`: the secret key of an account, after the word `token` and a space".into(),
        ),
    ])
}

fn answer() -> Json {
    let of = |of: &str, description: &str| {
        object([("type", of.into()), ("description", description.into())])
    };
    let properties = object([
        ("status", of("integer", "the status code")),
        (
            "timestamp",
            of("integer", "when the request was processed, in seconds"),
        ),
        ("message", of("string", "a note about the request")),
        (
            "data",
            of("object", "the recommendation, if one was requested"),
        ),
        (
            "recommendation",
            of("string", "`OK` or `ABUSE`, of a check of a voucher"),
        ),
    ]);
    object([
        (
            "description",
            "Any member may be absent, and new ones may be added at any time.".into(),
        ),
        ("type", Json::strings(["object", "null"])),
        ("properties", properties),
    ])
}

fn error() -> Json {
    let of = |of: &str| object([("type", of.into())]);
    let list = object([("type", "array".into()), ("items", of("string"))]);
    let properties = object([
        ("status", of("integer")),
        ("message", of("string")),
        ("timestamp", of("integer")),
        ("traceId", of("string")),
        ("validationErrors", list),
    ]);
    object([("type", "object".into()), ("properties", properties)])
}

fn response(description: &str, schema: &str) -> Json {
    object([
        ("description", description.into()),
        ("content", content(schema)),
    ])
}

fn content(schema: &str) -> Json {
    let schema = object([("$ref", format!("#/components/schemas/{schema}").into())]);
    object([("application/json", object([("schema", schema)]))])
}

fn operation(definition: &Definition, name: &str, parts: &Parts) -> Object {
    let mut operation = Object::default();
    operation.set("operationId", name);
    operation.set_text("summary", definition.description);
    operation.set_flag("deprecated", definition.deprecated);
    if !definition.source.is_empty() {
        operation.set("externalDocs", object([("url", definition.source.into())]));
    }
    let path = parameters(definition.parameters, &parts.parameters, "path", name);
    let query = parameters(definition.query, &parts.query, "query", name);
    let parameters: Vec<_> = path.into_iter().chain(query).collect();
    if !parameters.is_empty() {
        operation.set("parameters", Json::Array(parameters));
    }
    if definition.body.is_some() {
        let body = [("required", true.into()), ("content", content(name))];
        operation.set("requestBody", object(body));
    }
    let reference =
        |name: &str| object([("$ref", format!("#/components/responses/{name}").into())]);
    let mut responses = Object::default();
    responses.set("200", reference("Success"));
    for (status, name, _) in ERRORS {
        responses.set(status, reference(name));
    }
    operation.set("responses", responses);
    operation
}

fn parameters(
    fields: &[&'static Field],
    schemas: &Object,
    location: &str,
    name: &str,
) -> Vec<Json> {
    let fields = fields.iter();
    let fields = fields.map(|field| {
        let mut schema = schemas.get(field.name).cloned().unwrap_or(true.into());
        redirect(&mut schema, name);
        let mut parameter = Object::default();
        parameter.set("name", field.name);
        parameter.set("in", location);
        parameter.set_text("description", field.description);
        parameter.set_flag("required", location == "path" || field.is_required());
        parameter.set_flag("deprecated", field.deprecated);
        parameter.set("schema", schema);
        parameter.into()
    });
    fields.collect()
}

/// Makes the references of a schema lead to its component. Only schemas have a member `$ref` that is a string.
///
/// A discriminator with `defaultMapping`, which only `OpenAPI` 3.2 has, is left out: the alternatives list the values, too.
fn redirect(node: &mut Json, name: &str) {
    match node {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        Json::Array(elements) => elements
            .iter_mut()
            .for_each(|element| redirect(element, name)),
        Json::Object(members) => {
            let discriminator = members.get("discriminator");
            if discriminator.is_some_and(|it| it.get("defaultMapping").is_some()) {
                members.remove("discriminator");
            }
            for (keyword, value) in members.iter_mut() {
                let target = match (keyword, &*value) {
                    ("$ref", Json::String(target)) => Some(target.as_str()),
                    _ => None,
                };
                match target.and_then(|target| target.strip_prefix('#')) {
                    Some(pointer) => {
                        *value = format!("#/components/schemas/{name}{pointer}").into();
                    }
                    None => redirect(value, name),
                }
            }
        }
    }
}

/// Returns the path with `{id}` for `:id`.
fn template(path: &str) -> String {
    let segments = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => segment.into(),
        });
    segments.collect::<Vec<_>>().join("/")
}

fn shape(template: &str) -> String {
    let segments = template.split('/');
    let segments = segments.map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Returns a name for the component of a definition: `SupplierIdLabels`.
fn free_name(definition: &Definition, names: &mut BTreeSet<String>) -> String {
    let words = definition
        .rust_path
        .split(|one: char| !one.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    let name: String = words.collect();
    let taken = name.is_empty() || name == "Answer" || name == "Error";
    let name = if taken {
        format!("{name}Request")
    } else {
        name
    };
    let numbered = (2..).map(|number: u32| format!("{name}{number}"));
    let mut candidates = core::iter::once(name.clone()).chain(numbered);
    let free = candidates.find(|name| names.insert(name.clone()));
    free.unwrap_or_default()
}
