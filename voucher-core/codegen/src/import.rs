//! Imports descriptions of other APIs: `OpenAPI` 3.0 and 3.1, and JSON Schema from draft-04 to 2020-12, in JSON or YAML.
//!
//! A definition can express less than JSON Schema. Whatever it cannot express becomes a schema that accepts more, at the
//! smallest place around it, and the [`Report`] says so. [`voucher_definition::read`] accepts every imported definition.
//!
//! Nothing outside of the description is read: a reference that leads out of it is lost.

mod document;
mod emit;
mod error;
mod merge;
mod operation;
mod overlay;
mod parameter;
mod path;
mod pattern;
mod referee;
mod report;
mod set;
mod translate;
mod union;
mod yaml;

pub use error::ImportError;
pub use operation::Operation;
pub use report::{Entry, Outcome, Report};

use crate::json::{Json, Object};
use document::{Document, Place};
use emit::Emitter;
use operation::Body;
use translate::Translator;
use voucher_definition::read;

/// How often a file is written again, because alternatives in it are wider than their schemas.
const MAX_ROUNDS: usize = 8;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// An API description that can be imported.
///
/// ```
/// use voucher_codegen::import::{Description, Options, Outcome};
///
/// let source = br#"
/// openapi: 3.0.3
/// paths:
///   /payments/{id}:
///     post:
///       operationId: updatePayment
///       parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
///       requestBody:
///         content:
///           application/json:
///             schema:
///               type: object
///               required: [amount]
///               properties:
///                 amount: { type: integer, minimum: 0, exclusiveMinimum: true }
///                 note: { type: string, nullable: true, not: { const: "" } }
/// "#;
/// let description = Description::read(source)?;
/// let operation = description.find("updatePayment")?;
/// let imported = description.import(&operation, &Options::default())?;
///
/// let payment = voucher_definition::read(imported.definition().as_bytes()).unwrap().leak();
/// assert_eq!((payment.method, payment.path), ("POST", "/payments/:id"));
/// assert!(payment.check(&serde_json::json!({ "amount": 1, "note": null })).is_ok());
/// assert!(payment.check(&serde_json::json!({ "amount": 0 })).is_err());
///
/// let lost = imported.report().entries().find(|entry| entry.outcome() == Outcome::Lost).unwrap();
/// assert!(lost.pointer().ends_with("/properties/note/not"));
/// # Ok::<(), voucher_codegen::import::ImportError>(())
/// ```
#[derive(Debug)]
pub struct Description {
    document: Document,
    operations: Vec<Operation>,
    unresolved: Vec<String>,
}

/// How an operation is imported.
#[derive(Clone, Debug, Default)]
pub struct Options<'o> {
    /// The command that repeats the import, for the `$comment` of the file.
    pub command: Option<&'o str>,
    /// The path of the request, instead of that in the description. A segment that starts with `:` is a parameter.
    pub path: Option<&'o str>,
    /// The method of the request, instead of that in the description.
    pub method: Option<&'o str>,
    /// A JSON Merge Patch (RFC 7386) for the definition.
    pub overlay: Option<&'o [u8]>,
    /// The file that is overwritten. Its `x-ravelin-…` keywords are kept.
    pub previous: Option<&'o [u8]>,
}

/// An imported definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    definition: String,
    report: Report,
}

impl Imported {
    /// Returns the definition file.
    #[must_use]
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// Returns what became of each keyword of the description.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl Description {
    /// Reads a description in JSON or YAML.
    ///
    /// # Errors
    /// The source is not valid JSON or YAML, or not a description.
    pub fn read(source: &[u8]) -> Result<Self, ImportError> {
        let document = Document::read(source)?;
        let (operations, unresolved) = operation::operations(&document);
        Ok(Self {
            document,
            operations,
            unresolved,
        })
    }

    /// Returns the operations in the order of the description. A JSON Schema describes one.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Returns the paths whose operations are in another file, which is not read.
    #[must_use]
    pub fn unresolved_paths(&self) -> &[String] {
        &self.unresolved
    }

    /// Returns whether the description is a JSON Schema, which has no path and no method.
    #[must_use]
    pub fn is_schema(&self) -> bool {
        !self.document.dialect.is_openapi()
    }

