//! Which field or constant of the struct is the source of each field definition, for reports.

use super::names::definition_path;
use crate::code_buffer::Code;
use crate::lower::{Destination, Lowered, SentAs};
use crate::template::emit;
use std::borrow::Cow;
use voucher_definition::{Contents, Kind};

/// Writes the `EventMapping`, with the names that `implied_name` of `voucher_core` does not return.
///
/// ```text
/// // Output:
/// __core::EventMapping {
///     definition: &__core::DEFINITION,
///     type_name: "Promo",
///     renamed: &[
///         __core::FieldMapping::new("code", "/voucher/voucherCode"),
///         __core::FieldMapping::new("campaign", "/voucher/custom/campaign"),
///     ],
/// }
/// ```
pub(super) fn emit_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let (definition, type_name) = (definition_path(lowered), lowered.mapping.input.name());
    let mut renamed = named_destinations(lowered);
    renamed.retain(|(name, destination)| !is_implied(name, destination));
    emit!(code => __core::EventMapping {
        definition: #definition,
        type_name: #type_name,
        renamed: &[#emit_names(&renamed)],
    });
}

/// Writes the names of all fields and constants that are sent, for an exported schema.
///
/// ```text
/// // Output:
/// __core::FieldMapping::new("code", "/voucher/voucherCode"),
/// ```
pub(super) fn emit_all_names(lowered: &Lowered<'_>, code: &mut Code) {
    emit_names(&named_destinations(lowered), code);
}

fn emit_names(names: &[(Cow<'_, str>, &Destination)], code: &mut Code) {
    for (name, destination) in names {
        emit!(code => __core::FieldMapping::new(#{&**name}, #{destination.pointer}),);
    }
}

fn named_destinations<'l>(lowered: &'l Lowered<'_>) -> Vec<(Cow<'l, str>, &'l Destination)> {
    let mut named = Vec::new();
    for source in &lowered.sources {
        if let (Some(name), Some(destination)) = (source.name(), source.destination()) {
            named.push((name, destination));
        }
    }
    named
}

/// Whether `implied_name` of `voucher_core` returns this name.
fn is_implied(name: &str, destination: &Destination) -> bool {
    let SentAs::Field(field_definition) = destination.sent_as else {
        return false;
    };
    let is_value = matches!(field_definition.kind.contents(), Contents::None)
        && !matches!(field_definition.kind, Kind::Custom | Kind::Any);
    is_value && !field_definition.is_body() && field_definition.rust_name == name
}
