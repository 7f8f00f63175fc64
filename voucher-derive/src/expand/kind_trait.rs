//! The way from a field's type to the encoder.

use super::paths::{CheckState, KindPath};
use crate::lookup::innermost_element;
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::time::Unit;

/// The trait of a field's kind, and what its call takes beside the value.
pub(super) struct KindTrait<'e> {
    kind: &'static str,
    /// The public traits by which a type can serve the kind. A type parameter is bound by the first one.
    traits: &'static [&'static str],
    /// In how many arrays the value stands; the kind is that of an entry.
    depth: usize,
    unit: Option<Unit>,
    taken: Vec<&'e str>,
}

impl<'e> KindTrait<'e> {
    /// `None` where nothing is sent, or where the field's own mistake is said already.
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
        let entry = innermost_element(field_definition);
        let (kind, traits): (_, &[_]) = match (entry.kind, field.unit) {
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
            _ => return None,
        };
        let mut kind_trait = Self::new(kind, traits);
        kind_trait.depth = depth(field_definition);
        if kind == "Unix" {
            kind_trait.unit = field.unit;
        }
        if kind == "Custom" && kind_trait.depth == 0 {
            kind_trait.taken = taken(mapping, field_definition);
        }
        Some(kind_trait)
    }

    fn new(kind: &'static str, traits: &'static [&'static str]) -> Self {
        Self {
            kind,
            traits,
            depth: 0,
            unit: None,
            taken: Vec::new(),
        }
    }

    /// The kind's name, for what is written as text.
    pub(super) fn name(&self) -> &'static str {
        self.kind
    }

    /// The trait of the kind.
    pub(super) fn kind(&self, span: Span) -> KindPath {
        KindPath {
            kind: self.kind,
            span,
            depth: self.depth,
            is_marked: self.kind != "Member",
            check: CheckState::Checked,
        }
    }

    /// The same for what no const sees: what a conversion gave, and a type that names a parameter of the struct's.
    pub(super) fn kind_of_unseen(&self, span: Span) -> KindPath {
        KindPath {
            check: CheckState::Unchecked,
            ..self.kind(span)
        }
    }

    /// Whether a single value is of one of these kinds.
    pub(super) fn is_any_of(&self, kinds: &[&str]) -> bool {
        self.depth == 0 && kinds.contains(&self.kind)
    }

    /// The public traits by which a type can serve the kind.
    pub(super) fn traits(&self) -> &'static [&'static str] {
        self.traits
    }

    /// The arguments that the encoder gets beside the value.
    pub(super) fn more(&self, span: Span) -> Option<TokenStream> {
        if let Some(unit) = self.unit {
            let unit = Ident::new(unit_variant(unit), span);
            return Some(quote_spanned!(span=> , __inner::Unit::#unit));
        }
        let is_custom = self.kind == "Custom" && self.depth == 0;
        let taken = &self.taken;
        is_custom.then(|| quote_spanned!(span=> , &[#(#taken),*]))
    }
}

pub(super) fn unit_variant(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "Seconds",
        Unit::Millis => "Millis",
        Unit::Micros => "Micros",
        Unit::Nanos => "Nanos",
    }
}

/// In how many arrays the value of a row stands.
fn depth(field_definition: &definition::Field) -> usize {
    match field_definition.kind {
        Kind::Array(array) => 1 + depth(array.element),
        _ => 0,
    }
}

/// The members that stand in the whole object already.
fn taken<'e>(mapping: &'e Mapping<'_>, field_definition: &definition::Field) -> Vec<&'e str> {
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
