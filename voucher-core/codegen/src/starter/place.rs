//! Where a value is in a definition, in the words of the derives: `object = "order.items"`, `field = "?sort"`.

use voucher_definition::{Alternative, Contents, Definition, Field, Object};

/// What the derives call each element of a body that is an array.
const ELEMENT: &str = "[]";

/// Where a value is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The value of the key `object` for an object here. `None` if no path leads to it.
    pub(super) object: Option<String>,
    /// The value of the key `field` for listed values or alternatives here.
    pub(super) field: Option<String>,
    /// The names on the way from the body, for the name of a type.
    pub(super) names: Vec<String>,
}

impl Place {
    /// Returns the place of the body.
    pub(super) fn body(definition: &Definition) -> Self {
        let is_container = |body: &Field| {
            matches!(
                body.kind.contents(),
                Contents::Elements(_) | Contents::Values(_)
            )
        };
        let is_in_element = definition.body.is_some_and(is_container);
        let (object, name) = if is_in_element {
            (ELEMENT, "element")
        } else {
            ("", "body")
        };
        let mut parameters = definition.parameters.iter().chain(definition.query);
        let is_unique = !parameters.any(|parameter| parameter.name == "body");
        Self {
            object: Some(object.into()),
            field: is_unique.then(|| "body".into()),
            names: vec![name.into()],
        }
    }

    /// Returns the place of the body of a request, if it is an object: its fields have no name before theirs.
    pub(super) fn object_body() -> Self {
        Self {
            object: Some(String::new()),
            field: None,
            names: Vec::new(),
        }
    }

    /// Returns the place of a parameter, which is in the path (`:`) or in the query (`?`).
    pub(super) fn parameter(mark: char, parameter: &Field) -> Self {
        let name = (!parameter.name.contains(['.', '[', ']'])).then_some(parameter.name);
        Self {
            object: None,
            field: name.map(|name| format!("{mark}{name}")),
            names: vec![parameter.name.into()],
        }
    }

    /// Returns the place of a field of the object that is here.
    pub(super) fn field(&self, definition: &Definition, object: &Object, field: &Field) -> Self {
        let mut names = self.names.clone();
        names.push(field.name.into());
        let around = self.object.as_deref();
        let path = around.zip(segment(object, field)).map(|(around, name)| {
            if around.is_empty() {
                name.into()
            } else {
                format!("{around}.{name}")
            }
        });
        let is_top = around == Some("");
        let is_field = |path: &String| !is_top || is_found(definition, path, field);
        Self {
            field: path.clone().filter(is_field),
            object: path,
            names,
        }
    }

    /// Returns the place of an alternative of the value that is here.
    pub(super) fn alternative(&self, alternative: &Alternative) -> Self {
        let name = alternative.name;
        let is_path = !name.contains(['[', ']']);
        let with = |path: &Option<String>| {
            let path = path.as_deref().filter(|_| is_path)?;
            Some(format!("{path}[{name}]"))
        };
        let mut names = self.names.clone();
        names.push(name.into());
        Self {
            object: with(&self.object),
            field: with(&self.field),
            names,
        }
    }

    /// Returns the path for messages and comments.
    pub(super) fn shown(&self) -> String {
        let path = self.object.as_ref().or(self.field.as_ref());
        match path.filter(|path| !path.is_empty()) {
            Some(path) => path.clone(),
            None => self.names.join("."),
        }
    }
}

/// Returns the name of a field in a path. A path cannot contain every name, but it can contain the name in Rust instead.
fn segment(object: &Object, field: &Field) -> Option<&'static str> {
    let is_path = |name: &str| {
        !name.is_empty() && !name.contains(['.', '[', ']']) && !name.starts_with([':', '?'])
    };
    if is_path(field.name) {
        return Some(field.name);
    }
    let mut fields = object.fields.iter();
    let is_other = fields.any(|other| other.name == field.rust_name);
    (is_path(field.rust_name) && !is_other).then_some(field.rust_name)
}

/// Returns whether a name without a path leads to a field of the body: the entity or a parameter may have it, too.
fn is_found(definition: &Definition, name: &str, field: &Field) -> bool {
    let parameters = definition
        .parameters
        .iter()
        .chain(definition.query)
        .copied();
    let fields = || definition.fields().chain(parameters.clone());
    let found = fields().find(|other| other.name == name);
    let found = found.or_else(|| fields().find(|other| other.rust_name == name));
    found.is_some_and(|found| std::ptr::eq(found, field))
}
