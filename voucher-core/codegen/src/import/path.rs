//! Translates the path of an operation: `/payments/{id}` to `/payments/:id`.

use crate::json::{Json, Object};

/// A path in the form of a definition file.
pub(super) struct Path {
    pub(super) target: String,
    /// The parameters: the name in the description, the name in the path, and what else a value must match.
    pub(super) parameters: Vec<Parameter>,
    /// The constants in the query of the path.
    pub(super) query: Vec<(String, String)>,
    /// Why the path is not exactly that of the description.
    pub(super) losses: Vec<String>,
}

/// A parameter of a path.
pub(super) struct Parameter {
    pub(super) name: String,
    /// The name in the description; `None` for a whole segment that is not one parameter.
    pub(super) source: Option<String>,
    /// The schema of such a segment.
    pub(super) schema: Option<Object>,
}

/// Translates a path.
pub(super) fn translate(source: &str) -> Path {
    let (source, fragment) = source.split_once('#').unwrap_or((source, ""));
    let (source, query) = source.split_once('?').unwrap_or((source, ""));
    let mut path = Path {
        target: String::new(),
        parameters: Vec::new(),
        query: Vec::new(),
        losses: Vec::new(),
    };
    if !fragment.is_empty() {
        path.losses
            .push("the fragment of the path is left out".into());
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        path.query.push((name.into(), value.into()));
    }
    let trimmed = source.trim_matches('/');
    if source.ends_with('/') && !trimmed.is_empty() {
        path.losses
            .push("a path in a definition does not end with `/`, so that is left out".into());
    }
    let segments = trimmed.split('/').filter(|segment| !segment.is_empty());
    for segment in segments {
        path.add(segment);
    }
    if path.target.is_empty() {
        path.losses
            .push("a path in a definition has at least one segment, so `/-` is written".into());
        path.target.push_str("/-");
    }
    path
}

impl Path {
    fn add(&mut self, segment: &str) {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if segment.bytes().all(is_allowed) {
            self.target.push('/');
            self.target.push_str(segment);
            return;
        }
        let template = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let template = template.filter(|name| !name.contains(['{', '}']));
        let (source, schema) = match template {
            Some(name) => (
                Some(
                    name.trim_start_matches('+')
                        .trim_end_matches('*')
                        .to_owned(),
                ),
                None,
            ),
            None => (None, Some(self.segment(segment))),
        };
        let name = self.unique_name(template.unwrap_or(segment));
        self.target.push_str("/:");
        self.target.push_str(&name);
        self.parameters.push(Parameter {
            name,
            source,
            schema,
        });
    }

    /// Returns the schema of a segment that is not a plain string or one parameter.
    fn segment(&mut self, segment: &str) -> Object {
        let shown = segment.escape_debug();
        let mut schema = Object::from_type("string");
        schema.set("description", format!("`{shown}`"));
        if segment.contains('{') {
            self.losses.push(format!(
                "the segment `{shown}` is one parameter of the definition"
            ));
            let ends = [segment.split('{').next(), segment.rsplit('}').next()];
            let [prefix, suffix] = ends.map(|end| escape(end.unwrap_or_default()));
            schema.set("pattern", format!("^{prefix}.+{suffix}$"));
        } else {
            self.losses.push(format!(
                "the segment `{shown}` is a parameter with one value"
            ));
            schema.set("const", Json::from(segment));
            schema.remove("type");
        }
        schema
    }

    /// Returns a name that is allowed in a path, and that no other parameter has.
    fn unique_name(&self, name: &str) -> String {
        let is_allowed = |one: char| one.is_ascii_alphanumeric() || "-._~".contains(one);
        let name: String = name
            .chars()
            .map(|one| if is_allowed(one) { one } else { '_' })
            .take(60)
            .collect();
        let name = name.trim_matches('_').to_owned();
        let name = if name.is_empty() {
            "parameter".to_owned()
        } else {
            name
        };
        let is_used = |name: &String| self.parameters.iter().any(|other| other.name == *name);
        if !is_used(&name) {
            return name;
        }
        let mut numbered = (2_u32..).map(|number| format!("{name}_{number}"));
        numbered.find(|name| !is_used(name)).unwrap_or(name)
    }
}

/// Escapes the characters that have a meaning in a pattern.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for one in text.chars() {
        if r"^$\.*+?()[]{}|/".contains(one) {
            escaped.push('\\');
        }
        escaped.push(one);
    }
    escaped
}
