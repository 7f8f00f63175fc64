//! The operations of a description.

use super::document::{Document, Place};
use super::error::ImportError;
use voucher_definition::suggest::nearest;

/// The methods of `OpenAPI`, in the order in which an operation is listed.
const METHODS: [&str; 8] = [
    "get", "post", "put", "patch", "delete", "head", "options", "trace",
];

/// An operation of a description: one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) summary: Option<String>,
    /// The JSON Pointer of the operation, or of a JSON Schema.
    pub(super) pointer: String,
}

impl Operation {
    /// Returns the method in upper case.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the path as the description has it: `/payments/{id}`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the operation id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the summary in one line.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.summary.as_deref()
    }

    /// Returns the method and the path: `POST /payments`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// Returns the operations of a description in its order, and the paths that refer to what the description does not have. A JSON
/// Schema describes one operation.
pub(super) fn operations(document: &Document) -> (Vec<Operation>, Vec<String>) {
    if !document.dialect.is_openapi() {
        return (vec![of_schema(document)], Vec::new());
    }
    let (mut operations, mut unresolved) = (Vec::new(), Vec::new());
    let paths = document.root().child("paths");
    for (path, item) in paths.iter().flat_map(Place::members) {
        let item = follow(document, item);
        if item.node.str("$ref").is_some() {
            unresolved.push(path.to_owned());
        }
        for method in METHODS {
            if let Some(operation) = item
                .child(method)
                .filter(|it| it.node.as_object().is_some())
            {
                operations.push(Operation {
                    method: method.to_ascii_uppercase(),
                    path: path.into(),
                    id: operation.node.str("operationId").map(one_line),
                    summary: operation.node.str("summary").map(one_line),
                    pointer: operation.pointer.to_string(),
                });
            }
        }
    }
    (operations, unresolved)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the request of a JSON Schema. Its path is the name of the schema.
fn of_schema(document: &Document) -> Operation {
    let root = &document.root;
    let own = root.get("self").filter(|own| own.as_object().is_some());
    let named = own.and_then(|own| own.str("name"));
    let id = root.str("$id").or(root.str("id"));
    let from_id = id.and_then(|id| {
        let name = id.trim_end_matches(['#', '/']).rsplit(['/', ':']).next()?;
        Some(name.trim_end_matches(".json").trim_end_matches(".schema"))
    });
    let name = named.or(from_id).or(root.str("title")).unwrap_or("event");
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || "-._~".contains(one);
    let name: String = name
        .chars()
        .map(|one| if is_allowed(one) { one } else { '-' })
        .take(200)
        .collect();
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "event" } else { name };
    Operation {
        method: "POST".into(),
        path: format!("/{name}"),
        id: None,
        summary: root.str("title").map(one_line),
        pointer: String::new(),
    }
}

/// Follows the references of an object that is not a schema.
pub(super) fn follow<'d>(document: &'d Document, mut place: Place<'d>) -> Place<'d> {
    for _ in 0..32 {
        let Some(reference) = place.node.str("$ref") else {
            break;
        };
        match document.resolve(&place.pointer, reference) {
            Ok(target) => place = target,
            Err(_) => break,
        }
    }
    place
}

/// Returns the operation with a name: `POST /payments`, or its operation id.
pub(super) fn find(operations: &[Operation], name: &str) -> Result<Operation, ImportError> {
    let wanted = one_line(name);
    let is_named = |operation: &&Operation| {
        let own = operation.name();
        operation.id() == Some(name) || own == wanted || own.eq_ignore_ascii_case(&wanted)
    };
    if let Some(operation) = operations.iter().find(is_named) {
        return Ok(operation.clone());
    }
    let on_path: Vec<_> = operations
        .iter()
        .filter(|operation| operation.path == wanted)
        .collect();
    if let [only] = &on_path[..] {
        return Ok((*only).clone());
    }
    let names: Vec<_> = operations.iter().map(Operation::name).collect();
    let known: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .chain(operations.iter().filter_map(Operation::id))
        .collect();
    let shown = name.escape_debug();
    let with_method = wanted
        .split_once(' ')
        .and_then(|(_, path)| operations.iter().find(|operation| operation.path == path));
    let near = nearest(&wanted, &known).map(String::from).or_else(|| {
        let on_path = on_path.first().map(|operation| operation.name());
        on_path
            .or(with_method.map(Operation::name))
            .or_else(|| closest(&wanted, &known))
    });
    Err(ImportError::new(match near {
        Some(near) => format!(
            "there is no operation `{shown}`; did you mean `{}`?",
            near.escape_debug()
        ),
        None => format!("there is no operation `{shown}`; `--list` prints the operations"),
    }))
}

