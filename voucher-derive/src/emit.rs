//! Writes the generated code. Nothing here can fail: all mistakes were reported before.

mod assertions;
mod body;
mod bounds;
mod conversion;
mod currency;
mod exclusive;
mod file_statics;
mod kind_trait;
mod mapping;
mod names;
mod new_fields;
mod object_rules;
mod part;
mod paths;
mod plain_type;
mod schema;
mod trait_selection;
mod type_info;
mod type_name;
mod write;

use crate::allowed_lints::emit_allowed;
use crate::attr::Role;
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use crate::resolve::Mapping;
use body::{emit_body, emit_struct_check};
use bounds::emit_impl;
use mapping::emit_mapping;
use new_fields::emit_new_fields;
use proc_macro2::{Delimiter, TokenStream};

/// Returns the impl, and next to it what it refers to: the list of types, assertions, and field definitions of its own.
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
///         const __SCHEMA: … = &SchemaInfo { always: &[1], ..SchemaInfo::of(&__TYPES, "0 2") };
///         fn __write(&self, __encoder: &mut Encoder<'_>) -> usize {
///             let __at = __encoder.start();
///             let __at = <u64 as __core::Identifier<_>>::put(&self.customer_id, __encoder, __at, &__core::CUSTOMER_ID);
///             let __at = __encoder.now(__at, &__core::TIMESTAMP);
///             let __at = <Option<String> as __core::Identifier<_>>::put(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
///             __at
///         }
///     }
///     const __TYPES: [__core::TypeInfo; 2] = __core::assert_plain_types("!?", [
///         <u64 as __core::Identifier<_>>::TYPE,
///         <Option<String> as __core::Identifier<_>>::TYPE,
///     ]);
/// };
/// ```
pub(crate) fn emit(mapping: &Mapping<'_>, core_path: &CorePath) -> TokenStream {
    let mut code = Code::default();
    let module = mapping.file.is_none().then_some(mapping.definition.module);
    core_path.emit_use(module, &mut code);
    file_statics::emit_statics(mapping, &mut code);
    emit_imports(mapping, &mut code);
    emit_new_fields(mapping, &mut code);
    trait_selection::emit_selections(mapping, &mut code);
    core_path.emit_do_not_recommend(&mut code);
    match mapping.input.role {
        Role::Event => emit_event(mapping, &mut code),
        Role::Part => part::emit_part(mapping, &mut code),
    }
    type_info::emit_types(mapping, &mut code);
    assertions::emit_assertions(mapping, &mut code);
    assertions::emit_deprecated(mapping, &mut code);

    code.into_block(emit_allowed(mapping.input.source))
}

/// Writes the impl of `RavelinEvent`.
fn emit_event(mapping: &Mapping<'_>, code: &mut Code) {
    let mut items = Code::default();
    items.push("const __MAPPING: &'static __core::EventMapping = &");
    emit_mapping(mapping, &mut items);
    items.push(";");
    schema::emit_schema_info(mapping, &mut items);

    let mut body = Code::default();
    assertions::emit_deferred_assertions(mapping, &mut body);
    let (before, after) = emit_struct_check(mapping);
    body.push_tokens(before.unwrap_or_default());
    body.push("let __at = __encoder.start();");
    emit_body(mapping, &mut body);
    body.push_tokens(after.unwrap_or_default());
    body.push("__at");
    items.push("fn __write(&self, __encoder: &mut __core::Encoder<'_>) -> __core::usize");
    items.push_group(Delimiter::Brace, body);
    emit_impl("RavelinEvent", mapping, items, code);
}

/// Imports the traits that `OptionProbe` falls back to for a value that is not an `Option`, and `ResultProbe` for one
/// that is not a `Result`. Whether they are needed depends on types, so `__both` uses them: otherwise rustc could
/// report an unused import.
fn emit_imports(mapping: &Mapping<'_>, code: &mut Code) {
    let mut keys = mapping.fields.iter().map(|field| &field.input.keys);
    if keys.any(|keys| keys.with.is_some() || keys.check.is_some()) {
        code.push(
            "use __core::{NotOption as __NotOption, NotResult as __NotResult};
            fn __both<__O: __NotOption<'static>, __R: __NotResult>() {}",
        );
    }
}
