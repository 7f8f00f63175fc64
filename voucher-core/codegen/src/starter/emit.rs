//! Writes the types of a starter as Rust.

use super::Reference;
use super::doc::{code, doc_lines, is_hidden};
use super::layout::{Code, Meta, attribute, field, literal};
use super::naming::{type_names, value_names, variant_names};
use super::place::Place;
use super::plan::{
    ConstantValue, Content, EnumPlan, FieldKey, FieldPlan, Item, LeftOut, Plan, Reason, StructPlan,
    Type, TypePlan, UnionPlan,
};
use std::collections::BTreeSet;
use voucher_definition::Definition;

/// Writes a starter, without the comment at its beginning.
pub(super) fn emit(
    plan: &Plan,
    definition: &Definition,
    reference: Reference<'_>,
    event: &str,
) -> String {
    let names = type_names(&plan.types, event);
    let writer = Writer {
        reference,
        names: &names,
    };
    let mut types = Code::default();
    writer.event(&plan.event, definition, event, &mut types);
    for (planned, name) in plan.types.iter().zip(&names) {
        types.line("");
        writer.define(planned, name, &mut types);
    }
    let mut code = Code::default();
    imports(plan, &mut code);
    code.finish() + &types.finish()
}

/// Writes the imports, in the order of rustfmt.
fn imports(plan: &Plan, out: &mut Code) {
    let mut used = BTreeSet::from(["RavelinEvent"]);
    used_in(&plan.event, &mut used);
    for planned in &plan.types {
        match &planned.content {
            Content::Pending => {}
            Content::Object(plan) => {
                used.insert("RavelinFields");
                used_in(plan, &mut used);
            }
            Content::Enum(_) => {
                used.insert("RavelinEnum");
            }
            Content::Union(plan) => {
                used.insert("RavelinOneOf");
                for ty in plan
                    .variants
                    .iter()
                    .filter_map(|variant| variant.ty.as_ref())
                {
                    names_in(ty, &mut used);
                }
            }
        }
    }
    if used.remove("BTreeMap") {
        out.line("use std::collections::BTreeMap;");
    }
    let used: Vec<&str> = used.into_iter().collect();
    match used.as_slice() {
        [only] => out.line(&format!("use voucher_core::{only};")),
        names => out.line(&format!("use voucher_core::{{{}}};", names.join(", "))),
    }
    out.line("");
}

fn used_in(plan: &StructPlan, used: &mut BTreeSet<&'static str>) {
    for item in &plan.items {
        if let Item::Field(field) = item {
            names_in(&field.ty, used);
        }
    }
}

fn names_in(ty: &Type, used: &mut BTreeSet<&'static str>) {
    match ty {
        Type::Named(name) => {
            if ["Currency", "Timestamp"].contains(name) {
                used.insert(name);
            }
        }
        Type::Defined(_) => {}
        Type::Map(value) => {
            used.insert("BTreeMap");
            names_in(value, used);
        }
        Type::Vec(inner) | Type::Option(inner) | Type::Boxed(inner) => names_in(inner, used),
    }
}

struct Writer<'w> {
    reference: Reference<'w>,
    names: &'w [String],
}

