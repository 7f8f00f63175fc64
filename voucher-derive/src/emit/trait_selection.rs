//! Selects the field trait of a user's type if its kind accepts several. If a type implements two of them, rustc cannot
//! infer which one to use.

use super::conversion::emit_for_result;
use super::names::field_path;
use super::paths::{CheckState, KindPath, check_name, parenthesized};
use crate::code_buffer::{Code, generated_span_at};
use crate::lower::{
    Keys, Lowered, LoweredField, LoweredKind, Readings, Selection, Step, Subject, concrete_tokens,
};
use crate::template::{Name, emit};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// The constants that tell which field traits a type implements, in the order of `voucher_core`'s sets of readings.
const CONSTANTS: [&str; 17] = [
    "__TEXT",
    "__DISPLAY",
    "__INTEGER",
    "__ENUM",
    "__CURRENCY",
    "__DATE_TIME",
    "__DATE",
    "__UUID",
    "__AMOUNT",
    "__TIME",
    "__NUMBER",
    "__BOOL",
    "__LIST",
    "__MAP",
    "__CUSTOM",
    "__FIELDS",
    "__ONE_OF",
];

/// Writes a type alias for each field whose field trait must be selected.
///
/// ```text
/// // Output:
/// use __core::NotImplemented as __NotImplemented;
/// type __Check0 = <__core::IdentifierTraits<
///     { __core::FieldTraits::<OrderId>::__TEXT },
///     { __core::FieldTraits::<OrderId>::__DISPLAY },
///     { __core::FieldTraits::<OrderId>::__INTEGER },
/// > as __core::Implemented>::Check;
/// ```
pub(super) fn emit_selections(lowered: &Lowered<'_>, code: &mut Code) {
    let fields = lowered.fields();
    let selected = fields.filter_map(|field| Some((field.index, field.selection.as_ref()?)));
    emit_aliases(
        selected,
        &|ty| concrete_tokens(lowered.mapping, &ty.to_token_stream()),
        code,
    );
    for field in lowered.fields() {
        if let (Some(with), Some(selection)) = (field.conversion, &field.selection) {
            let traits = emit_traits_of_result(lowered, field, with, selection);
            let assertion = emit_assertion_of_result(lowered, field, with);
            emit!(code => #traits #assertion);
        }
    }
}

/// Returns the constant with the field traits that the result of a conversion implements.
///
/// ```text
/// // Output:
/// const __RESULT_3: &__core::IsImplemented = __core::traits_of_result(
///     &|__field: __core::Ref<'_, u8>| match __core::OptionProbe(__field).__as_option() {
///         __core::Some(__argument_3) => match __core::ResultProbe(order_id(__argument_3)).__into_result() {
///             __core::Ok(__value_3) => __core::Some(__core::Then(
///                 __core::FieldTraits::of(&__value_3).__text(),
///                 __core::Then(__core::FieldTraits::of(&__value_3).__display(), __core::End),
///             )),
///             __core::Err(__error) => __core::None,
///         },
///         __core::None => __core::None,
///     },
/// );
/// ```
fn emit_traits_of_result(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    with: &syn::Path,
    selection: &Selection<'_>,
) -> TokenStream {
    let span = generated_span_at(with.span());
    let emit_traits = |value: &Ident| {
        let mut traits = quote_spanned!(span=> __core::End);
        for (steps, name) in selection.looked_up().into_iter().rev() {
            let steps = steps.iter().map(|step| {
                let method = match step {
                    Step::Element => "__element",
                    Step::Key => "__key",
                    Step::Value => "__value",
                };
                Ident::new(method, span)
            });
            let method = Ident::new(&name.to_lowercase(), span);
            traits = quote_spanned!(span=> __core::Then(
                __core::FieldTraits::of(&#value)#(.#steps())*.#method(),
                #traits
            ));
        }
        traits
    };
    let name = Ident::new(&result_name(field.index), span);
    let closure = emit_for_result(lowered, field, with, &emit_traits);
    quote_spanned!(span=> const #name: &__core::IsImplemented = __core::traits_of_result(#closure);)
}

/// Returns the assertion that the result of a conversion has only one reading.
///
/// ```text
/// // Output:
/// const _: () = __core::assert_result(<__Check3 as __core::ResultCheck>::TYPE, &__core::VOUCHER_CODE);
/// ```
fn emit_assertion_of_result(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    with: &syn::Path,
) -> Option<TokenStream> {
    let user_span = with.span();
    let path = field_path(lowered, field.field_definition()?, user_span);
    let check = Ident::new(&check_name(field.index), user_span);
    let type_info = quote_spanned!(user_span=> <#check as __core::ResultCheck>::TYPE);
    let arguments = parenthesized(with, quote_spanned!(user_span=> #type_info, #path));
    Some(quote_spanned!(user_span=> const _: () = __core::assert_result #arguments;))
}

/// Writes a type alias for each selection, with its index. `concrete` returns a type as a const item can name it.
pub(super) fn emit_aliases<'s>(
    selections: impl Iterator<Item = (usize, &'s Selection<'s>)>,
    concrete: &dyn Fn(&Type) -> TokenStream,
    code: &mut Code,
) {
    for (count, (index, selection)) in selections.enumerate() {
        let (alias, looked_up) = (Name(check_name(index)), selection.looked_up());
        let selector = Selector {
            index,
            concrete,
            looked_up,
        };
        emit!(code =>
            #if (count == 0) { use __core::NotImplemented as __NotImplemented; }
            #if (let Some(readings) = selection.readings()) { #selector.emit_readings(readings) }
            type #alias = #selector.emit_check(selection);
        );
    }
}

/// Writes the type that selects a field trait.
struct Selector<'s> {
    /// The index of the field or variant.
    index: usize,
    concrete: &'s dyn Fn(&Type) -> TokenStream,
    /// What is looked up in the result of a conversion.
    looked_up: Vec<(&'s [Step], &'static str)>,
}

impl Selector<'_> {
    /// Writes whether a type implements a field trait.
    fn emit_is_implemented(&self, subject: &Subject<'_>, name: &str, code: &mut Code) {
        match subject {
            Subject::Type(ty) => {
                let (ty, name) = ((self.concrete)(ty), Name(name));
                emit!(code => __core::FieldTraits::<#ty>::#name);
            }
            Subject::Result(steps) => {
                let mut looked_up = self.looked_up.iter();
                let position = looked_up.position(|it| *it == (steps.as_slice(), name));
                let (list, position) = (
                    Name(result_name(self.index)),
                    position.unwrap_or(usize::MAX),
                );
                emit!(code => #{list}.at(#position));
            }
        }
    }

    /// Returns which type of [`Implemented`] is used: for the type of a field, or for the result of a conversion.
    fn check(&self) -> Name<&'static str> {
        Name(if self.looked_up.is_empty() {
            "Check"
        } else {
            "OfResult"
        })
    }

    fn emit_check(&self, selection: &Selection<'_>, code: &mut Code) {
        match selection {
            Selection::Kind(name, subject) => {
                let Some((list, names)) = name.selector() else {
                    return;
                };
                let (list, check) = (Name(list), self.check());
                emit!(code => <
                    __core::#list<#for (name in names) { { #self.emit_is_implemented(subject, name) }, }>
                    as __core::Implemented
                >::#check);
            }
            Selection::Map { keys, values } => {
                let check = self.check();
                let is_result = check.0 == "OfResult";
                let nothing = Name(if is_result { "Unchecked" } else { "Checked" });
                emit!(code => <__core::Keyed<
                    #if (let Some(keys) = keys) { <
                        __core::KeyReadings<{ #self.emit_keys(keys) }> as __core::Implemented
                    >::#check }
                    #if (keys.is_none()) { __core::#nothing }
                    ,
                    #if (let Some(values) = values) { #self.emit_check(values) }
                    #if (values.is_none()) { __core::#nothing }
                > as __core::Implemented>::#check);
            }
            Selection::OneOf(_) => {
                let (name, check) = (Name(readings_name(self.index)), self.check());
                emit!(code => <
                    __core::OneOfReadings<{ #name }, { #name != 0 }> as __core::Implemented
                >::#check);
            }
        }
    }

    /// Writes the set of the readings of a map's keys.
    fn emit_keys(&self, keys: &Keys<'_>, code: &mut Code) {
        let is_listed = keys.is_listed;
        let names = match keys.map {
            Subject::Type(_) => ["__KEY_TEXT", "__KEY_DISPLAY", "__KEY_INTEGER", "__KEY_ENUM"],
            Subject::Result(_) => ["__TEXT", "__DISPLAY", "__INTEGER", "__ENUM"],
        };
        let map = &keys.map;
        emit!(code => __core::key_readings(
            [#for (name in names) { #self.emit_is_implemented(map, name), }], #is_listed
        ));
    }

    /// Writes the constant with the readings of a value with alternatives.
    ///
    /// ```text
    /// // Output:
    /// const __READINGS_3: __core::u32 = __core::first_several(&[], &[
    ///     __core::readings(&[&[(0, __core::FieldTraits::<Id>::__TEXT), …], &[(2, __core::FieldTraits::<Id>::__INTEGER)], …]),
    /// ]);
    /// ```
    fn emit_readings(&self, readings: &Readings<'_>, code: &mut Code) {
        let name = Name(readings_name(self.index));
        let Readings { keys, values } = readings;
        emit!(code => const #name: __core::u32 = __core::first_several(
            &[#for (keys in keys) { #self.emit_keys(keys), }],
            &[#for ((subject, names) in values) { #self.emit_values(subject, names), }]
        ););
    }

    /// Writes the set of the readings of a value.
    fn emit_values(&self, subject: &Subject<'_>, alternatives: &[&[&str]], code: &mut Code) {
        emit!(code => __core::readings(&[
            #for (names in alternatives) { &[#self.emit_alternative(subject, names)], }
        ]));
    }

    fn emit_alternative(&self, subject: &Subject<'_>, names: &[&str], code: &mut Code) {
        let traits = names.iter().map(|name| {
            let position = CONSTANTS.iter().position(|constant| constant == name);
            (Name(position.unwrap_or_default().to_string()), name)
        });
        emit!(code => #for ((position, name) in traits) {
            (#position, #self.emit_is_implemented(subject, name)),
        });
    }
}

/// Returns the name of the constant with the readings of a value with alternatives.
fn readings_name(index: usize) -> String {
    format!("__READINGS_{index}")
}

/// Returns the name of the constant with the field traits of the result of a conversion.
fn result_name(index: usize) -> String {
    format!("__RESULT_{index}")
}

/// Returns the path of the trait of the kind of what a conversion returns.
pub(super) fn result_kind_path<'k>(
    field: &LoweredField<'_>,
    kind: &'k LoweredKind<'_>,
    span: Span,
) -> KindPath<'k> {
    let check = match field.selection {
        Some(_) => CheckState::Selected(field.index),
        None => CheckState::Unchecked,
    };
    KindPath::new(kind, span, check)
}

/// Returns the path of the trait of a field's kind. Assertions and the impl use the same one.
pub(super) fn kind_path<'k>(
    field: &LoweredField<'_>,
    kind: &'k LoweredKind<'_>,
    span: Span,
) -> KindPath<'k> {
    let check = match field.selection {
        _ if !field.is_concrete() => CheckState::Unchecked,
        Some(_) => CheckState::Selected(field.index),
        None => CheckState::Checked,
    };
    KindPath::new(kind, span, check)
}
