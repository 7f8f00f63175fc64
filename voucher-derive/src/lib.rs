//! The derive macros of `voucher-core`, which re-exports them. Depend on that crate, not on this one.

mod allowed_lints;
mod attr;
mod check;
mod code_buffer;
mod core_path;
mod definition_file;
mod editor;
mod emit;
mod enum_derive;
mod fallback;
mod impl_header;
mod index;
mod input;
#[cfg_attr(not(feature = "definition-file"), path = "lookup_without_files.rs")]
mod lookup;
mod lower;
mod pattern;
mod report;
mod resolve;
mod template;
#[cfg(test)]
mod tests;
mod warning;

use crate::attr::{Level, Role};
use crate::core_path::CorePath;
use crate::editor::Names;
use crate::enum_derive::EnumMapping;
use crate::input::Input;
use crate::report::Errors;
use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_macro_input};
#[cfg(feature = "definition-file")]
use {crate::resolve::Content, quote::quote_spanned};

#[doc = include_str!("../docs/RavelinEvent.md")]
#[proc_macro_derive(RavelinEvent, attributes(ravelin))]
pub fn derive_ravelin_event(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Event).into()
}

/// Maps a struct onto part of an event's entity, for `#[ravelin(flatten)]`, or onto an object inside the body.
///
/// ```
/// use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp};
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "voucher")]
/// struct Money {
///     value: i64,
///     currency: Currency,
/// }
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "voucher", timestamp = now)]
/// struct Promo {
///     voucher_code: String,
///     creation_time: Timestamp,
///     #[ravelin(flatten)]
///     worth: Money,
/// }
///
/// let promo = Promo {
///     voucher_code: "SPRING-15".into(),
///     creation_time: Timestamp::from_millis(1_795_602_202_000).unwrap(),
///     worth: Money { value: 1_500, currency: Currency::GBP },
/// };
/// assert!(promo.to_json().unwrap().contains(r#""value":1500,"currency":"GBP""#));
/// ```
///
/// The attribute keys are those of [`RavelinEvent`](macro@RavelinEvent), without `timestamp`, and with `object`; `flatten` is
/// not allowed.
///
/// # A part of an entity
///
/// A part maps fields of the entity (the object `voucher`), not of the envelope around it. It names one event or definition. It can be
/// flattened into any other event whose fields of the same names have the same kind and rules, and `&Part` works wherever `Part`
/// does, so another event can borrow the same data. These mistakes are compile errors at the event: a field that two of its structs
/// map, a required field that none of them maps, and a required field that may be `None`.
///
/// # An object inside the body
///
/// `#[ravelin(event = "order", object = "order.items")]` names an object by its path from the body, and an array by its own
/// name, for each of its elements. If the body itself is an array, `object = "[]"` names each of its elements, and
/// `object = "[].address"` an object in them. The struct maps the whole object, so a required field that it does not map is a compile error here.
/// A field accepts this type if it is that object, or one whose fields of the same names have the same kind and rules,
/// and that requires no more fields. So one `Address` can map two places of a body.
///
#[cfg_attr(feature = "definition-file", doc = "```")]
#[cfg_attr(not(feature = "definition-file"), doc = "```ignore")]
/// use voucher_core::{RavelinEvent, RavelinFields};
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "order", timestamp = now)]
/// struct Order {
///     order_id: u64,
///     customer_id: String,
///     items: Vec<Item>,
/// }
///
/// #[derive(RavelinFields)]
/// #[ravelin(event = "order", object = "order.items")]
/// struct Item {
///     sku: String,
///     price: i64, // minor units
/// }
///
/// let item = Item { sku: "mug".into(), price: 1_250 };
/// let order = Order { order_id: 7, customer_id: "abc-123-ZYZ".into(), items: vec![item] };
/// let json = order.to_json().unwrap();
/// assert!(json.contains(r#""order":{"orderId":"7","items":[{"sku":"mug","price":1250}]}"#));
/// ```
#[proc_macro_derive(RavelinFields, attributes(ravelin))]
pub fn derive_ravelin_fields(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Part).into()
}

#[doc = include_str!("../docs/RavelinEnum.md")]
#[proc_macro_derive(RavelinEnum, attributes(ravelin))]
pub fn derive_ravelin_enum(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_enum(&input).into()
}