impl Writer<'_> {
    fn event(&self, plan: &StructPlan, definition: &Definition, name: &str, out: &mut Code) {
        let request = code(&format!("{} {}", definition.method, definition.path));
        document(&request, definition.description, out);
        let mut items = vec![meta(self.reference)];
        if plan.is_now {
            items.push(Meta::Plain("timestamp = now".into()));
        }
        let is_deprecated = definition.deprecated.then_some("the request");
        self.structure("RavelinEvent", items, plan, is_deprecated, name, out);
    }

    fn define(&self, planned: &TypePlan, name: &str, out: &mut Code) {
        match &planned.content {
            Content::Pending => {}
            Content::Object(plan) => {
                document_type("the object", planned, out);
                let path = first(planned).and_then(|place| place.object.as_deref());
                let path = Meta::string("object", path.unwrap_or_default());
                let items = vec![meta(self.reference), path];
                self.structure("RavelinFields", items, plan, None, name, out);
            }
            Content::Enum(plan) => {
                document_type("the listed values of", planned, out);
                out.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, RavelinEnum)]");
                self.attribute_of_field(planned, out);
                values(plan, name, out);
            }
            Content::Union(plan) => {
                document_type("the alternatives of", planned, out);
                out.line("#[derive(Clone, Debug, PartialEq, RavelinOneOf)]");
                self.attribute_of_field(planned, out);
                self.union(plan, name, out);
            }
        }
    }

    fn attribute_of_field(&self, planned: &TypePlan, out: &mut Code) {
        let path = first(planned).and_then(|place| place.field.as_deref());
        let path = Meta::string("field", path.unwrap_or_default());
        out.attribute(&[meta(self.reference), path]);
    }

    fn structure(
        &self,
        derive: &str,
        mut items: Vec<Meta>,
        plan: &StructPlan,
        deprecated: Option<&str>,
        name: &str,
        out: &mut Code,
    ) {
        out.line(&format!("#[derive(Clone, Debug, PartialEq, {derive})]"));
        if !plan.constants.is_empty() {
            let constants = plan.constants.iter();
            let constants = constants.map(|(name, value)| Meta::Plain(constant(name, *value)));
            items.push(Meta::List("constant", constants.collect()));
        }
        out.attribute(&items);
        allow_deprecated(deprecated, &plan.deprecated, out);
        if plan.items.is_empty() {
            return out.line(&format!("pub struct {name} {{}}"));
        }
        out.open("struct", name);
        out.indent();
        for item in &plan.items {
            match item {
                Item::Field(field) => self.field(field, out),
                Item::LeftOut(left_out) => self.left_out(left_out, out),
            }
        }
        out.outdent();
        out.line("}");
    }

    fn field(&self, planned: &FieldPlan, out: &mut Code) {
        out.comment("///", doc_lines(planned.description));
        if !planned.note.is_empty() {
            out.comment("//", [planned.note]);
        }
        if let Some(key) = key(&planned.key) {
            out.attribute(&[key]);
        }
        out.field(&planned.ident, &planned.ty.source(self.names));
    }

    /// Writes a comment about a field that is left out, with the code that would map it.
    fn left_out(&self, left_out: &LeftOut, out: &mut Code) {
        let name = code(left_out.name);
        let reason = match &left_out.reason {
            Reason::Deprecated => format!("{name} is deprecated"),
            Reason::ReadOnly => format!("the API sets {name} itself"),
            Reason::Excluded(other) => {
                format!(
                    "{name} and {}, which is always sent, are mutually exclusive",
                    code(other)
                )
            }
            Reason::Unmappable(reason) => format!("{name} is left out: {reason}"),
        };
        let mut comment = vec![one_line(&reason)];
        comment.extend(doc_lines(left_out.description));
        if let Some((ident, planned_key, ty)) = &left_out.field {
            if let Some(key) = key(planned_key) {
                let attribute = attribute(&[key], 4);
                comment.extend(attribute.split('\n').map(String::from));
            }
            comment.push(field(ident, &ty.source(self.names)));
        }
        out.comment("//", comment);
    }

    fn union(&self, plan: &UnionPlan, name: &str, out: &mut Code) {
        out.open("enum", name);
        out.indent();
        let alternatives: Vec<&str> = plan.variants.iter().map(|variant| variant.name).collect();
        let names = variant_names(alternatives.iter().copied());
        for (variant, ident) in plan.variants.iter().zip(&names) {
            // The derive compares letters and digits in any case, and takes the first alternative that is the same.
            let is_same = |other: &&&str| letters(other) == letters(ident);
            if alternatives.iter().find(is_same) != Some(&variant.name) {
                out.attribute(&[Meta::string("rename", variant.name)]);
            }
            let ty = variant.ty.as_ref().map(|ty| ty.source(self.names));
            out.variant(ident, ty.as_deref());
        }
        for left_out in &plan.left_out {
            self.left_out(left_out, out);
        }
        out.outdent();
        out.line("}");
    }
}