    /// Returns the operation with a name: `POST /payments`, or its operation id.
    ///
    /// # Errors
    /// The operation does not exist.
    pub fn find(&self, name: &str) -> Result<Operation, ImportError> {
        operation::find(&self.operations, name)
    }

    /// Imports an operation.
    ///
    /// # Errors
    /// The body is not JSON, the method or the path cannot be written, or the overlay makes the definition invalid.
    pub fn import(
        &self,
        operation: &Operation,
        options: &Options<'_>,
    ) -> Result<Imported, ImportError> {
        let method = options
            .method
            .unwrap_or(&operation.method)
            .to_ascii_uppercase();
        if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&&*method) {
            let message = format!(
                "the method `{}` is not supported; expected GET, POST, PUT, PATCH or DELETE",
                method.escape_debug()
            );
            return Err(ImportError::new(message));
        }
        let Some(place) = self.document.find(&operation.pointer) else {
            let message = format!(
                "there is no operation `{}` in this description",
                operation.name().escape_debug()
            );
            return Err(ImportError::new(message));
        };
        let (mut file, mut report) = self.written(operation, &place, options, &method)?;
        add_command(&mut file, options.command);
        keep_previous(&mut file, options.previous, &mut report)?;
        let definition = overlaid(file, options.overlay)?;
        Ok(Imported { definition, report })
    }

    /// Returns the file of an operation, and the report.
    ///
    /// An alternative that is wider than its schema cannot exclude other alternatives. Which ones are wider is known when the
    /// file is written, so it is then written again.
    fn written<'d>(
        &'d self,
        operation: &Operation,
        place: &Place<'d>,
        options: &Options<'_>,
        method: &str,
    ) -> Result<(Json, Report), ImportError> {
        let mut known = Vec::new();
        for _ in 0..MAX_ROUNDS {
            let mut emitter = Emitter::new(Translator::new(&self.document, known.clone()));
            let (file, report) =
                self.written_by(&mut emitter, operation, place, options, method)?;
            let new = report.lost_pointers();
            let new: Vec<_> = new.filter(|one| !known.contains(one)).cloned().collect();
            if new.is_empty() || !emitter.translator.counts_alternatives {
                return Ok((file, report));
            }
            known.extend(new);
        }
        // Everything in the description.
        let mut emitter = Emitter::new(Translator::new(&self.document, vec![String::new()]));
        self.written_by(&mut emitter, operation, place, options, method)
    }

    fn written_by<'d>(
        &'d self,
        emitter: &mut Emitter<'d>,
        operation: &Operation,
        place: &Place<'d>,
        options: &Options<'_>,
        method: &str,
    ) -> Result<(Json, Report), ImportError> {
        let path = options.path.unwrap_or(&operation.path);
        let mut file = if self.is_schema() {
            schema_file(emitter, place, path, method)
        } else {
            operation_file(emitter, place, path, method)?
        };
        let definitions = emitter.definitions();
        if let Some(object) = file.as_object_mut() {
            if !definitions.members.is_empty() {
                object.set("$defs", definitions);
            }
        }
        let mut report = std::mem::take(&mut emitter.translator.report);
        report.operation = operation.name();
        referee::settle(&mut file, &mut report)?;
        Ok((file, report))
    }
}

/// Returns the file of a JSON Schema.
fn schema_file<'d>(emitter: &mut Emitter<'d>, place: &Place<'d>, path: &str, method: &str) -> Json {
    let path = path::translate(path);
    let mut file = header(emitter, place, &path, method, &[]);
    if let Json::Object(body) = emitter.body(place) {
        add_body(&mut file, body, method, emitter, place);
    }
    file.into()
}

/// Returns the file of an operation.
fn operation_file<'d>(
    emitter: &mut Emitter<'d>,
    place: &Place<'d>,
    path: &str,
    method: &str,
) -> Result<Json, ImportError> {
    let document = emitter.translator.document;
    let path = path::translate(path);
    let parameters = operation::parameters(document, place);
    let mut file = header(emitter, place, &path, method, &parameters);
    match operation::body(document, place)? {
        Body::None => {}
        Body::Schema(schema) => {
            if let Json::Object(body) = emitter.body(&schema) {
                add_body(&mut file, body, method, emitter, &schema);
            }
        }
        Body::Any(media) => {
            emitter.translator.report.add(
                &media.pointer,
                Outcome::Translated,
                "has no schema; any value is accepted",
            );
            file.set("anyOf", vec![Json::Object(Object::default())]);
        }
    }
    Ok(file.into())
}

