//! The types that map a definition: structs, enums of listed values, and enums of alternatives.

use std::fmt::Write;
use voucher_definition::{Alternative, Definition, Field, Kind, Object, OneOf, Selector, Status};

/// The type of a value.
pub(crate) struct Type {
    pub(crate) field: &'static Field,
    pub(crate) form: Form,
}

pub(crate) enum Form {
    /// A type of Rust, of the standard library or of the toolkit.
    Scalar,
    /// An enum of listed values, by its name.
    Listed(String),
    Struct(Struct),
    Vec(Box<Type>),
    Map(Box<Type>),
    /// An enum of alternatives, by its name.
    Alternatives(String, Vec<Type>),
}

/// A struct of the generated code.
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) members: Vec<Member>,
    /// The object that the members are in.
    pub(crate) object: &'static Object,
    /// A member that the derive writes itself, with its only value.
    pub(crate) tag: Option<&'static Field>,
}

/// A field of a generated struct.
pub(crate) struct Member {
    pub(crate) rust_name: String,
    pub(crate) ty: Type,
    pub(crate) place: Place,
    /// Whether it is sent always.
    pub(crate) is_always: bool,
}

/// Where a field is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    /// A member of the object, or of the body.
    Object,
    /// A member of the entity, which is a member of the body with this name.
    Entity(&'static str),
}

/// An event of the generated code. For each group of mutually exclusive fields, `objects` has the object with the group.
pub(crate) struct EventType {
    pub(crate) definition: &'static Definition,
    pub(crate) members: Vec<Member>,
    pub(crate) objects: Vec<&'static Object>,
}

pub(crate) struct Writer {
    attribute: String,
    code: String,
    count: usize,
}

impl Writer {
    pub(crate) fn new(definition: &str) -> Self {
        Self {
            attribute: format!("event = {definition:?}"),
            code: String::from(
                "use super::Value;\nuse std::collections::BTreeMap;\nuse voucher_core::RavelinEvent;\n",
            ),
            count: 0,
        }
    }

    pub(crate) fn into_code(self) -> String {
        self.code
    }

    /// Writes the types of an event.
    pub(crate) fn event(&mut self, definition: &'static Definition) -> EventType {
        let body = definition.body.map(|body| body.kind);
        assert!(
            matches!(body, None | Some(Kind::Object(_))),
            "{}: only objects are bodies here",
            definition.name
        );
        let entity = definition.entity();
        let mut members = Vec::new();
        for field in definition.parameters {
            members.push(self.member(field, Place::Path, &format!(":{}", field.name)));
        }
        for field in definition.query {
            members.push(self.member(field, Place::Query, &format!("?{}", field.name)));
        }
        for field in definition.fields() {
            let (place, path) = match entity {
                Some((entity, _)) if !field.parent.is_empty() => (
                    Place::Entity(entity.name),
                    format!("{}.{}", entity.name, field.name),
                ),
                _ => (Place::Object, field.name.to_owned()),
            };
            members.push(self.member(field, place, &path));
        }
        let attribute = self.attribute.clone();
        self.push_struct("RavelinEvent", &attribute, "Event", &members);
        let entity = entity.map(|(_, entity)| entity);
        let objects = [Some(definition.object()), entity].into_iter().flatten();
        EventType {
            definition,
            members,
            objects: objects.collect(),
        }
    }

    fn member(&mut self, field: &'static Field, place: Place, path: &str) -> Member {
        let ty = self.value(field, path);
        let name = match place {
            Place::Path | Place::Query => format!("{}_parameter", field.rust_name),
            Place::Object => field.rust_name.to_owned(),
            Place::Entity(_) => format!("entity_{}", field.rust_name),
        };
        Member {
            rust_name: name,
            ty,
            place,
            is_always: place == Place::Path || field.status == Status::Required,
        }
    }

    fn push_struct(&mut self, derive: &str, attribute: &str, name: &str, members: &[Member]) {
        let _ = writeln!(
            self.code,
            "#[derive(voucher_core::{derive})]\n#[ravelin({attribute})]\npub struct {name} {{"
        );
        for member in members {
            let ty = &member.ty;
            let rust = match (member.is_always, ty.field.nullable) {
                (true, false) => ty.rust(),
                (false, true) => format!("Option<Option<{}>>", ty.rust()),
                (true, true) | (false, false) => format!("Option<{}>", ty.rust()),
            };
            let path = match member.place {
                Place::Path => format!(":{}", ty.field.name),
                Place::Query => format!("?{}", ty.field.name),
                Place::Object => ty.field.name.to_owned(),
                Place::Entity(entity) => format!("{entity}.{}", ty.field.name),
            };
            let _ = writeln!(
                self.code,
                "    #[ravelin(rename = {path:?})] pub r#{}: {rust},",
                member.rust_name
            );
        }
        self.code.push_str("}\n");
    }

