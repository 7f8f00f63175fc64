//! Without definition files: what the emitters write that only such a definition needs, which is nothing.

use crate::code_buffer::Code;
use crate::lower::{Lowered, LoweredField};
use proc_macro2::TokenStream;
use voucher_definition as definition;

/// No fields of a table are mutually exclusive.
pub(super) mod exclusive {
    use super::{Code, Lowered, TokenStream, definition};

    pub(in crate::emit) fn emit_exclusive(_: &Lowered<'_>, _: &definition::Field, _: &mut Code) {}

    pub(in crate::emit) fn emit_exclusive_with_parts(_: &Lowered<'_>, _: &mut Code) {}

    pub(in crate::emit) fn emit_is_present_function(_: &Lowered<'_>, _: &mut Code) {}

    pub(in crate::emit) fn emit_assertions(_: &Lowered<'_>, _: bool) -> Vec<TokenStream> {
        Vec::new()
    }

    pub(in crate::emit) fn groups_of_part(_: &Lowered<'_>) -> Vec<&'static [&'static str]> {
        Vec::new()
    }

    pub(in crate::emit) fn emit_schema_fields(_: &Lowered<'_>) -> Vec<TokenStream> {
        Vec::new()
    }
}

/// A table has no groups of which exactly one field is sent.
pub(super) mod group {
    use super::{Code, Lowered, TokenStream};
    use crate::index::ObjectIndex;

    pub(in crate::emit) fn emit_groups(_: &Lowered<'_>, _: bool, _: &mut Code) {}

    pub(in crate::emit) fn emit_count_start(_: &Lowered<'_>, _: &ObjectIndex, _: &mut Code) {}

    pub(in crate::emit) fn emit_count_end(_: &Lowered<'_>, _: &ObjectIndex, _: &mut Code) {}

    pub(in crate::emit) fn emit_assertions(_: &Lowered<'_>, _: bool) -> Vec<TokenStream> {
        Vec::new()
    }

    pub(in crate::emit) fn satisfied_groups(_: &Lowered<'_>) -> &'static [&'static [&'static str]] {
        &[]
    }

    pub(in crate::emit) fn emit_schema_fields(_: &Lowered<'_>) -> Vec<TokenStream> {
        Vec::new()
    }
}

/// The field definitions of a table are in `voucher_core`.
pub(super) mod file_statics {
    use super::{Code, Lowered, LoweredField};

    pub(in crate::emit) fn emit_statics(_: &Lowered<'_>, _: &mut Code) {}

    pub(in crate::emit) fn emit_field_names(_: &Lowered<'_>, _: &mut Code) {}

    pub(in crate::emit) fn field_name(_: &Lowered<'_>, _: &LoweredField<'_>) -> Option<String> {
        None
    }
}

/// No field of a table is a nested object, or has alternatives.
pub(super) mod member_rules {
    use super::{Code, Lowered, LoweredField, TokenStream, definition};
    use crate::emit::paths::FieldPath;
    use proc_macro2::Span;

    pub(in crate::emit) fn emit_assertion(
        _: &Lowered<'_>,
        _: &LoweredField<'_>,
        _: &'static definition::Field,
    ) -> (&'static str, Option<TokenStream>) {
        ("assert_field", None)
    }

    pub(in crate::emit) fn emit_write(
        _: &Lowered<'_>,
        _: &LoweredField<'_>,
        _: &FieldPath,
        _: &TokenStream,
        put: TokenStream,
        _: Span,
    ) -> TokenStream {
        put
    }

    pub(in crate::emit) fn emit_object_mapping(_: &Lowered<'_>, _: &mut Code) {}
}

/// Nothing in a table is deprecated, or ignored by the API.
pub(super) mod warnings {
    use super::{Code, Lowered};

    pub(in crate::emit) fn emit_warnings(_: &Lowered<'_>, _: &mut Code) {}
}

/// No table has parameters.
pub(super) mod parameters {
    use super::{Code, Lowered};

    pub(in crate::emit) fn emit_path(_: &Lowered<'_>, _: &mut Code) {}

    pub(in crate::emit) fn emit_query(_: &Lowered<'_>, _: &mut Code) {}
}
