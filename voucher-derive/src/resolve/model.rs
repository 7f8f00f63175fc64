//! A struct next to its definition.

use super::object::Scope;
use crate::attr::{Constant, Role};
use crate::definition_file::File;
use crate::input::{Input, InputField};
use crate::lookup::{find, innermost};
use crate::pattern::Pattern;
use proc_macro2::{Ident, Span, TokenStream};
use std::cell::OnceCell;
use syn::ext::IdentExt;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;
use voucher_definition::time::Unit;

/// A struct beside its definition.
pub(crate) struct Mapping<'i> {
    pub(crate) input: &'i Input<'i>,
    pub(crate) definition: &'static definition::Definition,
    /// Where the definition stands, if it is no table of the toolkit's.
    pub(crate) file: Option<File>,
    pub(crate) scope: Scope,
    /// The rows of the file that the expansion carries.
    pub(crate) file_field_definitions: Vec<&'static definition::Field>,
    pub(crate) fields: Vec<MappedField<'i>>,
    pub(crate) constants: Vec<(&'static definition::Field, &'i Constant)>,
    pub(crate) waived: Vec<(&'static definition::Field, &'i Ident)>,
    /// Rows that a misspelt name was meant for: nobody misses them.
    pub(crate) suggested: Vec<&'static definition::Field>,
    /// A field's words could not be read, so it may map to anything.
    pub(crate) has_unparsed_field: bool,
}

/// A field and where it goes.
pub(crate) struct MappedField<'i> {
    pub(crate) input: &'i InputField<'i>,
    pub(crate) target: Target,
    pub(crate) unit: Option<Unit>,
    pub(crate) pattern: Option<Pattern>,
    /// Something of it is wrong and said: nothing more follows from it.
    pub(crate) has_error: bool,
    /// Where the field's type stands, and the same for what the macro writes there; found once, as each is asked of the
    /// compiler.
    pub(super) user_span: Span,
    pub(super) generated_span: Span,
    /// Whether a const can name the type, and the type as it does; found when it is first asked for.
    pub(crate) named: OnceCell<(bool, TokenStream)>,
    /// Whether the type is an `Option`, where it is written as one that fits; found when it is first asked for.
    pub(crate) expected: OnceCell<Option<bool>>,
}

/// Where a field goes.
#[derive(Clone)]
pub(crate) enum Target {
    Skip(Span),
    Field(&'static definition::Field),
    /// A member of `custom`, by its key.
    Custom(String, Span),
    /// A member beside the rows, by its wire name.
    Extra(String, Span),
    /// Rows of its own, which are its own type's business.
    Part(Span),
}

impl Target {
    /// The word that needs the feature `serde`, if one does.
    pub(crate) fn needs_serde(&self) -> Option<&'static str> {
        match self {
            Self::Custom(..) => Some("custom"),
            Self::Extra(..) => Some("extra"),
            Self::Field(field_definition)
                if matches!(innermost(field_definition).kind, Kind::Custom) =>
            {
                Some(field_definition.name)
            }
            Self::Field(_) | Self::Skip(_) | Self::Part(_) => None,
        }
    }
}

impl<'i> Mapping<'i> {
    /// The row of `timestamp = now`.
    pub(crate) fn now(&self) -> Option<(&'static definition::Field, Span)> {
        let span = self.input.keys.now?;
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
        let is_custom = |field_definition: &&definition::Field| {
            matches!(field_definition.kind, Kind::Custom) && field_definition.name == "custom"
        };
        if self.input.role == Role::Part {
            return self.scope.object.fields.iter().copied().find(is_custom);
        }
        self.definition.fields().find(is_custom)
    }

    /// The first member of `custom`, and the row of the whole.
    pub(crate) fn custom_member(&self) -> Option<(&MappedField<'i>, &'static definition::Field)> {
        let mut fields = self.fields.iter();
        let member = fields.find(|field| matches!(field.target, Target::Custom(..)))?;
        Some((member, self.custom()?))
    }

    pub(crate) fn is_waived(&self, field_definition: &definition::Field) -> bool {
        self.waived
            .iter()
            .any(|(other, _)| is_same_field_definition(other, field_definition))
    }

    /// Whether a misspelt name was meant for the row.
    pub(crate) fn is_suggested(&self, field_definition: &definition::Field) -> bool {
        self.suggested
            .iter()
            .any(|other| is_same_field_definition(other, field_definition))
    }

