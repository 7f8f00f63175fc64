//! The description: its format, and what references in it lead to.

use super::error::ImportError;
use super::yaml;
use crate::json::{Json, Object, join, segments};
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum size of a description, in bytes.
const MAX_SIZE: usize = 64 << 20;

/// The format of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    OpenApi30,
    OpenApi31,
    /// Drafts of JSON Schema up to 07, whose `$ref` has precedence over all keywords beside it.
    OldSchema,
    /// JSON Schema 2019-09 and later.
    Schema,
}

impl Dialect {
    pub(super) fn is_openapi(self) -> bool {
        matches!(self, Self::OpenApi30 | Self::OpenApi31)
    }

    /// Returns whether keywords beside `$ref` have no effect.
    pub(super) fn ignores_siblings(self) -> bool {
        matches!(self, Self::OpenApi30 | Self::OldSchema)
    }
}

/// A value in the description, with its JSON Pointer.
#[derive(Clone, Debug)]
pub(super) struct Place<'d> {
    pub(super) node: &'d Json,
    pub(super) pointer: Rc<str>,
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl<'d> Place<'d> {
    /// Identifies the value in the description.
    pub(super) fn id(&self) -> usize {
        std::ptr::from_ref(self.node) as usize
    }

    /// Returns a member or an element.
    pub(super) fn child(&self, segment: &str) -> Option<Self> {
        Some(Self {
            node: self.node.child(segment)?,
            pointer: join(&self.pointer, segment).into(),
        })
    }

    /// Returns the members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self
            .node
            .as_object()
            .into_iter()
            .flat_map(|object| &object.members);
        members.map(|(name, node)| {
            let pointer = join(&self.pointer, name).into();
            (name.as_str(), Self { node, pointer })
        })
    }

    /// Returns the elements of an array.
    pub(super) fn elements(&self) -> impl Iterator<Item = Self> {
        let elements = self.node.as_array().unwrap_or_default().iter();
        elements.enumerate().map(|(index, node)| Self {
            node,
            pointer: join(&self.pointer, &index.to_string()).into(),
        })
    }
}

/// Why a reference has no target that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// It leads out of the document.
    Outside,
    /// The document has no such value.
    Missing,
}

/// A description.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) root: Json,
    pub(super) dialect: Dialect,
    /// The JSON Pointers of the schemas with an `$id`, by their URI.
    ids: HashMap<String, String>,
    /// The URI of the schemas with an `$id`, by their JSON Pointer.
    bases: HashMap<String, String>,
    /// The JSON Pointers of the schemas with an anchor, by the URI and the name.
    anchors: HashMap<String, String>,
}

impl Document {
    /// Reads a description in JSON or YAML.
    pub(super) fn read(source: &[u8]) -> Result<Self, ImportError> {
        if source.len() > MAX_SIZE {
            let found = source.len();
            return Err(ImportError::new(format!(
                "expected a description of at most {MAX_SIZE} bytes, found {found}"
            )));
        }
        let text = std::str::from_utf8(source).map_err(|error| {
            let at = error.valid_up_to();
            ImportError::new(format!("byte {at} of the file is not valid UTF-8"))
        })?;
        let root = parse(text.trim_start_matches('\u{feff}'))?;
        let dialect = dialect(&root)?;
        let mut document = Self {
            root,
            dialect,
            ids: HashMap::new(),
            bases: HashMap::new(),
            anchors: HashMap::new(),
        };
        if dialect != Dialect::OpenApi30 {
            document.index();
        }
        Ok(document)
    }

    /// Finds the schemas with an `$id` or an anchor.
    fn index(&mut self) {
        let mut found = Vec::new();
        find_names(&self.root, "", &mut found);
        self.bases.insert(String::new(), String::new());
        for (keyword, pointer, name) in found {
            let base = self.base(&pointer).to_owned();
            match keyword {
                Keyword::Id => {
                    let id = resolve_uri(&base, &name);
                    let (uri, fragment) = id.split_once('#').unwrap_or((&id, ""));
                    if fragment.is_empty() {
                        self.ids.entry(uri.into()).or_insert(pointer.clone());
                        self.bases.insert(pointer, uri.into());
                    } else {
                        // An anchor, as older drafts write it.
                        self.anchors
                            .entry(format!("{uri}#{fragment}"))
                            .or_insert(pointer);
                    }
                }
                Keyword::Anchor => {
                    self.anchors
                        .entry(format!("{base}#{name}"))
                        .or_insert(pointer);
                }
            }
        }
    }

    /// Returns the URI that references at a JSON Pointer are relative to.
    fn base(&self, pointer: &str) -> &str {
        let mut around = pointer;
        loop {
            if let Some(base) = self.bases.get(around) {
                return base;
            }
            match around.rsplit_once('/') {
                Some((parent, _)) => around = parent,
                None => return "",
            }
        }
    }