    fn value(&mut self, field: &'static Field, path: &str) -> Type {
        let form = match field.kind {
            Kind::Enum => Form::Listed(self.listed(field, path)),
            Kind::Integer if !field.integers.is_empty() => Form::Listed(self.listed(field, path)),
            Kind::Object(object) => Form::Struct(self.object(object, path, None)),
            Kind::Array(array) => Form::Vec(Box::new(self.value(array.element, path))),
            Kind::Map(map) => Form::Map(Box::new(self.value(map.value, path))),
            Kind::OneOf(one_of) => self.alternatives(one_of, path),
            Kind::Ancestor(_) => panic!("{path}: a shipped definition that contains itself"),
            Kind::Text
            | Kind::Identifier
            | Kind::Integer
            | Kind::Amount
            | Kind::Currency
            | Kind::Time
            | Kind::Bool
            | Kind::Custom
            | Kind::Number
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Any => Form::Scalar,
        };
        Type { field, form }
    }

    fn new_name(&mut self) -> String {
        self.count += 1;
        format!("Type{}", self.count)
    }

    fn object(
        &mut self,
        object: &'static Object,
        path: &str,
        tag: Option<&'static Field>,
    ) -> Struct {
        let fields = object.fields.iter();
        let fields = fields.filter(|field| tag.is_none_or(|tag| tag.name != field.name));
        let members: Vec<_> = fields
            .map(|field| self.member(field, Place::Object, &format!("{path}.{}", field.name)))
            .collect();
        let name = self.new_name();
        let attribute = format!("{}, object = {path:?}", self.attribute);
        self.push_struct("RavelinFields", &attribute, &name, &members);
        Struct {
            name,
            members,
            object,
            tag,
        }
    }

    fn alternatives(&mut self, one_of: &'static OneOf, path: &str) -> Form {
        let alternatives = one_of.alternatives.iter();
        let types: Vec<_> = alternatives
            .map(|alternative| self.alternative(alternative, one_of.selector, path))
            .collect();
        let name = self.new_name();
        let mut variants = String::new();
        for (index, (ty, alternative)) in types.iter().zip(one_of.alternatives).enumerate() {
            let _ = writeln!(
                variants,
                "    #[ravelin(rename = {:?})] Variant{index}({}),",
                alternative.name,
                ty.rust()
            );
        }
        let attribute = &self.attribute;
        let _ = writeln!(
            self.code,
            "#[derive(voucher_core::RavelinOneOf)]\n#[ravelin({attribute}, field = {path:?})]\npub enum {name} {{\n{variants}}}"
        );
        Form::Alternatives(name, types)
    }

    fn alternative(
        &mut self,
        alternative: &'static Alternative,
        selector: Selector,
        path: &str,
    ) -> Type {
        let path = format!("{path}[{}]", alternative.name);
        let Kind::Object(object) = alternative.value.kind else {
            return self.value(alternative.value, &path);
        };
        // The derive writes a property that has only one value.
        let tag = alternative
            .tag(selector)
            .filter(|tag| tag.values.len() == 1);
        Type {
            field: alternative.value,
            form: Form::Struct(self.object(object, &path, tag)),
        }
    }

    fn listed(&mut self, field: &Field, path: &str) -> String {
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
        let attribute = &self.attribute;
        let _ = writeln!(
            self.code,
            "#[derive(Clone, Copy, voucher_core::RavelinEnum)]\n#[ravelin({attribute}, field = {path:?})]\npub enum {name} {{\n{variants}}}"
        );
        name
    }
}

impl Type {
    /// Returns the type without the `Option` of a value that may be `null`.
    fn rust(&self) -> String {
        match &self.form {
            Form::Listed(name) | Form::Alternatives(name, _) => name.clone(),
            Form::Struct(object) => object.name.clone(),
            Form::Vec(element) => format!("Vec<{}>", element.nullable_rust()),
            Form::Map(value) => format!("BTreeMap<String, {}>", value.nullable_rust()),
            Form::Scalar => match self.field.kind {
                Kind::Integer | Kind::Amount => "i64",
                Kind::Time => "voucher_core::Timestamp",
                Kind::Bool => "bool",
                Kind::Number => "f64",
                Kind::Custom | Kind::Any => "serde_json::Value",
                _ => "&'static str",
            }
            .to_owned(),
        }
    }

    fn nullable_rust(&self) -> String {
        if self.field.nullable {
            format!("Option<{}>", self.rust())
        } else {
            self.rust()
        }
    }
}
