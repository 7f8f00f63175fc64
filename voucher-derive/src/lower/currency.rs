//! Amounts, and the currency by which those in major units are converted.

use crate::attr::Role;
use crate::index::{ObjectIndex, contains_amounts};
use crate::lookup::push_nested_currencies;
use crate::resolve::Mapping;
use voucher_definition as definition;

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
        let currencies = currencies(mapping);
        Self {
            of_object: currency_of(mapping, mapping.object.index),
            of_envelope: envelope(mapping).and_then(|body| currency_of(mapping, body)),
            must_be_asserted: mapping.input.role == Role::Event
                && !mapping.has_unparsed_field
                && !has_currency(mapping),
            names: currencies
                .into_iter()
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
            push_nested_currencies(amount, "", &mut names);
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

/// Returns the currency of an object that has a source. If several do, it is the one named `currency`, or else the
/// first.
fn currency_of(mapping: &Mapping<'_>, object: &ObjectIndex) -> Option<&'static definition::Field> {
    let currencies = object.currencies.iter().copied();
    let mut mapped = currencies.filter(|currency| mapping.has_source(currency));
    let by_name = mapped
        .clone()
        .find(|field_definition| field_definition.name == "currency");
    by_name.or_else(|| mapped.next())
}

/// Returns the body, if there is an entity in it.
fn envelope(mapping: &Mapping<'_>) -> Option<&'static ObjectIndex> {
    mapping.entity_of_event().map(|_| mapping.index.body)
}

/// Returns the currencies that the struct could map.
fn currencies(mapping: &Mapping<'_>) -> Vec<&'static definition::Field> {
    let mut currencies = mapping.object.index.currencies.clone();
    if let Some(body) = envelope(mapping) {
        currencies.extend(&body.currencies);
    }
    currencies
}

/// Returns the level of a field definition.
fn level_of(mapping: &Mapping<'_>, field_definition: &definition::Field) -> AmountLevel {
    if envelope(mapping).is_some_and(|body| body.position(field_definition).is_some()) {
        AmountLevel::Envelope
    } else {
        AmountLevel::Object
    }
}

/// Whether the struct has a currency, or another error is reported about its absence.
fn has_currency(mapping: &Mapping<'_>) -> bool {
    let mut currencies = currencies(mapping).into_iter();
    currencies.any(|currency| {
        mapping.has_source(currency)
            || mapping.is_suggested(currency)
            || mapping.must_be_present(currency)
    })
}
