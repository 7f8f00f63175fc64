//! Each field beside the row of the definition that it maps to.

use crate::attr::{Constant, Role, Target};
use crate::code_buffer::text_span;
use crate::definition_file::{File, resolve_file, resolve_shipped};
use crate::input::{Input, InputField};
use crate::pattern::Pattern;
use crate::report::Errors;
use crate::scope::{Scope, find, innermost, place_of};
use proc_macro2::{Ident, Span, TokenStream};
use std::cell::OnceCell;
use std::fmt::Display;
use syn::ext::IdentExt;
use syn::{LitStr, PathArguments, Type, TypePath, spanned::Spanned};
use voucher_definition as definition;
use voucher_definition::suggest::{akin, nearest};
use voucher_definition::time::Unit;
use voucher_definition::{Evidence, Kind};

/// A struct beside its definition.
pub(crate) struct Event<'i> {
    pub(crate) input: &'i Input<'i>,
    pub(crate) definition: &'static definition::Definition,
    /// Where the definition stands, if it is no table of the toolkit's.
    pub(crate) file: Option<File>,
    pub(crate) scope: Scope,
    /// The rows of the file that the expansion carries.
    pub(crate) file_rows: Vec<&'static definition::Field>,
    pub(crate) fields: Vec<Mapped<'i>>,
    pub(crate) constants: Vec<(&'static definition::Field, &'i Constant)>,
    pub(crate) waived: Vec<(&'static definition::Field, &'i Ident)>,
    /// Rows that a misspelt name was meant for: nobody misses them.
    pub(crate) meant: Vec<&'static definition::Field>,
    /// A field's words could not be read, so it may map to anything.
    pub(crate) is_partial: bool,
}

/// A field and where it goes.
pub(crate) struct Mapped<'i> {
    pub(crate) input: &'i InputField<'i>,
    pub(crate) place: Place,
    pub(crate) unit: Option<Unit>,
    pub(crate) pattern: Option<Pattern>,
    /// Something of it is wrong and said: nothing more follows from it.
    pub(crate) has_error: bool,
    /// Where the field's type stands, and the same for what the macro writes there; found once, as each is asked of the
    /// compiler.
    span: Span,
    site: Span,
    /// Whether a const can name the type, and the type as it does; found when it is first asked for.
    pub(crate) named: OnceCell<(bool, TokenStream)>,
    /// Whether the type is an `Option`, where it is written as one that fits; found when it is first asked for.
    pub(crate) expected: OnceCell<Option<bool>>,
}

/// Where a field goes.
#[derive(Clone)]
pub(crate) enum Place {
    Skip(Span),
    Row(&'static definition::Field),
    /// A member of `custom`, by its key.
    Custom(String, Span),
    /// A member beside the rows, by its wire name.
    Extra(String, Span),
    /// Rows of its own, which are its own type's business.
    Part(Span),
}

impl Place {
    /// The word that needs the feature `serde`, if one does.
    pub(crate) fn needs_serde(&self) -> Option<&'static str> {
        match self {
            Self::Custom(..) => Some("custom"),
            Self::Extra(..) => Some("extra"),
            Self::Row(row) if matches!(innermost(row).kind, Kind::Custom) => Some(row.name),
            Self::Row(_) | Self::Skip(_) | Self::Part(_) => None,
        }
    }
}

