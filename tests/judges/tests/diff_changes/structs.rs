//! Writes structs that map a definition, independently of the toolkit's own generator.

use std::fmt::Write;
use voucher_definition::{
    Alternative, Contents, Definition, Field, Kind, Object, OneOf, Selector, Status,
};

/// What the structs map, and with which types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Every field, with the types of most programs.
    Full,
    /// Only required fields, and as little as possible.
    Minimal,
    /// Every field, with types that fit nothing else, and an `extra` field in each object.
    Specific,
    /// Only objects, and required fields that cannot be waived.
    Sparse,
}

impl Style {
    pub(crate) const ALL: [Self; 4] = [Self::Full, Self::Minimal, Self::Specific, Self::Sparse];
    /// The styles that compile unless the level of a change is 1.
    pub(crate) const PLAIN: [Self; 2] = [Self::Full, Self::Minimal];

    fn is_complete(self) -> bool {
        matches!(self, Self::Full | Self::Specific)
    }
}

/// Returns structs that map a definition.
pub(crate) fn structs(definition: &'static Definition, file: &str, style: Style) -> String {
    let mut writer = Writer {
        style,
        attribute: format!("definition = {file:?}"),
        out: String::from("use std::collections::BTreeMap;\n"),
        count: 0,
        around: Vec::new(),
    };
    writer.event(definition);
    writer.out
}

struct Writer {
    style: Style,
    attribute: String,
    out: String,
    count: usize,
    /// The types of the objects and alternatives around a value, if they have one.
    around: Vec<Option<String>>,
}

/// A field of a struct.
struct Line {
    name: String,
    attribute: String,
    ty: String,
}

impl Writer {
    fn event(&mut self, definition: &'static Definition) {
        let entity = definition.entity().map(|(field, _)| field.name);
        self.around = vec![None];
        if entity.is_some() {
            self.around.push(None);
        }
        let objects = [
            Some(definition.object()),
            definition.entity().map(|(_, entity)| entity),
        ];
        let groups: Vec<_> = objects.into_iter().flatten().flat_map(groups).collect();
        let (mut lines, mut waived) = (Vec::<Line>::new(), Vec::new());
        for (field, path) in paths(definition) {
            let is_parameter = path.starts_with(':');
            if self.waives(field) {
                waived.push(field.rust_name);
            } else if is_parameter || self.maps(field, &groups) {
                let Some(ty) = self.field_type(field, &path, is_parameter) else {
                    continue;
                };
                let is_taken = lines.iter().any(|line| line.name == field.rust_name);
                let (name, attribute) = if is_taken || path.starts_with(['?', ':']) {
                    (
                        format!("{}_{}", field.rust_name, lines.len()),
                        format!("#[ravelin(rename = {path:?})]"),
                    )
                } else {
                    (field.rust_name.to_owned(), String::new())
                };
                lines.push(Line {
                    name,
                    attribute,
                    ty,
                });
            }
        }
        self.push_body(definition, &mut lines);
        let attribute = format!("{}{}", self.attribute, optional(&waived));
        self.push_struct("RavelinEvent", &attribute, "Event", &lines);
    }

    /// Adds the whole body, if it is not an object, or else the `extra` field.
    fn push_body(&mut self, definition: &'static Definition, lines: &mut Vec<Line>) {
        let Some(body) = definition.body else { return };
        if matches!(body.kind, Kind::Object(_)) {
            let entity = definition.entity().map(|(_, entity)| entity);
            return self.push_extra(lines, entity.unwrap_or(definition.object()).is_closed);
        }
        self.around.clear();
        if let Some(ty) = self.field_type(body, "", true) {
            lines.push(Line {
                name: "whole_body".into(),
                attribute: "#[ravelin(body)]".into(),
                ty,
            });
        }
    }

    fn push_extra(&self, lines: &mut Vec<Line>, is_closed: bool) {
        if self.style == Style::Specific && !is_closed {
            lines.push(Line {
                name: "some_extra".into(),
                attribute: "#[ravelin(extra = \"someExtra\")]".into(),
                ty: "u8".into(),
            });
        }
    }