#[cfg_attr(feature = "definition-file", doc = include_str!("../docs/RavelinOneOf.md"))]
#[cfg_attr(
    not(feature = "definition-file"),
    doc = "Needs the feature `definition-file` of `voucher-core`."
)]
#[proc_macro_derive(RavelinOneOf, attributes(ravelin))]
pub fn derive_ravelin_one_of(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_one_of(&input).into()
}

fn derive_fields(input: &DeriveInput, role: Role) -> TokenStream {
    let (tokens, errors) = report_fields(input, role);
    with_errors(tokens, errors)
}

fn derive_enum(input: &DeriveInput) -> TokenStream {
    let (tokens, errors) = report_enum(input);
    with_errors(tokens, errors)
}

#[cfg(feature = "definition-file")]
fn derive_one_of(input: &DeriveInput) -> TokenStream {
    let (tokens, errors) = report_one_of(input);
    with_errors(tokens, errors)
}

#[cfg(not(feature = "definition-file"))]
fn derive_one_of(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let message = "`RavelinOneOf` needs the feature `definition-file` of `voucher-core`; enable it";
    errors.push_spanned(&input.ident, message);
    with_errors(TokenStream::new(), errors)
}

/// Parse, resolve, check, lower, emit. An impl is emitted even after errors, so that rustc checks the rest.
fn report_fields(input: &DeriveInput, role: Role) -> (TokenStream, Errors) {
    let mut errors = Errors::new();
    let parsed = Input::parse(input, role, &mut errors);
    let core = CorePath::new(parsed.keys.krate.as_ref());
    if parsed.keys.status.is_object {
        return (fallback::emit_stub(input, Role::Part, &core), errors);
    }
    let mapping = resolve::resolve(&parsed, &mut errors);
    let tokens = match &mapping {
        Some(mapping) => {
            check::check(mapping, &mut errors);
            let lowered = lower::lower(mapping);
            if editor::is_running() {
                editor::report_mismatches(&lowered, &mut errors);
            }
            emit::emit(&lowered, &core)
        }
        None => fallback::emit_stub(input, role, &core),
    };
    let names = || Names::of_struct(&parsed, mapping.as_ref(), &core);
    (editor::before(tokens, names), errors)
}

fn report_enum(input: &DeriveInput) -> (TokenStream, Errors) {
    let mut errors = Errors::new();
    let listed = EnumMapping::resolve(input, &mut errors);
    #[cfg(feature = "definition-file")]
    if listed.has_alternatives() {
        let stub = resolve::OneOfMapping::unresolved(input, listed.core);
        return (emit::emit_one_of(&stub, &TokenStream::new()), errors);
    }
    let names = || {
        let (definition, field) = (listed.definition, listed.field_definition());
        Names::of_enum(
            input,
            [Level::Enum, Level::Variant],
            definition,
            field,
            &listed.core,
        )
    };
    (editor::before(listed.emit(), names), errors)
}

#[cfg(feature = "definition-file")]
fn report_one_of(input: &DeriveInput) -> (TokenStream, Errors) {
    let mut errors = Errors::new();
    let mapping = resolve::resolve_one_of(input, &mut errors);
    if mapping.is_listed {
        return (EnumMapping::unresolved(input, mapping.core).emit(), errors);
    }
    let mut units = TokenStream::new();
    for variant in &mapping.variants {
        if let Content::Unit(unit) = &variant.content {
            let (tokens, mistakes) = report_fields(unit, Role::Part);
            let ident = &unit.ident;
            units.extend(quote_spanned!(ident.span()=> struct #ident {} #tokens));
            if let Err(mistakes) = mistakes.finish() {
                errors.push(mistakes);
            }
        }
    }
    let tokens = emit::emit_one_of(&mapping, &units);
    let names = || {
        let (definition, field) = match &mapping.field {
            Some(field) => (Some(field.around), Some(field.definition)),
            None => (None, None),
        };
        let levels = [Level::OneOf, Level::Alternative];
        Names::of_enum(input, levels, definition, field, &mapping.core)
    };
    (editor::before(tokens, names), errors)
}

fn with_errors(mut tokens: TokenStream, errors: Errors) -> TokenStream {
    if let Err(error) = errors.finish() {
        tokens.extend(error.to_compile_error());
    }
    tokens
}