impl<'i> Event<'i> {
    /// `None` where the definition itself is not known; then nothing more can be said.
    pub(crate) fn resolve(input: &'i Input<'i>, errors: &mut Errors) -> Option<Self> {
        let (definition, file) = resolve_definition(input, errors)?;
        let scope = match &input.words.object {
            Some(path) => Scope::resolve(definition, path, errors)?,
            None => Scope::entity(definition),
        };
        let mut event = Self {
            input,
            definition,
            file,
            scope,
            file_rows: Vec::new(),
            fields: Vec::new(),
            constants: Vec::new(),
            waived: Vec::new(),
            meant: Vec::new(),
            is_partial: input.words.is_broken || !input.is_struct,
        };
        // What has a place takes it first, so that a suggestion is never a row that is taken.
        let mut unplaced = Vec::new();
        for field in &input.fields {
            event.is_partial |= field.words.is_broken;
            match event.place(field) {
                Some(place) => event.take(field, place, errors),
                None => unplaced.push(field),
            }
        }
        for constant in &input.words.constants {
            if let Some(row) = event.find_ident(&constant.name) {
                event.constants.push((row, constant));
            }
        }
        for name in &input.words.optional {
            if let Some(row) = event.find_ident(name) {
                event.waived.push((row, name));
            }
        }
        // A clock that cannot be read into the body was meant for the entity's own `timestamp`.
        if input.words.now.is_some() && event.now().is_none() {
            event.meant.extend(event.scope.object.field("timestamp"));
        }
        event.report(&unplaced, errors);
        event.file_rows = event.needed_rows();
        Some(event)
    }

    /// The row of `timestamp = now`.
    pub(crate) fn now(&self) -> Option<(&'static definition::Field, Span)> {
        let span = self.input.words.now?;
        Some((self.definition.body.field("timestamp")?, span))
    }

    /// The JSON Pointer of the object that is mapped: of the entity, empty where the body is flat.
    pub(crate) fn parent(&self) -> &str {
        &self.scope.pointer
    }

    /// What is mapped, by the name that the struct says.
    pub(crate) fn name(&self) -> &str {
        self.scope
            .object_path
            .as_deref()
            .unwrap_or(self.definition.name)
    }

    /// Whether all that is required has to have a source in the struct itself.
    pub(crate) fn must_be_complete(&self) -> bool {
        self.input.role == Role::Event || self.scope.object_path.is_some()
    }