    fn push_struct(&mut self, derive: &str, attribute: &str, name: &str, lines: &[Line]) {
        let _ = writeln!(
            self.out,
            "#[derive(voucher_core::{derive})]\n#[ravelin({attribute})]\npub struct {name} {{"
        );
        for Line {
            name,
            attribute,
            ty,
        } in lines
        {
            let _ = writeln!(self.out, "    {attribute} pub r#{name}: {ty},");
        }
        self.out.push_str("}\n");
    }

    fn waives(&self, field: &Field) -> bool {
        self.style == Style::Sparse && field.is_required() && field.evidence.is_waivable()
    }

    fn maps(&self, field: &Field, groups: &[&str]) -> bool {
        let is_sparse = self.style == Style::Sparse && has_fields(field);
        self.style.is_complete() || is_sparse || field.is_required() || groups.contains(&field.name)
    }

    /// Returns the type of a field, with an `Option` if it may be absent.
    fn field_type(&mut self, field: &'static Field, path: &str, is_always: bool) -> Option<String> {
        let ty = self.value_type(field, path)?;
        let is_always = is_always || field.status == Status::Required;
        Some(match (is_always, field.nullable) {
            (true, false) => ty,
            (false, true) => format!("Option<Option<{ty}>>"),
            (true, true) | (false, false) => format!("Option<{ty}>"),
        })
    }

    fn element_type(&mut self, field: &'static Field, path: &str) -> Option<String> {
        let ty = self.value_type(field, path)?;
        Some(if field.nullable {
            format!("Option<{ty}>")
        } else {
            ty
        })
    }

    fn value_type(&mut self, field: &'static Field, path: &str) -> Option<String> {
        let is_specific = self.style == Style::Specific;
        let scalar = |plain: &str, specific: &str| {
            Some(if is_specific { specific } else { plain }.to_owned())
        };
        match field.kind {
            Kind::Identifier => scalar("String", "u64"),
            Kind::Integer if is_specific && !field.integers.is_empty() => {
                Some(self.enumeration(field, path))
            }
            Kind::Integer => scalar("i64", "i64"),
            Kind::Amount => scalar("i64", "voucher_core::Amount"),
            Kind::Currency => scalar("String", "voucher_core::Currency"),
            Kind::Time => scalar("voucher_core::Timestamp", "std::time::SystemTime"),
            Kind::Enum if is_specific => Some(self.enumeration(field, path)),
            Kind::Text | Kind::Uuid | Kind::Enum => scalar("String", "String"),
            Kind::Bool => scalar("bool", "bool"),
            Kind::Custom => scalar("BTreeMap<String, String>", "BTreeMap<String, String>"),
            Kind::Number => scalar("f64", "f64"),
            Kind::DateTime => scalar("String", "voucher_core::Timestamp"),
            Kind::Date => scalar("String", "jiff::civil::Date"),
            Kind::Any => scalar("serde_json::Value", "serde_json::Value"),
            Kind::Object(object) => Some(self.object(object, path, None)),
            Kind::Array(array) => {
                let path = if path.is_empty() { "[]" } else { path };
                Some(format!("Vec<{}>", self.element_type(array.element, path)?))
            }
            Kind::Map(map) => {
                let path = if path.is_empty() { "[]" } else { path };
                Some(format!(
                    "BTreeMap<String, {}>",
                    self.element_type(map.value, path)?
                ))
            }
            Kind::OneOf(one_of) => self.alternatives(one_of, path),
            Kind::Ancestor(distance) => {
                let index = self
                    .around
                    .len()
                    .checked_sub(usize::try_from(distance).ok()? + 1)?;
                let name = self.around.get(index)?.clone()?;
                Some(format!("Box<{name}>"))
            }
        }
    }

    fn new_name(&mut self) -> String {
        self.count += 1;
        format!("Type{}", self.count)
    }

    fn object(&mut self, object: &'static Object, path: &str, tag: Option<&str>) -> String {
        let name = self.new_name();
        self.around.push(Some(name.clone()));
        let groups: Vec<_> = groups(object).collect();
        let (mut lines, mut waived) = (Vec::new(), Vec::new());
        for field in object.fields {
            if tag == Some(field.name) {
                continue;
            }
            if self.waives(field) {
                waived.push(field.rust_name);
                continue;
            }
            if !self.maps(field, &groups) {
                continue;
            }
            if let Some(ty) = self.field_type(field, &format!("{path}.{}", field.name), false) {
                lines.push(Line {
                    name: field.rust_name.to_owned(),
                    attribute: String::new(),
                    ty,
                });
            }
        }
        self.push_extra(&mut lines, object.is_closed);
        self.around.pop();
        let attribute = format!("{}, object = {path:?}{}", self.attribute, optional(&waived));
        self.push_struct("RavelinFields", &attribute, &name, &lines);
        name
    }