    pub(super) fn root(&self) -> Place<'_> {
        Place {
            node: &self.root,
            pointer: Rc::from(""),
        }
    }

    /// Returns the value at a JSON Pointer.
    pub(super) fn find(&self, pointer: &str) -> Option<Place<'_>> {
        let mut node = &self.root;
        for segment in segments(pointer) {
            node = node.child(&segment)?;
        }
        Some(Place {
            node,
            pointer: pointer.into(),
        })
    }

    /// Returns the target of a reference at a JSON Pointer. Nothing outside of the document is read.
    pub(super) fn resolve(&self, from: &str, reference: &str) -> Result<Place<'_>, Unresolved> {
        let base = self.base(from);
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let uri = if uri.is_empty() {
            base.to_owned()
        } else {
            resolve_uri(base, uri)
        };
        let uri = uri.trim_end_matches('#');
        let resource = match self.ids.get(uri) {
            Some(pointer) => pointer.as_str(),
            None if uri.is_empty() || uri == base => "",
            None => return Err(Unresolved::Outside),
        };
        let fragment = decode_percent(fragment).ok_or(Unresolved::Missing)?;
        let pointer = if fragment.is_empty() {
            resource.to_owned()
        } else if fragment.starts_with('/') {
            // Some descriptions count from the root of the file, whatever `$id` there is.
            let relative = format!("{resource}{fragment}");
            if self.find(&relative).is_some() {
                relative
            } else {
                fragment
            }
        } else {
            let anchor = self.anchors.get(&format!("{uri}#{fragment}"));
            anchor.ok_or(Unresolved::Missing)?.clone()
        };
        self.find(&pointer).ok_or(Unresolved::Missing)
    }
}

fn parse(text: &str) -> Result<Json, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::new("the file is empty"));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text);
    }
    // YAML can start with a bracket, too.
    Json::parse(text)
        .or_else(|error| yaml::parse(text).map_err(|_| ImportError::invalid_json(&error)))
}

fn dialect(root: &Json) -> Result<Dialect, ImportError> {
    let Some(object) = root.as_object() else {
        let message = format!(
            "expected an OpenAPI description or a JSON Schema, found {}",
            root.noun()
        );
        return Err(ImportError::new(message));
    };
    let version = |name| match object.get(name) {
        Some(Json::String(version) | Json::Number(version)) => Some(version.as_str()),
        _ => None,
    };
    if let Some(version) = version("openapi") {
        return match version {
            _ if version.starts_with("3.0") => Ok(Dialect::OpenApi30),
            _ if version.starts_with("3.") => Ok(Dialect::OpenApi31),
            _ => Err(ImportError::new(format!(
                "OpenAPI {version} is not supported; expected 3.0 or 3.1"
            ))),
        };
    }
    if let Some(version) = version("swagger") {
        return Err(ImportError::new(format!(
            "Swagger {version} is not supported; convert the description to OpenAPI 3.0 or 3.1"
        )));
    }
    if let Some(version) = version("asyncapi") {
        return Err(ImportError::new(format!(
            "AsyncAPI {version} is not supported; expected OpenAPI 3.0 or 3.1, or a JSON Schema"
        )));
    }
    if is_fragment(object) {
        return Ok(Dialect::OpenApi31);
    }
    let draft = object
        .get("$schema")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let is_old = ["draft-03", "draft-04", "draft-05", "draft-06", "draft-07"]
        .iter()
        .any(|name| draft.contains(name))
        || object
            .get("self")
            .is_some_and(|of| of.as_object().is_some());
    Ok(if is_old {
        Dialect::OldSchema
    } else {
        Dialect::Schema
    })
}

/// Returns whether an object is a part of an `OpenAPI` description that has operations, but not its version.
fn is_fragment(object: &Object) -> bool {
    let paths = object.get("paths").and_then(Json::as_object);
    let has_paths = paths.is_some_and(|paths| {
        let mut names = paths.members.keys();
        !paths.members.is_empty() && names.all(|name| name.starts_with(['/', 'x']))
    });
    has_paths && object.get("$schema").is_none() && object.get("type").is_none()
}

enum Keyword {
    Id,
    Anchor,
}

/// Finds the schemas with an `$id` or an anchor, the outer ones first.
fn find_names(node: &Json, pointer: &str, found: &mut Vec<(Keyword, String, String)>) {
    match node {
        Json::Object(object) => {
            let is_schema = [
                "type",
                "properties",
                "$ref",
                "$schema",
                "$defs",
                "definitions",
                "allOf",
                "anyOf",
                "oneOf",
                "items",
                "enum",
            ]
            .iter()
            .any(|keyword| object.get(keyword).is_some());
            // `id` is the keyword of draft-04, but more often the name of a property.
            let old_id = object.get("id").filter(|_| is_schema);
            if let Some(id) = object.get("$id").or(old_id).and_then(Json::as_str) {
                found.push((Keyword::Id, pointer.into(), id.into()));
            }
            for keyword in ["$anchor", "$dynamicAnchor"] {
                if let Some(anchor) = object.get(keyword).and_then(Json::as_str) {
                    found.push((Keyword::Anchor, pointer.into(), anchor.into()));
                }
            }
            for (name, value) in &object.members {
                if matches!(value, Json::Object(_) | Json::Array(_))
                    && !matches!(
                        &**name,
                        "example" | "examples" | "default" | "enum" | "const"
                    )
                {
                    find_names(value, &join(pointer, name), found);
                }
            }
        }
        Json::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                find_names(element, &join(pointer, &index.to_string()), found);
            }
        }
        _ => {}
    }
}

/// Resolves a relative reference as far as names of schemas need it.
fn resolve_uri(base: &str, reference: &str) -> String {
    let has_scheme = reference.contains("://") || reference.starts_with("urn:");
    if has_scheme || base.is_empty() {
        return reference.into();
    }
    if reference.starts_with('#') {
        return format!("{base}{reference}");
    }
    let (origin, path) = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            (format!("{scheme}://{host}/"), path)
        }
        None => (String::new(), base),
    };
    if let Some(absolute) = reference.strip_prefix('/') {
        return format!("{origin}{absolute}");
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("{origin}{}", parts.join("/"))
}

/// Decodes the percent-encoding of a URI's fragment.
fn decode_percent(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}
