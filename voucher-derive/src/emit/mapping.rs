//! The `EventMapping`: which field or constant of the struct is the source of each field definition.

use super::names::definition_path;
use crate::code_buffer::Code;
use crate::lower::Lowered;
use crate::template::emit;

/// Writes the `EventMapping`.
///
/// ```text
/// // Output:
/// __core::EventMapping {
///     definition: &__core::DEFINITION,
///     type_name: "Promo",
///     fields: &[
///         __core::FieldMapping::new("code", "/voucher/voucherCode"),
///         __core::FieldMapping::new("campaign", "/voucher/custom/campaign"),
///     ],
/// }
/// ```
pub(super) fn emit_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let (definition, type_name) = (definition_path(lowered), lowered.mapping.input.name());
    let sources = lowered.sources.iter();
    let fields =
        sources.filter_map(|source| Some((source.name()?, &source.destination()?.pointer)));
    emit!(code => __core::EventMapping {
        definition: #definition,
        type_name: #type_name,
        fields: &[
            #for ((name, pointer) in fields) { __core::FieldMapping::new(#{&*name}, #pointer), }
        ],
    });
}