    /// The free object `custom`, where there is one.
    pub(crate) fn custom(&self) -> Option<&'static definition::Field> {
        let is_custom =
            |row: &&definition::Field| matches!(row.kind, Kind::Custom) && row.name == "custom";
        if self.input.role == Role::Part {
            return self.scope.object.fields.iter().copied().find(is_custom);
        }
        self.definition.fields().find(is_custom)
    }

    /// The first member of `custom`, and the row of the whole.
    pub(crate) fn custom_member(&self) -> Option<(&Mapped<'i>, &'static definition::Field)> {
        let mut fields = self.fields.iter();
        let member = fields.find(|field| matches!(field.place, Place::Custom(..)))?;
        Some((member, self.custom()?))
    }

    pub(crate) fn is_waived(&self, row: &definition::Field) -> bool {
        self.waived.iter().any(|(other, _)| is_same_row(other, row))
    }

    /// Whether a misspelt name was meant for the row.
    pub(crate) fn is_meant(&self, row: &definition::Field) -> bool {
        self.meant.iter().any(|other| is_same_row(other, row))
    }

    /// The field that gives the row its value.
    pub(crate) fn field_of(&self, row: &definition::Field) -> Option<&Mapped<'i>> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.row().is_some_and(|other| is_same_row(other, row)))
    }

    /// Whether there has to be a value.
    pub(crate) fn is_requested(&self, row: &definition::Field) -> bool {
        (row.is_required() || self.is_parameter(row)) && !self.is_waived(row)
    }

    /// Whether a field, a constant or the clock gives the row its value.
    pub(crate) fn has_source(&self, row: &definition::Field) -> bool {
        let rows = self.fields.iter().filter_map(Mapped::row);
        let constants = self.constants.iter().map(|(row, _)| *row);
        let now = self.now().map(|(row, _)| row);
        rows.chain(constants)
            .chain(now)
            .any(|other| is_same_row(other, row))
    }

    /// Whether a row is in every event or may be in one: it has a source, or is the entity itself.
    pub(crate) fn is_sent(&self, row: &definition::Field) -> bool {
        let entity = self.definition.entity().map(|(entity, _)| entity);
        let is_entity = entity.is_some_and(|entity| is_same_row(entity, row));
        self.has_source(row) || is_entity && self.input.role == Role::Event
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = &Mapped<'i>> {
        let is_part = |field: &&Mapped<'_>| matches!(field.place, Place::Part(_));
        self.fields.iter().filter(is_part)
    }

    /// The rows that the struct may map, in the order in which they are written: a part maps the entity alone, an object
    /// what stands in it.
    pub(crate) fn rows(&self) -> Vec<&'static definition::Field> {
        if self.input.role == Role::Part {
            return self.scope.object.fields.to_vec();
        }
        let parameters = self.definition.parameters.iter().copied();
        parameters.chain(self.definition.fields()).collect()
    }

    /// Where a field goes, if its words or its name say so.
    fn place(&self, field: &InputField<'_>) -> Option<Place> {
        match &field.words.target {
            Some(Target::Skip(span)) => Some(Place::Skip(*span)),
            Some(Target::Custom(span, None)) => Some(Place::Custom(field.name.clone(), *span)),
            Some(Target::Custom(_, Some(key))) => Some(Place::Custom(key.value(), key.span())),
            Some(Target::Extra(name)) => Some(Place::Extra(name.value(), name.span())),
            Some(Target::Flatten(span)) => Some(Place::Part(*span)),
            Some(Target::Rename(name)) => self.find_wire(&name.value()).map(Place::Row),
            None => self.find(&field.name).map(Place::Row),
        }
    }

    fn take(&mut self, field: &'i InputField<'i>, place: Place, errors: &mut Errors) {
        let words = &field.words;
        let unit = words.unix.as_ref().map(|unit| resolve_unit(unit, errors));
        let pattern = match (&words.pattern, &place) {
            (Some(pattern), Place::Row(row)) if is_spelt(row.kind) => {
                Pattern::compile(pattern, Some(row), errors)
            }
            _ => None,
        };
        let is_off = place.needs_serde().is_some() && !cfg!(feature = "serde");
        let span = span_of(field.ty);
        self.fields.push(Mapped {
            input: field,
            place,
            unit: unit.flatten(),
            pattern,
            has_error: words.is_broken
                || self.scope.object_path.is_some() && words.span("flatten").is_some()
                || matches!(unit, Some(None))
                || is_off
                || is_exclusive(field.ty),
            span,
            site: span.resolved_at(text_span()),
            named: OnceCell::new(),
            expected: OnceCell::new(),
        });
    }

    /// Every name that has no place.
    fn report(&mut self, unplaced: &[&InputField<'_>], errors: &mut Errors) {
        let input = self.input;
        for name in input.words.constants.iter().map(|constant| &constant.name) {
            self.report_ident(name, errors);
        }
        for name in &input.words.optional {
            self.report_optional(name, errors);
        }
        for field in unplaced {
            if let Some(pattern) = &field.words.pattern {
                Pattern::compile(pattern, None, errors);
            }
            match &field.words.target {
                Some(Target::Rename(name)) => self.report_rename(name, errors),
                _ if field.words.is_broken => {}
                _ => self.report_field(field, errors),
            }
        }
    }

    /// A field without a word that says where it goes, and whose name does not say it.
    fn report_field(&mut self, field: &InputField<'_>, errors: &mut Errors) {
        let name = &field.name;
        if self.is_entity(name) {
            errors.push_spanned(field.ident, whole_entity(name));
            return;
        }
        let near = self.nearest(name, |row| row.rust_name);
        let akin = near.or_else(|| {
            let free = self.free_names(|row| row.rust_name);
            self.find(akin(name, &free)?)
        });
        self.meant.extend(akin);
        let said = format!("field `{name}` is not in `{}`", self.name());
        let other = match self.custom() {
            Some(_) => {
                "`#[ravelin(custom)]` sends it as a member of `custom`, `#[ravelin(skip)]` not at all"
            }
            None => "`#[ravelin(skip)]` if it is not to be sent",
        };
        let words = match (near, akin) {
            (Some(row), _) => format!(
                "{said}; did you mean `{}`?\nrename it, or add `#[ravelin(rename = \"{}\")]`; {other}",
                row.rust_name, row.name
            ),
            (None, Some(row)) => format!(
                "{said}\nif it is `{}`, add `#[ravelin(rename = \"{}\")]`; {other}",
                row.rust_name, row.name
            ),
            (None, None) if place_of(self.scope.object, name).is_some() => format!(
                "{said}\nit is in `{0}`, which is mapped by a struct with `#[derive(RavelinFields)]` and `object = \"{0}\"`; {other}",
                place_of(self.scope.object, name).unwrap_or_default()
            ),
            (None, None) => format!(
                "{said}\n{other}; `#[ravelin(rename = \"…\")]` as one of {}",
                listed(&self.free_names(|row| row.name))
            ),
        };
        errors.push_spanned(field.ident, words);
    }

    fn report_rename(&mut self, name: &LitStr, errors: &mut Errors) {
        let wire = name.value();
        if self.is_entity(&wire) {
            errors.push_at(name.span(), whole_entity(&wire));
            return;
        }
        let near = self.nearest(&wire, |row| row.name);
        let meant = self.find(&wire).or(near);
        self.meant.extend(meant);
        let words = match (self.find(&wire), near) {
            (Some(row), _) => format!(
                "`rename` takes the name in the API, which is `{}`",
                row.name
            ),
            (None, Some(near)) => format!(
                "`{wire}` is not in `{}`; did you mean `{}`?",
                self.name(),
                near.name
            ),
            (None, None) => format!(
                "`{wire}` is not in `{}`; it has {} without a source\n`extra = \"{wire}\"` sends a field that the toolkit does not know yet",
                self.name(),
                listed(&self.free_names(|row| row.name))
            ),
        };
        errors.push_at(name.span(), words);
    }

    /// A field named in the struct's own words.
    fn report_ident(&mut self, ident: &Ident, errors: &mut Errors) {
        if self.find_ident(ident).is_some() {
            return;
        }
        let name = ident.unraw().to_string();
        if self.is_entity(&name) {
            errors.push_spanned(ident, whole_entity(&name));
            return;
        }
        let near = self.nearest(&name, |row| row.rust_name);
        self.meant.extend(near);
        let words = match near {
            Some(near) => format!(
                "field `{name}` is not in `{}`; did you mean `{}`?",
                self.name(),
                near.rust_name
            ),
            None => format!(
                "field `{name}` is not in `{}`; it has {} without a source",
                self.name(),
                listed(&self.free_names(|row| row.rust_name))
            ),
        };
        errors.push_spanned(ident, words);
    }

    /// A name in `optional(…)`, which was meant for a field that can be waived, whether or not another field maps it.
    fn report_optional(&mut self, ident: &Ident, errors: &mut Errors) {
        let name = ident.unraw().to_string();
        let mut rows = self.rows();
        rows.retain(|row| row.is_required() && row.evidence == Evidence::Inferred);
        let names: Vec<_> = rows.iter().map(|row| row.rust_name).collect();
        match nearest(&name, &names) {
            Some(near) if self.find_ident(ident).is_none() => {
                let api = self.name();
                let message = format!("field `{name}` is not in `{api}`; did you mean `{near}`?");
                self.meant
                    .extend(rows.into_iter().find(|row| row.rust_name == near));
                errors.push_spanned(ident, message);
            }
            _ => self.report_ident(ident, errors),
        }
    }

    /// The row that a misspelt name was meant for: one that has no source yet.
    fn nearest(
        &self,
        name: &str,
        by: fn(&'static definition::Field) -> &'static str,
    ) -> Option<&'static definition::Field> {
        let near = nearest(name, &self.free_names(by))?;
        self.free().into_iter().find(|row| by(row) == near)
    }

    /// The rows that have no source yet.
    fn free(&self) -> Vec<&'static definition::Field> {
        let mut rows = self.rows();
        rows.retain(|row| !self.has_source(row) && !self.is_meant(row));
        rows
    }

    fn free_names(&self, by: fn(&'static definition::Field) -> &'static str) -> Vec<&'static str> {
        let mut names = Vec::new();
        for row in self.free() {
            names.push(by(row));
        }
        names
    }

    /// Whether a name is that of the entity as a whole.
    pub(crate) fn is_entity(&self, name: &str) -> bool {
        let entity = self.definition.entity();
        let entity = entity.filter(|_| self.scope.object_path.is_none());
        entity.is_some_and(|(row, _)| row.rust_name == name || row.name == name)
    }

    fn find_ident(&self, ident: &Ident) -> Option<&'static definition::Field> {
        self.find(&ident.unraw().to_string())
    }

    fn find(&self, name: &str) -> Option<&'static definition::Field> {
        self.find_by(&|row| row.rust_name == name || row.name == name)
    }

    /// Finds the field with this name in the API. A path, `order.customerId`, selects one of several objects that have it, and a
    /// colon, `:id`, a parameter of the path.
    fn find_wire(&self, name: &str) -> Option<&'static definition::Field> {
        let found = self.find_by(&|row| row.name == name);
        found.or_else(|| self.find_path(name))
    }

    /// The envelope's fields come before those of the entity, and both before the parameters of the path.
    fn find_by(
        &self,
        is_meant: &dyn Fn(&definition::Field) -> bool,
    ) -> Option<&'static definition::Field> {
        let among = |rows: &[&'static definition::Field]| {
            let mut rows = rows.iter().copied();
            rows.find(|row| is_meant(row))
        };
        if self.scope.object_path.is_some() {
            return among(self.scope.object.fields);
        }
        let entity = self.definition.entity();
        let mut found = None;
        for row in self.definition.body.fields {
            let is_entity = entity.is_some_and(|(entity, _)| std::ptr::eq(entity, *row));
            if found.is_none() && !is_entity && is_meant(row) {
                found = Some(*row);
            }
        }
        let within = entity.map_or(&[][..], |(_, object)| object.fields);
        found
            .or_else(|| among(within))
            .or_else(|| among(self.definition.parameters))
    }

    fn find_path(&self, name: &str) -> Option<&'static definition::Field> {
        if let Some(name) = name.strip_prefix(':') {
            let mut parameters = self.definition.parameters.iter().copied();
            return parameters.find(|row| row.name == name);
        }
        let (entity, name) = name.split_once('.')?;
        let (row, object) = self.definition.entity()?;
        let is_entity = self.scope.object_path.is_none() && row.name == entity;
        is_entity.then(|| find(object, name)).flatten()
    }

    /// The rows of a file that the expansion names: those that have a source, and where there are parts, those that a part
    /// is seen beside.
    fn needed_rows(&self) -> Vec<&'static definition::Field> {
        if self.file.is_none() {
            return Vec::new();
        }
        let entity = self.definition.entity().map(|(row, _)| row);
        let has_parts = self.parts().next().is_some();
        let is_flat_part = !self.must_be_complete() && entity.is_none();
        let custom = self.custom_member().map(|(_, row)| row);
        let mut rows = self.rows();
        rows.retain(|row| {
            self.has_source(row)
                || custom.is_some_and(|custom| is_same_row(custom, row))
                || has_parts
                || is_flat_part && matches!(row.kind, Kind::Object(_))
        });
        // By a row of it, a part finds its place in the body.
        if rows.is_empty() && !self.must_be_complete() {
            rows.extend(self.scope.object.fields.first());
        }
        if let Some(entity) = entity.filter(|_| self.scope.object_path.is_none()) {
            rows.insert(0, entity);
        }
        rows
    }

    /// Whether any row excludes another. Most definitions have none that does, and need not be searched for pairs.
    pub(crate) fn has_exclusive(&self) -> bool {
        let objects = [&self.definition.body, self.scope.object];
        objects.iter().any(|object| !object.exclusive.is_empty())
    }

    /// Whether two rows exclude each other: at most one of them may be sent.
    pub(crate) fn excludes(&self, one: &definition::Field, other: &definition::Field) -> bool {
        let objects = [&self.definition.body, self.scope.object];
        let mut groups = objects.into_iter().filter(|object| {
            let is_row = |row| object.fields.iter().any(|field| is_same_row(field, row));
            is_row(one) && is_row(other)
        });
        one.name != other.name
            && groups.any(|object| {
                let mut groups = object.exclusive.iter();
                groups.any(|group| group.contains(&one.name) && group.contains(&other.name))
            })
    }

    /// What `rename` has to say for a row whose name leads to another one.
    pub(crate) fn path_of(&self, row: &definition::Field) -> Option<String> {
        let found = self.find(row.name)?;
        if is_same_row(found, row) {
            return None;
        }
        if self.is_parameter(row) {
            return Some(format!(":{}", row.name));
        }
        let (entity, _) = self.definition.entity()?;
        Some(format!("{}.{}", entity.name, row.name))
    }

    /// Whether a row stands in the path, not in the body.
    pub(crate) fn is_parameter(&self, row: &definition::Field) -> bool {
        let mut parameters = self.definition.parameters.iter();
        parameters.any(|parameter| is_same_row(parameter, row))
    }
}