    fn alternatives(&mut self, one_of: &'static OneOf, path: &str) -> Option<String> {
        if self.style != Style::Specific {
            self.around.push(None);
            let mut found = one_of.alternatives.iter();
            let found =
                found.find_map(|alternative| self.alternative(alternative, one_of.selector, path));
            self.around.pop();
            return found;
        }
        let name = self.new_name();
        self.around.push(Some(name.clone()));
        let mut variants = String::new();
        for (index, alternative) in one_of.alternatives.iter().enumerate() {
            if let Some(ty) = self.alternative(alternative, one_of.selector, path) {
                let _ = writeln!(
                    variants,
                    "    #[ravelin(rename = {:?})] Variant{index}({ty}),",
                    alternative.name
                );
            }
        }
        self.around.pop();
        let path = if path.is_empty() { "body" } else { path };
        let attribute = &self.attribute;
        let _ = writeln!(
            self.out,
            "#[derive(voucher_core::RavelinOneOf)]\n#[ravelin({attribute}, field = {path:?})]\npub enum {name} {{\n{variants}}}"
        );
        Some(name)
    }

    fn alternative(
        &mut self,
        alternative: &'static Alternative,
        selector: Selector,
        path: &str,
    ) -> Option<String> {
        let path = format!("{path}[{}]", alternative.name);
        let Kind::Object(object) = alternative.value.kind else {
            return self.value_type(alternative.value, &path);
        };
        // The derive writes a property that has only one value.
        let tag = alternative
            .tag(selector)
            .filter(|tag| tag.values.len() == 1 || tag.integers.len() == 1 || tag.min == tag.max);
        Some(self.object(object, &path, tag.map(|tag| tag.name)))
    }

    fn enumeration(&mut self, field: &'static Field, path: &str) -> String {
        let name = self.new_name();
        let mut variants = String::new();
        for (index, value) in field.values.iter().enumerate() {
            let _ = writeln!(
                variants,
                "    #[ravelin(rename = {value:?})] Variant{index},"
            );
        }
        for (index, value) in field.integers.iter().enumerate() {
            let _ = writeln!(variants, "    #[ravelin(value = {value})] Variant{index},");
        }
        let path = if path.is_empty() { "body" } else { path };
        let attribute = &self.attribute;
        let _ = writeln!(
            self.out,
            "#[derive(Clone, Copy, voucher_core::RavelinEnum)]\n#[ravelin({attribute}, field = {path:?})]\npub enum {name} {{\n{variants}}}"
        );
        name
    }
}

/// Returns the fields of an event, each with its path.
fn paths(definition: &'static Definition) -> Vec<(&'static Field, String)> {
    let parameters = definition.parameters.iter();
    let parameters = parameters.map(|field| (*field, format!(":{}", field.name)));
    let query = definition.query.iter();
    let query = query.map(|field| (*field, format!("?{}", field.name)));
    let entity = definition.entity().map(|(field, _)| field.name);
    let body = definition.fields().map(|field| match entity {
        Some(entity) if !field.parent.is_empty() => (field, format!("{entity}.{}", field.name)),
        _ => (field, field.name.to_owned()),
    });
    parameters.chain(query).chain(body).collect()
}

/// Returns the fields of groups of which exactly one is sent.
fn groups(object: &Object) -> impl Iterator<Item = &'static str> {
    object.exactly_one.iter().copied().flatten().copied()
}

fn optional(waived: &[&str]) -> String {
    if waived.is_empty() {
        String::new()
    } else {
        format!(", optional({})", waived.join(", "))
    }
}

fn has_fields(field: &Field) -> bool {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => false,
        Contents::Fields(_) | Contents::Alternatives(_) => true,
        Contents::Elements(array) => has_fields(array.element),
        Contents::Values(map) => has_fields(map.value),
    }
}