/// Returns the keywords of the request.
fn header<'d>(
    emitter: &mut Emitter<'d>,
    place: &Place<'d>,
    path: &path::Path,
    method: &str,
    parameters: &[Place<'d>],
) -> Object {
    for loss in &path.losses {
        emitter
            .translator
            .report
            .add(&place.pointer, Outcome::Lost, loss.as_str());
    }
    let mut file = Object {
        source: Some(place.pointer.clone()),
        ..Object::default()
    };
    file.set("$schema", DRAFT);
    if emitter.translator.document.dialect.is_openapi() {
        let text = ["summary", "description"]
            .iter()
            .find_map(|keyword| place.node.str(keyword));
        let description = text
            .map(translate::one_line)
            .filter(|line| !line.is_empty());
        if let Some(description) = description {
            file.set("description", description);
        }
        if place.node.is_true("deprecated") {
            file.set("deprecated", true);
        }
        if let Some(url) = place
            .node
            .get("externalDocs")
            .and_then(|docs| docs.str("url"))
        {
            file.set("x-ravelin-source", url);
        }
    }
    file.set("x-ravelin-path", path.target.as_str());
    file.set("x-ravelin-method", method);
    let schemas = emitter.path_parameters(path, parameters);
    if !schemas.members.is_empty() {
        file.set("x-ravelin-parameters", schemas);
    }
    let schemas = emitter.query_parameters(path, parameters);
    if !schemas.members.is_empty() {
        file.set("x-ravelin-query", schemas);
    }
    file
}

/// Adds the schema of the body.
fn add_body<'d>(
    file: &mut Object,
    body: Object,
    method: &str,
    emitter: &mut Emitter<'d>,
    place: &Place<'d>,
) {
    if method == "GET" {
        let note = "a `GET` request has no body in a definition; left out";
        emitter
            .translator
            .report
            .add(&place.pointer, Outcome::Lost, note);
        return;
    }
    file.source = body.source.or(file.source.take());
    for (name, value) in body.members {
        file.members.entry(name).or_insert(value);
    }
}

/// Adds the command that repeats the import, after `$schema`.
fn add_command(file: &mut Json, command: Option<&str>) {
    if let (Some(object), Some(command)) = (file.as_object_mut(), command) {
        object
            .members
            .shift_insert(1, "$comment".into(), Json::from(command));
    }
}

/// Copies the keywords that users added to an earlier version of the file.
fn keep_previous(
    file: &mut Json,
    previous: Option<&[u8]>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let Some(previous) = previous else {
        return Ok(());
    };
    let text = std::str::from_utf8(previous).unwrap_or_default();
    let Ok(previous) = Json::parse(text) else {
        return Err(ImportError::new(
            "the file that would be overwritten is not JSON; remove it first",
        ));
    };
    // Such as the description itself.
    if previous.get("x-ravelin-path").is_none() {
        return Err(ImportError::new(
            "the file that would be overwritten is not a definition file; remove it first",
        ));
    }
    overlay::preserve(file, &previous);
    referee::settle(file, report)
}

/// Applies the overlay, and returns the file.
fn overlaid(mut file: Json, overlay: Option<&[u8]>) -> Result<String, ImportError> {
    let Some(overlay) = overlay else {
        return Ok(file.to_document());
    };
    let text = std::str::from_utf8(overlay).map_err(|error| {
        ImportError::new(format!(
            "the overlay is not valid UTF-8 at byte {}",
            error.valid_up_to()
        ))
    })?;
    let overlay = Json::parse(text)
        .map_err(|error| ImportError::new(format!("the overlay is not JSON: {error}")))?;
    if overlay.as_object().is_none() {
        let message = format!(
            "expected an object in the overlay, found {}",
            overlay.noun()
        );
        return Err(ImportError::new(message));
    }
    overlay::patch(&mut file, &overlay);
    let definition = file.to_document();
    match read(definition.as_bytes()) {
        Ok(_) => Ok(definition),
        Err(mistakes) => {
            let first = mistakes.first();
            let message = format!(
                "with the overlay, the definition is not valid: {}: {}",
                first.pointer(),
                first.message()
            );
            Err(ImportError::new(message))
        }
    }
}