fn whole_entity(name: &str) -> String {
    format!(
        "`{name}` is the entity as a whole; map its fields one by one, or some at once with `#[ravelin(flatten)]`"
    )
}

/// `` `a`, `b` and `c` ``
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::from("no field"),
        [one] => format!("`{one}`"),
        [before @ .., last] => format!("`{}` and `{last}`", before.join("`, `")),
    }
}

/// What has a `length` and a `pattern`.
pub(crate) fn is_spelt(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Identifier)
}

/// Each row stands in one place.
pub(crate) fn is_same_row(one: &definition::Field, other: &definition::Field) -> bool {
    std::ptr::eq(one, other)
}

/// A definition, and where it stands if it is no table of the toolkit's.
pub(crate) type Found = (&'static definition::Definition, Option<File>);

/// The definition that `event = "…"` or `definition = "…"` names. `None` where neither is said, or where what is said is a
/// mistake that is reported.
pub(crate) fn resolve_named(
    event: Option<&LitStr>,
    file: Option<&LitStr>,
    errors: &mut Errors,
) -> Option<Found> {
    match (event, file) {
        (Some(event), Some(file)) => {
            let (one, other) = (event.span().start(), file.span().start());
            let is_last = (other.line, other.column) > (one.line, one.column);
            let last = if is_last { file } else { event };
            let words = "`event` and `definition` both say what the struct maps; keep one";
            errors.push_at(last.span(), words);
            None
        }
        (Some(event), None) => resolve_event(event, errors),
        (None, Some(file)) => {
            let (definition, file) = resolve_file(file, errors)?;
            Some((definition, Some(file)))
        }
        (None, None) => None,
    }
}

/// The definition that `event = "…"` names, or was meant to.
fn resolve_event(event: &LitStr, errors: &mut Errors) -> Option<Found> {
    let name = event.value();
    if let Some(found) = find_event(&name) {
        return Some(found);
    }
    if definition::SHIPPED.contains(&name.as_str()) {
        let words = format!(
            "event `{name}` needs the feature `definition-file` of `voucher-core`; turn it on"
        );
        errors.push_at(event.span(), words);
        return None;
    }
    let path = name.trim_start_matches('/').trim_start_matches("v2/");
    let names = event_names();
    let near = names.iter().copied().find(|name| *name == path);
    let is_redemption = path.ends_with("redemption");
    let near = near.or(is_redemption.then_some("paymentmethod/voucher"));
    let near = near.or_else(|| nearest(&name, &names));
    let words = match near {
        Some(near) => format!("event `{name}` is not known; did you mean `{near}`?"),
        None => format!(
            "event `{name}` is not known; it is one of {}",
            listed(&names)
        ),
    };
    errors.push_at(event.span(), words);
    find_event(near?)
}

fn find_event(name: &str) -> Option<Found> {
    let mut tables = definition::DEFINITIONS.into_iter();
    if let Some(definition) = tables.find(|definition| definition.name == name) {
        return Some((definition, None));
    }
    let (definition, file) = resolve_shipped(name)?;
    Some((definition, Some(file)))
}

/// The events that can be named.
fn event_names() -> Vec<&'static str> {
    let tables = definition::DEFINITIONS.iter();
    let tables = tables.map(|definition| definition.name);
    let files = definition::SHIPPED.iter().copied();
    let files = files.filter(|_| cfg!(feature = "definition-file"));
    tables.chain(files).collect()
}