/// Returns the name that shares the longest start with another one.
fn closest(name: &str, known: &[&str]) -> Option<String> {
    let shared = |other: &&&str| {
        let pairs = name.chars().zip(other.chars());
        pairs
            .take_while(|(one, other)| one.eq_ignore_ascii_case(other))
            .count()
    };
    let nearest = known.iter().max_by_key(shared)?;
    let is_near = shared(&nearest) * 2 >= name.chars().count();
    is_near.then(|| (*nearest).to_owned())
}

/// The body of an operation.
pub(super) enum Body<'d> {
    None,
    Schema(Place<'d>),
    /// A JSON body without a schema, at the JSON Pointer of the media type.
    Any(Place<'d>),
}

/// Returns the JSON body of an operation.
pub(super) fn body<'d>(
    document: &'d Document,
    operation: &Place<'d>,
) -> Result<Body<'d>, ImportError> {
    let Some(body) = operation.child("requestBody") else {
        return Ok(Body::None);
    };
    let body = follow(document, body);
    let content = body.child("content");
    let types: Vec<_> = content.iter().flat_map(Place::members).collect();
    if types.is_empty() {
        return Ok(Body::None);
    }
    let json = types
        .iter()
        .min_by_key(|(name, _)| rank(name))
        .filter(|(name, _)| rank(name) < OTHER);
    let Some((_, media)) = json else {
        let names: Vec<_> = types
            .iter()
            .map(|(name, _)| format!("`{}`", name.escape_debug()))
            .collect();
        return Err(ImportError::new(format!(
            "the body has the media type {}; expected JSON, such as `application/json`",
            names.join(" or ")
        )));
    };
    Ok(match media.child("schema") {
        Some(schema) => Body::Schema(schema),
        None => Body::Any(media.clone()),
    })
}

/// The rank of a media type that is not JSON.
const OTHER: u8 = 9;

/// Returns the rank of a media type, the most usual JSON type first.
fn rank(media_type: &str) -> u8 {
    let name = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match &*name {
        "application/json" => 0,
        "application/merge-patch+json" | "application/vnd.api+json" => 1,
        "text/json" | "application/x-json" => 3,
        "*/*" | "application/*" => 5,
        // A list of changes in its own format.
        "application/json-patch+json" => 4,
        "application/json-seq" | "application/x-ndjson" | "application/jsonl" => OTHER,
        _ if name.ends_with("+json") => 2,
        _ => OTHER,
    }
}

/// Returns the parameters of an operation, those of its path included.
pub(super) fn parameters<'d>(document: &'d Document, operation: &Place<'d>) -> Vec<Place<'d>> {
    let item = operation
        .pointer
        .rsplit_once('/')
        .and_then(|(item, _)| document.find(item));
    let lists = [Some(operation.clone()), item];
    let mut parameters: Vec<Place<'d>> = Vec::new();
    for list in lists
        .into_iter()
        .flatten()
        .filter_map(|place| place.child("parameters"))
    {
        for parameter in list.elements() {
            let parameter = follow(document, parameter);
            let key = |place: &Place<'d>| (place.node.str("in"), place.node.str("name"));
            // That of the operation overrides that of the path.
            if !parameters.iter().any(|other| key(other) == key(&parameter)) {
                parameters.push(parameter);
            }
        }
    }
    parameters
}
