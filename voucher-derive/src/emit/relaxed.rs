//! The warnings about rules that are waived, so that they never are silently.

use crate::check::is_relax_valid;
use crate::code_buffer::Code;
use crate::lower::Lowered;
use crate::warning::emit_warning;

/// Makes rustc warn at each name in `relax(…)`.
pub(super) fn emit_relaxed(lowered: &Lowered<'_>, code: &mut Code) {
    for (index, (field_definition, name)) in lowered.mapping.relaxed.iter().enumerate() {
        if !is_relax_valid(lowered.mapping, index) {
            continue;
        }
        let source = match field_definition.source {
            "" => String::new(),
            source => format!(" ({source})"),
        };
        let note = format!(
            "`relax` waives all rules of `{}` in `{}`{source}, so the API may reject what is sent",
            field_definition.name,
            lowered.mapping.name()
        );
        emit_warning(field_definition.rust_name, &note, name.span(), code);
    }
}
