//! A struct next to its definition, and each field next to its field definition.

use super::object::MappedObject;
use crate::attr::{Constant, Role};
use crate::definition_file::File;
use crate::index::{DefinitionIndex, ObjectIndex, is_custom};
use crate::input::{Input, InputField};
use crate::lookup::{innermost_element, is_without_object};
use crate::pattern::Pattern;
use proc_macro2::{Ident, Span};
use std::borrow::Cow;
use syn::ext::IdentExt;
use voucher_definition as definition;
use voucher_definition::suggest::nearest;
use voucher_definition::time::Unit;
use voucher_definition::{Kind, sorted_positions};

/// A struct and what its names resolve to.
pub(crate) struct Mapping<'i> {
    pub(crate) input: &'i Input<'i>,
    pub(crate) definition: &'static definition::Definition,
    pub(crate) index: &'static DefinitionIndex,
    /// The file that the definition was read from. `None` for a definition that is a Rust table.
    pub(crate) file: Option<File>,
    pub(crate) object: MappedObject,
    pub(crate) fields: Vec<MappedField<'i>>,
    /// The constants, and the property that selects an alternative, if the derive writes it.
    pub(crate) constants: Vec<(&'static definition::Field, Cow<'i, Constant>)>,
    /// The field definitions that have a source (a field, a constant, or the clock), in the order of
    /// [`field_definitions`](Self::field_definitions).
    pub(crate) mapped: Vec<&'static definition::Field>,
    /// Those in `optional(…)`.
    pub(crate) waived: Vec<(&'static definition::Field, &'i Ident)>,
    /// Those in `relax(…)`.
    pub(crate) relaxed: Vec<(&'static definition::Field, &'i Ident)>,
    /// Field definitions that were suggested for a misspelled name. They are not reported as missing as well.
    pub(crate) suggested: Vec<&'static definition::Field>,
    /// A field could not be parsed, so it may map to any field definition.
    pub(crate) has_unparsed_field: bool,
}

/// A field and where it is sent.
pub(crate) struct MappedField<'i> {
    pub(crate) input: &'i InputField<'i>,
    pub(crate) target: Target,
    pub(crate) unit: Option<Unit>,
    pub(crate) pattern: Option<Pattern>,
    /// A mistake in the field was reported, so nothing else is reported about it.
    pub(crate) has_error: bool,
    /// The span of the field's type. Cached, because it takes calls to the compiler.
    pub(crate) user_span: Span,
}

/// Where a field is sent.
#[derive(Clone)]
pub(crate) enum Target {
    Skip(Span),
    Field(&'static definition::Field),
    /// A member of `custom`, by its key.
    Custom(String, Span),
    /// A member that the object does not define, by its name in the API.
    Extra(String, Span),
    /// The fields of a part, which the derive on its type maps.
    Part(Span),
}

impl Target {
    /// Returns the field definition that the field maps to.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        match self {
            Self::Field(field_definition) => Some(field_definition),
            Self::Skip(_) | Self::Custom(..) | Self::Extra(..) | Self::Part(_) => None,
        }
    }

    /// Whether the feature `serde` is needed to write the value.
    pub(crate) fn needs_serde(&self) -> bool {
        match self {
            Self::Custom(..) | Self::Extra(..) => true,
            Self::Field(field_definition) => {
                matches!(
                    innermost_element(field_definition).kind,
                    Kind::Custom | Kind::Any
                )
            }
            Self::Skip(_) | Self::Part(_) => false,
        }
    }
}

impl<'i> Mapping<'i> {
    /// Adds the property that selects the mapped object among other alternatives, if it has only one value, and the
    /// constants of the struct.
    pub(super) fn push_constants(&mut self) {
        if let (Some(tag), Some(path)) = (&self.object.tag, &self.input.keys.object) {
            let constant = tag.constant(path.span());
            self.constants
                .push((tag.definition(), Cow::Owned(constant)));
        }
        for constant in &self.input.keys.constants {
            if let Some(field_definition) = self.find_ident(&constant.name) {
                let constant = Cow::Borrowed(constant);
                self.constants.push((field_definition, constant));
            }
        }
    }

    /// Returns the field definitions with these Rust names. Unknown names are reported later.
    pub(super) fn find_idents(
        &self,
        names: &'i [Ident],
    ) -> Vec<(&'static definition::Field, &'i Ident)> {
        let names = names.iter();
        names
            .filter_map(|name| Some((self.find_ident(name)?, name)))
            .collect()
    }

