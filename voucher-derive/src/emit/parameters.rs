//! The calls that write the parameters of the path and of the query.

use super::names::field_path;
use super::write::emit_source;
use crate::code_buffer::{Code, generated_span};
use crate::lower::Lowered;
use crate::template::{Name, emit};
use voucher_definition as definition;

/// Writes the parameters of the path.
pub(super) fn emit_path(lowered: &Lowered<'_>, code: &mut Code) {
    for field_definition in lowered.mapping.definition.parameters {
        emit_parameter(lowered, field_definition, "path_parameter", code);
    }
}

/// Writes the parameters of the query. The currency of the body is known by then.
pub(super) fn emit_query(lowered: &Lowered<'_>, code: &mut Code) {
    for field_definition in lowered.mapping.definition.query {
        emit_parameter(lowered, field_definition, "query_parameter", code);
    }
}

/// Writes a parameter with a method of the encoder.
///
/// ```text
/// // Output:
/// let __at = __encoder.query_parameter(__at, &__FIELDS[0], |__encoder, __at| { … });
/// ```
fn emit_parameter(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
    method: &str,
    code: &mut Code,
) {
    let path = field_path(lowered, field_definition, generated_span());
    let method = Name(method);
    if let Some(source) = emit_source(lowered, field_definition) {
        emit!(code =>
            let __at = __encoder.#{method}(__at, #path, |__encoder, __at| {
                #source
                __at
            });
        );
    }
}
