//! Amounts, and the currency by which those in major units are converted.

use crate::attr::Role;
use crate::lookup::{objects_in, path_within};
use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::{Contents, Kind};

/// Where an amount is. Its own level is searched for a currency first, then the other one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmountLevel {
    /// In the entity, in a nested object, or in a body without an entity.
    Object,
    /// In the body, next to the entity.
    Envelope,
}

/// The currencies of a struct.
pub(crate) struct Currencies {
    /// The one that the struct maps in its object.
    pub(crate) of_object: Option<&'static definition::Field>,
    /// The one that the struct maps next to the entity.
    pub(crate) of_envelope: Option<&'static definition::Field>,
    /// Whether an assertion must check that the amounts need none, because the struct has none.
    pub(crate) must_be_asserted: bool,
    /// The names of the currencies that could be mapped, for the message.
    names: Vec<&'static str>,
}

impl Currencies {
    pub(super) fn new(mapping: &Mapping<'_>) -> Self {
        let objects = [Some(mapping.object.definition), envelope(mapping)];
        let currencies = objects
            .into_iter()
            .flatten()
            .flat_map(|object| object.fields)
            .filter(|field_definition| is_currency(field_definition));
        Self {
            of_object: currency_of(mapping, mapping.object.definition),
            of_envelope: envelope(mapping).and_then(|body| currency_of(mapping, body)),
            must_be_asserted: mapping.input.role == Role::Event
                && !mapping.has_unparsed_field
                && !has_currency(mapping),
            names: currencies
                .map(|field_definition| field_definition.rust_name)
                .collect(),
        }
    }

    /// Returns the names of the currencies that could be mapped, also those in an amount's own objects. The latter are
    /// paths.
    pub(crate) fn names_with(&self, amount: Option<&'static definition::Field>) -> Vec<String> {
        let names = self.names.iter().copied();
        let mut names: Vec<_> = names.map(String::from).collect();
        if let Some(amount) = amount {
            push_nested_names(amount, "", &mut names);
        }
        names
    }
}

/// Returns the level of a field definition, if it is an amount or contains one.
pub(super) fn amount_level(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Option<AmountLevel> {
    contains_amounts(field_definition).then(|| level_of(mapping, field_definition))
}

/// Whether a field definition is an amount or contains one.
fn contains_amounts(field_definition: &'static definition::Field) -> bool {
    match field_definition.kind.contents() {
        // The amounts of an ancestor are found where it is.
        Contents::Ancestor(_) => false,
        Contents::None => matches!(field_definition.kind, Kind::Amount),
        Contents::Elements(array) => contains_amounts(array.element),
        Contents::Values(map) => contains_amounts(map.value),
        Contents::Alternatives(one_of) => one_of
            .alternatives
            .iter()
            .any(|alternative| contains_amounts(alternative.value)),
        Contents::Fields(object) => object
            .fields
            .iter()
            .any(|field_definition| contains_amounts(field_definition)),
    }
}

/// Returns the currency of an object that has a source. If several do, it is the one named `currency`, or else the
/// first.
fn currency_of(
    mapping: &Mapping<'_>,
    object: &definition::Object,
) -> Option<&'static definition::Field> {
    let field_definitions = object.fields.iter().copied();
    let mut mapped = field_definitions.filter(|field_definition| {
        is_currency(field_definition) && mapping.has_source(field_definition)
    });
    let by_name = mapped
        .clone()
        .find(|field_definition| field_definition.name == "currency");
    by_name.or_else(|| mapped.next())
}

fn is_currency(field_definition: &definition::Field) -> bool {
    matches!(field_definition.kind, Kind::Currency)
}

/// Returns the body, if there is an entity in it.
fn envelope<'e>(mapping: &'e Mapping<'_>) -> Option<&'e definition::Object> {
    let has_entity = mapping.input.role == Role::Event && mapping.definition.entity().is_some();
    has_entity.then_some(mapping.definition.object())
}

/// Returns the level of a field definition.
fn level_of(mapping: &Mapping<'_>, field_definition: &definition::Field) -> AmountLevel {
    let mut of_envelope = envelope(mapping).into_iter().flat_map(|body| body.fields);
    if of_envelope.any(|other| is_same_field_definition(other, field_definition)) {
        AmountLevel::Envelope
    } else {
        AmountLevel::Object
    }
}

/// Whether the struct has a currency, or another error is reported about its absence.
fn has_currency(mapping: &Mapping<'_>) -> bool {
    let objects = [Some(mapping.object.definition), envelope(mapping)];
    let mut field_definitions = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    field_definitions.any(|field_definition| {
        let has_source_or_error = mapping.has_source(field_definition)
            || mapping.is_suggested(field_definition)
            || mapping.must_be_present(field_definition);
        is_currency(field_definition) && has_source_or_error
    })
}

/// Adds the currencies in a field of the object at a path.
fn push_nested_names(field_definition: &definition::Field, path: &str, names: &mut Vec<String>) {
    for (path, object) in objects_in(field_definition, path) {
        for field_definition in object.fields {
            if is_currency(field_definition) {
                names.push(path_within(&path, field_definition.name));
            } else {
                push_nested_names(field_definition, &path, names);
            }
        }
    }
}