fn resolve_definition(input: &Input<'_>, errors: &mut Errors) -> Option<Found> {
    let (event, file) = (&input.words.event, &input.words.definition);
    if event.is_some() || file.is_some() {
        return resolve_named(event.as_ref(), file.as_ref(), errors);
    }
    if !input.words.is_broken {
        let ident = input.ident;
        let words = format!(
            "`{ident}` names no event; add `#[ravelin(event = \"voucher\")]`, which is one of {}",
            listed(&event_names())
        );
        errors.push_spanned(ident, words);
    }
    None
}

/// The unit, or `None` where it is reported that there is none.
fn resolve_unit(unit: &LitStr, errors: &mut Errors) -> Option<Unit> {
    let name = unit.value();
    let found = Unit::ALL.into_iter().find(|unit| unit.symbol() == name);
    if found.is_none() {
        let lower = name.to_lowercase();
        let meant = Unit::ALL.into_iter().find(|unit| {
            lower == unit.symbol() || unit.name().starts_with(&lower) && lower.len() > 1
        });
        let words: &dyn Display = match &meant {
            Some(unit) => &format!(
                "`unix` knows no `{name}`; did you mean `{}`?",
                unit.symbol()
            ),
            None => &format!("`unix` knows no `{name}`; use `s`, `ms`, `us` or `ns`"),
        };
        errors.push_at(unit.span(), words);
    }
    found
}