/// Writes an enum of listed values.
fn values(plan: &EnumPlan, name: &str, out: &mut Code) {
    if plan.are_deprecated {
        allow_deprecated(Some("each value"), &[], out);
    }
    out.open("enum", name);
    out.indent();
    for (planned, ident) in plan.values.iter().zip(value_names(plan)) {
        let meta = if plan.are_integers {
            Some(Meta::Plain(format!("value = {}", planned.value)))
        } else if listed_by(plan, &ident) == Some(planned.value.as_str()) {
            None
        } else {
            Some(Meta::string("rename", &planned.value))
        };
        if planned.is_deprecated && !plan.are_deprecated {
            let mut comment = vec![format!("{} is deprecated", code(&planned.value))];
            comment.extend(doc_lines(planned.description));
            let meta = meta.map(|meta| attribute(&[meta], 4));
            comment.extend(
                meta.iter()
                    .flat_map(|meta| meta.split('\n'))
                    .map(String::from),
            );
            comment.push(format!("{ident},"));
            out.comment("//", comment);
            continue;
        }
        out.comment("///", doc_lines(planned.description));
        if let Some(meta) = meta {
            out.attribute(&[meta]);
        }
        out.variant(&ident, None);
    }
    out.outdent();
    out.line("}");
}

/// Returns the listed value that the derive finds by the name of a variant.
fn listed_by<'p>(plan: &'p EnumPlan, ident: &str) -> Option<&'p str> {
    let snake = snake(ident);
    let mut values = plan.values.iter().map(|value| value.value.as_str());
    values.find(|value| *value == ident || value.to_lowercase() == snake)
}

/// Converts `AuthCapture` to `auth_capture`, as the derive does.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// Returns the letters and digits of a name in lower case, as the derive compares them.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn meta(reference: Reference<'_>) -> Meta {
    match reference {
        Reference::Event(name) => Meta::string("event", name),
        Reference::File(path) => Meta::string("definition", path),
    }
}

fn first(planned: &TypePlan) -> Option<&Place> {
    planned.places.first()
}

/// Documents a type by its places.
fn document_type(what: &str, planned: &TypePlan, out: &mut Code) {
    let shown: Vec<String> = planned
        .places
        .iter()
        .map(|place| code(&place.shown()))
        .collect();
    let mut seen = BTreeSet::new();
    let mut shown = shown.into_iter().filter(|path| seen.insert(path.clone()));
    let place = shown.next().unwrap_or_default();
    document(&format!("{what} {place}"), planned.description, out);
    let others: Vec<String> = shown.collect();
    if let [first, ..] = others.as_slice() {
        let more = match others.len() {
            1 => format!("Also {first}."),
            2..=4 => format!("Also {}.", others.join(", ")),
            count => format!("Also {first} and {} others.", count - 1),
        };
        out.comment("///", [String::new()]);
        out.comment("///", [more]);
    }
}

/// Writes the docs of a type: what it is, and the description in the definition.
fn document(what: &str, description: &str, out: &mut Code) {
    let mut lines = doc_lines(description);
    let what = capitalized(what);
    match lines.first_mut() {
        None => lines.push(format!("{what}.")),
        Some(first) => *first = format!("{what}: {first}"),
    }
    out.comment("///", lines);
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Returns text without what is invisible, such as line breaks.
fn one_line(text: &str) -> String {
    text.replace(is_hidden, " ")
}

fn allow_deprecated(what: Option<&str>, fields: &[&str], out: &mut Code) {
    let names: Vec<String> = fields.iter().map(|name| code(name)).collect();
    let reason = match (what, names.as_slice()) {
        (None, []) => return,
        (Some(what), _) => format!("{what} is deprecated"),
        (None, [only]) => format!("{only} is required, and is deprecated or set by the API"),
        (None, names) => {
            let names = names.join(", ");
            format!("{names} are required, and are deprecated or set by the API")
        }
    };
    out.line(&format!("#[allow(deprecated)] // {reason}"));
}

fn key(key: &FieldKey) -> Option<Meta> {
    match key {
        FieldKey::None => None,
        FieldKey::Rename(name) => Some(Meta::string("rename", name)),
        FieldKey::Body => Some(Meta::Plain("body".into())),
    }
}

/// Returns `name = value`.
fn constant(name: &str, value: ConstantValue) -> String {
    match value {
        ConstantValue::String(value) => format!("{name} = {}", literal(value)),
        ConstantValue::Integer(value) => format!("{name} = {value}"),
        ConstantValue::Bool(value) => format!("{name} = {value}"),
    }
}
