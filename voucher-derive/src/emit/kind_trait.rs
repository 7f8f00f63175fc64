//! The trait of `voucher_core` that writes a field, by the kind of its field definition.

use super::paths::{CheckState, KindPath};
use crate::lookup::innermost_element;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::time::Unit;

/// The trait of a field's kind, and the further arguments of its functions.
pub(super) struct KindTrait<'e> {
    /// The name of the trait.
    name: &'static str,
    /// The field traits that the kind accepts. A type parameter is bound by the first one.
    field_traits: &'static [&'static str],
    /// The number of arrays around the value. The kind is that of their elements.
    depth: usize,
    unit: Option<Unit>,
    /// The keys that are in `custom` already.
    member_keys: Vec<&'e str>,
}

impl<'e> KindTrait<'e> {
    /// Returns the trait of a field. Returns `None` if the field is not written through one, or if a mistake in it was
    /// reported.
    pub(super) fn of(mapping: &'e Mapping<'_>, field: &MappedField<'_>) -> Option<Self> {
        if field.has_error {
            return None;
        }
        let field_definition = match &field.target {
            Target::Skip(_) | Target::Part(_) => return None,
            Target::Field(field_definition) => field_definition,
            Target::Custom(..) | Target::Extra(..) => {
                return Some(Self::new("Member", &["Serialize"]));
            }
        };
        let is_unlisted = field.input.keys.unlisted.is_some();
        let element = innermost_element(field_definition);
        let (name, field_traits): (_, &[_]) = match (element.kind, field.unit) {
            (Kind::Text, _) => ("Text", &["TextField", "DisplayField"]),
            (Kind::Identifier, _) => ("Identifier", &["TextField", "IntegerField", "DisplayField"]),
            (Kind::Integer, _) => ("Integer", &["IntegerField"]),
            (Kind::Amount, _) => ("Amount", &["AmountField"]),
            (Kind::Currency, _) if is_unlisted => ("Unlisted", &["CurrencyField", "TextField"]),
            (Kind::Currency, _) => ("Currency", &["CurrencyField", "TextField"]),
            (Kind::Time, Some(_)) => ("Unix", &["IntegerField"]),
            (Kind::Time, None) => ("Time", &["TimeField"]),
            (Kind::Enum, _) => ("Enum", &["EnumField", "TextField"]),
            (Kind::Bool, _) => ("Bool", &["BoolField"]),
            (Kind::Custom, _) => ("Custom", &["CustomObject"]),
            (Kind::Number, _) => ("Number", &["NumberField"]),
            (Kind::Object(_), _) => ("Object", &["RavelinFields"]),
            // The innermost element is not an array.
            (Kind::Array(_), _) => return None,
        };
        let mut kind_trait = Self::new(name, field_traits);
        kind_trait.depth = depth(field_definition);
        if name == "Unix" {
            kind_trait.unit = field.unit;
        }
        if name == "Custom" && kind_trait.depth == 0 {
            kind_trait.member_keys = member_keys(mapping, field_definition);
        }
        Some(kind_trait)
    }

    fn new(name: &'static str, field_traits: &'static [&'static str]) -> Self {
        Self {
            name,
            field_traits,
            depth: 0,
            unit: None,
            member_keys: Vec::new(),
        }
    }

    /// Returns the name of the trait.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the path of the trait, for a type that a compile-time assertion checks.
    pub(super) fn checked_path(&self, span: Span) -> KindPath {
        KindPath {
            name: self.name,
            span,
            depth: self.depth,
            has_parameter: self.name != "Member",
            check: CheckState::Checked,
        }
    }

    /// Returns the path of the trait, for a type that no compile-time assertion can name: the result of a conversion,
    /// or a type that mentions a type parameter.
    pub(super) fn unchecked_path(&self, span: Span) -> KindPath {
        KindPath {
            check: CheckState::Unchecked,
            ..self.checked_path(span)
        }
    }

    /// Whether the value is not in an array and the trait is one of these.
    pub(super) fn is_any_of(&self, names: &[&str]) -> bool {
        self.depth == 0 && names.contains(&self.name)
    }

    /// Returns the field traits that the kind accepts.
    pub(super) fn field_traits(&self) -> &'static [&'static str] {
        self.field_traits
    }

    /// Returns the arguments after the field definition, with a leading comma.
    pub(super) fn extra_arguments(&self, span: Span) -> Option<TokenStream> {
        if let Some(unit) = self.unit {
            let unit = Ident::new(unit_variant(unit), span);
            return Some(quote_spanned!(span=> , __core::Unit::#unit));
        }
        let is_custom = self.name == "Custom" && self.depth == 0;
        let member_keys = &self.member_keys;
        is_custom.then(|| quote_spanned!(span=> , &[#(#member_keys),*]))
    }
}

/// Returns the name of the variant of `Unit`.
pub(super) fn unit_variant(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "Seconds",
        Unit::Millis => "Millis",
        Unit::Micros => "Micros",
        Unit::Nanos => "Nanos",
    }
}

/// Returns the number of arrays around the value of a field definition.
fn depth(field_definition: &definition::Field) -> usize {
    match field_definition.kind {
        Kind::Array(array) => 1 + depth(array.element),
        _ => 0,
    }
}

/// Returns the keys of the members that the struct maps next to a field for the object `custom`.
fn member_keys<'e>(mapping: &'e Mapping<'_>, field_definition: &definition::Field) -> Vec<&'e str> {
    let custom = mapping.custom();
    let is_custom = custom.is_some_and(|custom| is_same_field_definition(custom, field_definition));
    let keys = mapping
        .fields
        .iter()
        .filter_map(|field| match &field.target {
            Target::Custom(key, _) if is_custom => Some(key.as_str()),
            _ => None,
        });
    keys.collect()
}