/// Where a type stands. A plain path knows its first and its last word; any other type would first be written down.
fn span_of(ty: &Type) -> Span {
    let Type::Path(TypePath { attrs, qself, path }) = ty else {
        return ty.span();
    };
    let is_plain = attrs.is_empty() && qself.is_none() && path.leading_colon.is_none();
    let (true, Some(first), Some(last)) = (is_plain, path.segments.first(), path.segments.last())
    else {
        return ty.span();
    };
    let first = first.ident.span();
    let last = match &last.arguments {
        PathArguments::None => last.ident.span(),
        PathArguments::AngleBracketed(within) => within.gt_token.span(),
        PathArguments::Parenthesized(_) => return ty.span(),
    };
    first.join(last).unwrap_or(first)
}

/// `&mut T`
pub(crate) fn is_exclusive(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Group(group) => is_exclusive(&group.elem),
        Type::Paren(paren) => is_exclusive(&paren.elem),
        _ => false,
    }
}

impl Mapped<'_> {
    /// The row, where the field maps to one.
    pub(crate) fn row(&self) -> Option<&'static definition::Field> {
        match self.place {
            Place::Row(row) => Some(row),
            _ => None,
        }
    }

    /// Where the field's type stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The same for what the macro writes there.
    pub(crate) fn site(&self) -> Span {
        self.site
    }
}