    /// Returns the field definition that `timestamp = now` sets.
    pub(crate) fn now(&self) -> Option<(&'static definition::Field, Span)> {
        let span = self.input.keys.now?;
        Some((self.index.body.field("timestamp")?, span))
    }

    /// Returns the JSON Pointer of the mapped object, which is empty for the body.
    pub(crate) fn parent(&self) -> &str {
        &self.object.pointer
    }

    /// Returns the name of what the struct maps: the path of a nested object, or the name of the definition.
    pub(crate) fn name(&self) -> &str {
        self.object.name.as_deref().unwrap_or(self.definition.name)
    }

    /// Returns the body if it is not an object, so that the event maps it to one field.
    pub(crate) fn body_field(&self) -> Option<&'static definition::Field> {
        let is_event = self.input.role == Role::Event;
        self.definition
            .body
            .filter(|body| is_event && body.is_body())
    }

    /// Whether the struct maps the fields of an object: not if the body is another value, or if there is none.
    pub(crate) fn has_object(&self) -> bool {
        self.object.nested_path.is_some() || !is_without_object(self.definition)
    }

    /// Whether every required field needs a source in this struct. A part may leave some to the event that flattens it.
    pub(crate) fn must_be_complete(&self) -> bool {
        self.input.role == Role::Event || self.object.nested_path.is_some()
    }

    /// Returns the object `custom`, if the definition has it.
    pub(crate) fn custom(&self) -> Option<&'static definition::Field> {
        if self.input.role == Role::Part {
            let field_definition = self.object.index.field("custom");
            return field_definition.filter(|field_definition| is_custom(field_definition));
        }
        self.index.custom
    }

    /// Returns the first member of `custom`, and the field definition of `custom`.
    pub(crate) fn custom_member(&self) -> Option<(&MappedField<'i>, &'static definition::Field)> {
        let mut fields = self.fields.iter();
        let member = fields.find(|field| matches!(field.target, Target::Custom(..)))?;
        Some((member, self.custom()?))
    }

    /// Whether `optional(…)` or `relax(…)` names a field definition, so that it is not required.
    pub(crate) fn is_waived(&self, field_definition: &definition::Field) -> bool {
        let mut waived = self.waived.iter();
        waived.any(|(other, _)| is_same_field_definition(other, field_definition))
            || self.is_relaxed(field_definition)
    }

    /// Whether `relax(…)` names a field definition.
    pub(crate) fn is_relaxed(&self, field_definition: &definition::Field) -> bool {
        let mut relaxed = self.relaxed.iter();
        relaxed.any(|(other, _)| is_same_field_definition(other, field_definition))
    }

    /// Returns a field definition with the rules that apply to the struct: without those that `relax(…)` waives.
    pub(crate) fn with_rules(&self, field_definition: &definition::Field) -> definition::Field {
        if self.is_relaxed(field_definition) {
            field_definition.relaxed()
        } else {
            *field_definition
        }
    }

    /// Whether a field definition was suggested for a misspelled name.
    pub(crate) fn is_suggested(&self, field_definition: &definition::Field) -> bool {
        contains(&self.suggested, field_definition)
    }

    /// Whether a field definition must have a value.
    pub(crate) fn must_be_present(&self, field_definition: &definition::Field) -> bool {
        // A path is not complete without its parameters.
        let is_relaxed = self.is_relaxed(field_definition);
        if self.is_path_parameter(field_definition) {
            return is_relaxed || !self.is_waived(field_definition);
        }
        field_definition.is_required() && !self.is_waived(field_definition)
    }

    /// Collects the field definitions that have a source.
    pub(super) fn collect_mapped(&mut self) {
        let fields = self.fields.iter().filter_map(MappedField::field_definition);
        let constants = self.constants.iter();
        let constants = constants.map(|(field_definition, _)| *field_definition);
        let now = self.now().map(|(field_definition, _)| field_definition);
        let mut mapped: Vec<_> = fields.chain(constants).chain(now).collect();
        self.sort(&mut mapped);
        mapped.dedup_by(|one, other| is_same_field_definition(one, other));
        self.mapped = mapped;
    }

    /// Returns the field definitions that the struct writes: those with a source, and `custom` if a field is a member of it.
    /// A part writes only those of its object.
    pub(crate) fn written(&self) -> Vec<&'static definition::Field> {
        let mut written = self.mapped.clone();
        let custom = self.custom_member().map(|(_, custom)| custom);
        if let Some(custom) = custom.filter(|custom| !self.has_source(custom)) {
            written.push(custom);
            self.sort(&mut written);
        }
        if self.input.role == Role::Part {
            let object = self.object.index;
            written.retain(|field_definition| object.position(field_definition).is_some());
        }
        written
    }

    /// Sorts field definitions by the order in which they are written.
    pub(crate) fn sort(&self, field_definitions: &mut [&'static definition::Field]) {
        let all = field_definitions.to_vec();
        let mut keys = Vec::new();
        for field_definition in &all {
            keys.push(self.position(field_definition));
        }
        let order = sorted_positions(all.len(), &|one, other| keys.get(one).cmp(&keys.get(other)));
        for (place, position) in field_definitions.iter_mut().zip(order) {
            if let Some(field_definition) = all.get(position) {
                *place = field_definition;
            }
        }
    }

    /// Returns where a field definition is written, to be compared with others of the struct.
    fn position(&self, field_definition: &definition::Field) -> [usize; 3] {
        if self.input.role == Role::Part {
            let position = self.object.index.position(field_definition);
            return [0, 0, position.unwrap_or(usize::MAX)];
        }
        if let Some(position) = self.parameter_position(field_definition) {
            return position;
        }
        let position = self.index.position(field_definition);
        let (in_body, in_entity) = position.unwrap_or((usize::MAX, 0));
        [2, in_body, in_entity]
    }

    /// Whether a field definition has a source: a field, a constant, or the clock.
    pub(crate) fn has_source(&self, field_definition: &definition::Field) -> bool {
        contains(&self.mapped, field_definition)
    }

    /// Whether the event sends a field definition, always or sometimes: it has a source, or is the entity.
    #[cfg(feature = "definition-file")]
    pub(crate) fn is_sent(&self, field_definition: &definition::Field) -> bool {
        let entity = self.entity_of_event();
        self.has_source(field_definition)
            || entity.is_some_and(|entity| is_same_field_definition(entity, field_definition))
    }

    /// Returns the entity, if the struct is an event, which always sends it.
    pub(crate) fn entity_of_event(&self) -> Option<&'static definition::Field> {
        let (entity, _) = self.index.entity?;
        (self.input.role == Role::Event).then_some(entity)
    }

    /// Returns the fields with `flatten`.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &MappedField<'i>> {
        let is_part = |field: &&MappedField<'_>| matches!(field.target, Target::Part(_));
        self.fields.iter().filter(is_part)
    }

    /// Returns the field definitions that the struct may map by name, in the order in which they are written. A part maps
    /// only those of the entity, and a struct for a nested object only those of the object.
    pub(crate) fn field_definitions(&self) -> Vec<&'static definition::Field> {
        if self.input.role == Role::Part {
            return self.object.definition.fields.to_vec();
        }
        let mut field_definitions = self.parameters();
        field_definitions.extend(self.definition.fields());
        field_definitions
    }

    /// Returns the required ones of [`field_definitions`](Self::field_definitions), and the body if it is not an object.
    pub(crate) fn required(&self) -> Vec<&'static definition::Field> {
        if self.input.role == Role::Part {
            return self.object.index.required.clone();
        }
        let mut required = self.parameters();
        required.retain(|parameter| parameter.is_required() || self.is_path_parameter(parameter));
        required.extend(&self.index.required);
        required.extend(self.body_field());
        required
    }

    /// Returns the field definitions that must have a source, and have none. Parts may map them.
    pub(crate) fn missing(&self) -> Vec<&'static definition::Field> {
        let mut missing = self.required();
        missing.retain(|field_definition| {
            !self.has_source(field_definition)
                && !self.is_suggested(field_definition)
                && !self.is_waived(field_definition)
        });
        missing
    }

    /// Returns the field definition without a source that a misspelled name is closest to.
    pub(super) fn nearest(
        &self,
        name: &str,
        by: fn(&'static definition::Field) -> &'static str,
    ) -> Option<&'static definition::Field> {
        let near = nearest(name, &self.unmapped_names(by))?;
        self.unmapped()
            .into_iter()
            .find(|field_definition| by(field_definition) == near)
    }

    /// Returns the field definitions that have no source.
    fn unmapped(&self) -> Vec<&'static definition::Field> {
        let mut field_definitions = self.field_definitions();
        field_definitions.retain(|field_definition| {
            !self.has_source(field_definition) && !self.is_suggested(field_definition)
        });
        field_definitions
    }

    pub(super) fn unmapped_names(
        &self,
        by: fn(&'static definition::Field) -> &'static str,
    ) -> Vec<&'static str> {
        let mut names = Vec::new();
        for field_definition in self.unmapped() {
            names.push(by(field_definition));
        }
        names
    }

    /// Whether a name is that of the entity.
    pub(crate) fn is_entity(&self, name: &str) -> bool {
        let entity = self.index.entity;
        let entity = entity.filter(|_| self.object.nested_path.is_none());
        entity.is_some_and(|(field_definition, _)| {
            field_definition.rust_name == name || field_definition.name == name
        })
    }

    pub(super) fn find_ident(&self, ident: &Ident) -> Option<&'static definition::Field> {
        self.find(&ident.unraw().to_string())
    }

    /// Finds the field definition with this name, in Rust or in the API.
    pub(super) fn find(&self, name: &str) -> Option<&'static definition::Field> {
        self.find_by(&|object| object.fields_named(name), &|parameter| {
            parameter.rust_name == name || parameter.name == name
        })
    }

    /// Finds the field definition with this name in the API. A path, `order.customerId`, selects the field of the
    /// entity if the envelope has one of the same name. `:id` selects a parameter of the path, and `?limit` one of the query.
    pub(super) fn find_api_name(&self, name: &str) -> Option<&'static definition::Field> {
        let found = self.find_by(&|object| [object.field(name), None], &|parameter| {
            parameter.name == name
        });
        found.or_else(|| self.find_path(name))
    }

    /// Searches the envelope, then the entity, then the parameters of the path and of the query.
    fn find_by(
        &self,
        in_object: &dyn Fn(&ObjectIndex) -> [Option<&'static definition::Field>; 2],
        is_match: &dyn Fn(&definition::Field) -> bool,
    ) -> Option<&'static definition::Field> {
        if self.object.nested_path.is_some() {
            let [first, second] = in_object(self.object.index);
            return first.or(second);
        }
        let (entity, of_entity) = self.index.entity.unzip();
        let is_entity = |found: &&definition::Field| {
            entity.is_some_and(|entity| is_same_field_definition(entity, found))
        };
        let is_other = |found: &&definition::Field| !is_entity(found);
        let [first, second] = in_object(self.index.body);
        let [of_entity, second_of_entity] = of_entity.map_or([None; 2], in_object);
        first
            .filter(is_other)
            .or(second.filter(is_other))
            .or(of_entity)
            .or(second_of_entity)
            .or_else(|| self.find_parameter(is_match))
    }

    fn find_path(&self, name: &str) -> Option<&'static definition::Field> {
        if let Some(found) = self.find_marked(name) {
            return Some(found);
        }
        let (entity, name) = name.split_once('.')?;
        let (field_definition, object) = self.index.entity?;
        let is_entity = self.object.nested_path.is_none() && field_definition.name == entity;
        is_entity.then(|| object.find_field(name)).flatten()
    }

    /// Returns the value of `rename` that selects a field definition, if its name alone would select another one.
    pub(crate) fn rename_value(&self, field_definition: &definition::Field) -> Option<String> {
        let found = self.find(field_definition.name)?;
        if is_same_field_definition(found, field_definition) {
            return None;
        }
        if let Some(name) = self.parameter_name(field_definition) {
            return Some(name);
        }
        let (entity, _) = self.index.entity?;
        Some(format!("{}.{}", entity.name, field_definition.name))
    }
}

impl MappedField<'_> {
    /// Returns the field definition that the field maps to.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        self.target.field_definition()
    }
}

/// Whether two references are to the same field definition. Each exists once, so addresses are compared.
pub(crate) fn is_same_field_definition(one: &definition::Field, other: &definition::Field) -> bool {
    std::ptr::eq(one, other)
}

/// Whether a field definition is in a list.
fn contains(list: &[&'static definition::Field], field_definition: &definition::Field) -> bool {
    let mut list = list.iter();
    list.any(|other| is_same_field_definition(other, field_definition))
}
