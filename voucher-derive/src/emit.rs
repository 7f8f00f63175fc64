//! Writes the generated code. Nothing here can fail: all mistakes were reported before.

mod assertions;
mod body;
mod bounds;
mod conversion;
mod currency;
#[cfg(feature = "definition-file")]
mod exclusive;
mod export;
#[cfg(feature = "definition-file")]
mod file_statics;
#[cfg(feature = "definition-file")]
mod group;
mod mapping;
#[cfg(feature = "definition-file")]
mod member_rules;
mod mismatch;
mod names;
mod new_fields;
mod object_rules;
#[cfg(feature = "definition-file")]
mod one_of;
#[cfg(feature = "definition-file")]
mod parameters;
mod part;
mod paths;
#[cfg(any(feature = "definition-file", feature = "pattern"))]
mod pattern_table;
mod relaxed;
mod schema;
mod trait_selection;
mod type_info;
#[cfg(feature = "definition-file")]
mod warnings;
#[cfg(not(feature = "definition-file"))]
mod without_files;
mod write;

#[cfg(feature = "definition-file")]
pub(crate) use one_of::emit_one_of;

use crate::allowed_lints::emit_allowed;
use crate::attr::Role;
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use crate::lower::Lowered;
use crate::template::emit;
use body::{emit_body, emit_struct_check};
use bounds::emit_header;
use mapping::emit_mapping;
use new_fields::emit_new_fields;
use proc_macro2::TokenStream;
#[cfg(not(feature = "definition-file"))]
use without_files::{exclusive, file_statics, group, member_rules, parameters, warnings};

/// Returns the impl, and next to it what it refers to: the list of types, assertions, and its field definitions.
///
/// ```text
/// // Input:
/// #[ravelin(event = "voucher/check", timestamp = now)]
/// struct Check { customer_id: u64, #[ravelin(rename = "voucherCode")] code: Option<String> }
///
/// // Output:
/// const _: () = {
///     use ::voucher_core::__::voucher_check as __core;
///     impl __core::RavelinEvent for Check {
///         const __MAPPING: … = &EventMapping::new(&__core::DEFINITION, "Check,customer_id,,code");
///         const __SCHEMA: … = &SchemaInfo { always: &["/timestamp"], ..SchemaInfo::of(&__TYPES, &["/customerId", …]) };
///         fn __write(&self, __encoder: &mut Encoder<'_>) -> usize {
///             let __at = __encoder.start();
///             let __at = <u64 as __core::Identifier<_>>::put(&self.customer_id, __encoder, __at, &__core::CUSTOMER_ID);
///             let __at = __encoder.now(__at, &__core::TIMESTAMP);
///             let __at = <Option<String> as __core::Identifier<_>>::put(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
///             __at
///         }
///     }
///     const __TYPES: [__core::TypeInfo; 2] = [
///         __core::plain(<u64 as __core::Identifier<_>>::TYPE),
///         __core::plain_option(<Option<String> as __core::Identifier<_>>::TYPE),
///     ];
/// };
/// ```
pub(crate) fn emit(lowered: &Lowered<'_>, core_path: &CorePath) -> TokenStream {
    let allowed = emit_allowed(lowered.mapping.input.source);
    emit!(=> #allowed const _: () = {
        #core_path.emit_use(lowered.statics.module())
        #file_statics::emit_statics(lowered)
        #emit_imports(lowered)
        #emit_new_fields(lowered)
        #trait_selection::emit_selections(lowered)
        #core_path.emit_do_not_recommend()
        #emit_impl(lowered)
        #type_info::emit_types(lowered)
        #assertions::emit_assertions(lowered)
        #relaxed::emit_relaxed(lowered)
        #warnings::emit_warnings(lowered)
    };
    #export::emit_export(lowered, core_path))
}

/// Writes the impl of `RavelinEvent` or `RavelinFields`.
fn emit_impl(lowered: &Lowered<'_>, code: &mut Code) {
    match lowered.mapping.input.role {
        Role::Event => emit_event(lowered, code),
        Role::Part => part::emit_part(lowered, code),
    }
}

/// Writes the impl of `RavelinEvent`.
fn emit_event(lowered: &Lowered<'_>, code: &mut Code) {
    let (check_start, check_end) = emit_struct_check(lowered);
    emit!(code => #emit_header("RavelinEvent", lowered) {
        const __MAPPING: &'static __core::EventMapping = &#emit_mapping(lowered);
        #schema::emit_schema_info(lowered)
        fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize {
            #assertions::emit_deferred_assertions(lowered)
            #check_start
            #file_statics::emit_field_names(lowered)
            let __at = __encoder.start();
            #emit_body(lowered)
            #check_end
            __at
        }
    });
}

/// Imports the traits that `OptionProbe` falls back to for a value that is not an `Option`, and `ResultProbe` for one
/// that is not a `Result`. Whether they are needed depends on types, so `__both` uses them: otherwise rustc could
/// report an unused import.
fn emit_imports(lowered: &Lowered<'_>, code: &mut Code) {
    let mut fields = lowered.fields();
    if fields.any(|field| field.conversion.is_some() || field.input.keys.check.is_some()) {
        emit!(code =>
            use __core::{NotOption as __NotOption, NotResult as __NotResult};
            fn __both<__O: __NotOption<'static>, __R: __NotResult>() {}
        );
    }
}