    /// The field that gives the row its value.
    pub(crate) fn field_of(
        &self,
        field_definition: &definition::Field,
    ) -> Option<&MappedField<'i>> {
        let mut fields = self.fields.iter();
        fields.find(|field| {
            field
                .field_definition()
                .is_some_and(|other| is_same_field_definition(other, field_definition))
        })
    }

    /// Whether there has to be a value.
    pub(crate) fn must_be_present(&self, field_definition: &definition::Field) -> bool {
        (field_definition.is_required() || self.is_parameter(field_definition))
            && !self.is_waived(field_definition)
    }

    /// Whether a field, a constant or the clock gives the row its value.
    pub(crate) fn has_source(&self, field_definition: &definition::Field) -> bool {
        let field_definitions = self.fields.iter().filter_map(MappedField::field_definition);
        let constants = self
            .constants
            .iter()
            .map(|(field_definition, _)| *field_definition);
        let now = self.now().map(|(field_definition, _)| field_definition);
        field_definitions
            .chain(constants)
            .chain(now)
            .any(|other| is_same_field_definition(other, field_definition))
    }

    /// Whether a row is in every event or may be in one: it has a source, or is the entity itself.
    pub(crate) fn is_sent(&self, field_definition: &definition::Field) -> bool {
        let entity = self.definition.entity().map(|(entity, _)| entity);
        let is_entity =
            entity.is_some_and(|entity| is_same_field_definition(entity, field_definition));
        self.has_source(field_definition) || is_entity && self.input.role == Role::Event
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = &MappedField<'i>> {
        let is_part = |field: &&MappedField<'_>| matches!(field.target, Target::Part(_));
        self.fields.iter().filter(is_part)
    }

    /// The rows that the struct may map, in the order in which they are written: a part maps the entity alone, an object
    /// what stands in it.
    pub(crate) fn field_definitions(&self) -> Vec<&'static definition::Field> {
        if self.input.role == Role::Part {
            return self.scope.object.fields.to_vec();
        }
        let parameters = self.definition.parameters.iter().copied();
        parameters.chain(self.definition.fields()).collect()
    }

    /// The row that a misspelt name was meant for: one that has no source yet.
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

    /// The rows that have no source yet.
    pub(super) fn unmapped(&self) -> Vec<&'static definition::Field> {
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

    /// Whether a name is that of the entity as a whole.
    pub(crate) fn is_entity(&self, name: &str) -> bool {
        let entity = self.definition.entity();
        let entity = entity.filter(|_| self.scope.object_path.is_none());
        entity.is_some_and(|(field_definition, _)| {
            field_definition.rust_name == name || field_definition.name == name
        })
    }

    pub(super) fn find_ident(&self, ident: &Ident) -> Option<&'static definition::Field> {
        self.find(&ident.unraw().to_string())
    }

    pub(super) fn find(&self, name: &str) -> Option<&'static definition::Field> {
        self.find_by(&|field_definition| {
            field_definition.rust_name == name || field_definition.name == name
        })
    }

    /// Finds the field with this name in the API. A path, `order.customerId`, selects one of several objects that have it, and a
    /// colon, `:id`, a parameter of the path.
    pub(super) fn find_wire(&self, name: &str) -> Option<&'static definition::Field> {
        let found = self.find_by(&|field_definition| field_definition.name == name);
        found.or_else(|| self.find_path(name))
    }

    /// The envelope's fields come before those of the entity, and both before the parameters of the path.
    pub(super) fn find_by(
        &self,
        is_suggested: &dyn Fn(&definition::Field) -> bool,
    ) -> Option<&'static definition::Field> {
        let among = |field_definitions: &[&'static definition::Field]| {
            let mut field_definitions = field_definitions.iter().copied();
            field_definitions.find(|field_definition| is_suggested(field_definition))
        };
        if self.scope.object_path.is_some() {
            return among(self.scope.object.fields);
        }
        let entity = self.definition.entity();
        let mut found = None;
        for field_definition in self.definition.body.fields {
            let is_entity =
                entity.is_some_and(|(entity, _)| std::ptr::eq(entity, *field_definition));
            if found.is_none() && !is_entity && is_suggested(field_definition) {
                found = Some(*field_definition);
            }
        }
        let within = entity.map_or(&[][..], |(_, object)| object.fields);
        found
            .or_else(|| among(within))
            .or_else(|| among(self.definition.parameters))
    }

    pub(super) fn find_path(&self, name: &str) -> Option<&'static definition::Field> {
        if let Some(name) = name.strip_prefix(':') {
            let mut parameters = self.definition.parameters.iter().copied();
            return parameters.find(|field_definition| field_definition.name == name);
        }
        let (entity, name) = name.split_once('.')?;
        let (field_definition, object) = self.definition.entity()?;
        let is_entity = self.scope.object_path.is_none() && field_definition.name == entity;
        is_entity.then(|| find(object, name)).flatten()
    }

    /// The rows of a file that the expansion names: those that have a source, and where there are parts, those that a part
    /// is seen beside.
    pub(super) fn needed_field_definitions(&self) -> Vec<&'static definition::Field> {
        if self.file.is_none() {
            return Vec::new();
        }
        let entity = self
            .definition
            .entity()
            .map(|(field_definition, _)| field_definition);
        let has_parts = self.parts().next().is_some();
        let is_flat_part = !self.must_be_complete() && entity.is_none();
        let custom = self
            .custom_member()
            .map(|(_, field_definition)| field_definition);
        let mut field_definitions = self.field_definitions();
        field_definitions.retain(|field_definition| {
            self.has_source(field_definition)
                || custom.is_some_and(|custom| is_same_field_definition(custom, field_definition))
                || has_parts
                || is_flat_part && matches!(field_definition.kind, Kind::Object(_))
        });
        // By a row of it, a part finds its place in the body.
        if field_definitions.is_empty() && !self.must_be_complete() {
            field_definitions.extend(self.scope.object.fields.first());
        }
        if let Some(entity) = entity.filter(|_| self.scope.object_path.is_none()) {
            field_definitions.insert(0, entity);
        }
        field_definitions
    }

    /// Whether any row excludes another. Most definitions have none that does, and need not be searched for pairs.
    pub(crate) fn has_exclusive_groups(&self) -> bool {
        let objects = [&self.definition.body, self.scope.object];
        objects.iter().any(|object| !object.exclusive.is_empty())
    }

    /// Whether two rows exclude each other: at most one of them may be sent.
    pub(crate) fn are_exclusive(&self, one: &definition::Field, other: &definition::Field) -> bool {
        let objects = [&self.definition.body, self.scope.object];
        let mut groups = objects.into_iter().filter(|object| {
            let is_row = |field_definition| {
                object
                    .fields
                    .iter()
                    .any(|field| is_same_field_definition(field, field_definition))
            };
            is_row(one) && is_row(other)
        });
        one.name != other.name
            && groups.any(|object| {
                let mut groups = object.exclusive.iter();
                groups.any(|group| group.contains(&one.name) && group.contains(&other.name))
            })
    }

    /// What `rename` has to say for a row whose name leads to another one.
    pub(crate) fn path_of(&self, field_definition: &definition::Field) -> Option<String> {
        let found = self.find(field_definition.name)?;
        if is_same_field_definition(found, field_definition) {
            return None;
        }
        if self.is_parameter(field_definition) {
            return Some(format!(":{}", field_definition.name));
        }
        let (entity, _) = self.definition.entity()?;
        Some(format!("{}.{}", entity.name, field_definition.name))
    }

    /// Whether a row stands in the path, not in the body.
    pub(crate) fn is_parameter(&self, field_definition: &definition::Field) -> bool {
        let mut parameters = self.definition.parameters.iter();
        parameters.any(|parameter| is_same_field_definition(parameter, field_definition))
    }
}

impl MappedField<'_> {
    /// The row, where the field maps to one.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        match self.target {
            Target::Field(field_definition) => Some(field_definition),
            _ => None,
        }
    }

    /// Where the field's type stands.
    pub(crate) fn user_span(&self) -> Span {
        self.user_span
    }

    /// The same for what the macro writes there.
    pub(crate) fn generated_span(&self) -> Span {
        self.generated_span
    }
}

/// Each row stands in one place.
pub(crate) fn is_same_field_definition(one: &definition::Field, other: &definition::Field) -> bool {
    std::ptr::eq(one, other)
}
