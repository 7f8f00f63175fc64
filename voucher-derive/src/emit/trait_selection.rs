//! Selects the field trait of a user's type if its kind accepts several. If a type implements two of them, rustc cannot
//! infer which one to use.

use super::paths::{CheckState, KindPath, check_name};
use crate::code_buffer::Code;
use crate::lower::{
    Keys, Lowered, LoweredField, LoweredKind, Readings, Selection, concrete_tokens,
};
use crate::template::{Name, emit};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Type;

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
}

/// Writes a type alias for each selection, with its index. `concrete` returns a type as a const item can name it.
pub(super) fn emit_aliases<'s>(
    selections: impl Iterator<Item = (usize, &'s Selection<'s>)>,
    concrete: &dyn Fn(&Type) -> TokenStream,
    code: &mut Code,
) {
    for (count, (index, selection)) in selections.enumerate() {
        let (alias, selector) = (Name(check_name(index)), Selector { index, concrete });
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
}

impl Selector<'_> {
    fn emit_check(&self, selection: &Selection<'_>, code: &mut Code) {
        match selection {
            Selection::Kind(name, ty) => {
                let Some((list, names)) = name.selector() else {
                    return;
                };
                let (ty, list) = ((self.concrete)(ty), Name(list));
                let names = names.iter().map(Name);
                emit!(code => <
                    __core::#list<#for (name in names) { { __core::FieldTraits::<#ty>::#name }, }>
                    as __core::Implemented
                >::Check);
            }
            Selection::Map { keys, values } => emit!(code => <__core::Keyed<
                #if (let Some(keys) = keys) { <
                    __core::KeyReadings<{ #self.emit_keys(keys) }> as __core::Implemented
                >::Check }
                #if (keys.is_none()) { __core::Checked }
                ,
                #if (let Some(values) = values) { #self.emit_check(values) }
                #if (values.is_none()) { __core::Checked }
            > as __core::Implemented>::Check),
            Selection::OneOf(_) => {
                let name = Name(readings_name(self.index));
                emit!(code => <
                    __core::OneOfReadings<{ #name }, { #name != 0 }> as __core::Implemented
                >::Check);
            }
        }
    }

    /// Writes the set of the readings of a map's keys.
    fn emit_keys(&self, keys: &Keys<'_>, code: &mut Code) {
        let (ty, is_listed) = ((self.concrete)(keys.map), keys.is_listed);
        let names = ["__KEY_TEXT", "__KEY_DISPLAY", "__KEY_INTEGER", "__KEY_ENUM"];
        let names = names.iter().map(Name);
        emit!(code => __core::key_readings(
            [#for (name in names) { __core::FieldTraits::<#ty>::#name, }], #is_listed
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
            &[#for ((ty, names) in values) { #self.emit_values(ty, names), }]
        ););
    }

    /// Writes the set of the readings of a value.
    fn emit_values(&self, ty: &Type, alternatives: &[&[&str]], code: &mut Code) {
        emit!(code => __core::readings(&[
            #for (names in alternatives) { &[#self.emit_alternative(ty, names)], }
        ]));
    }

    fn emit_alternative(&self, ty: &Type, names: &[&str], code: &mut Code) {
        let ty = (self.concrete)(ty);
        let traits = names.iter().map(|name| {
            let position = CONSTANTS.iter().position(|constant| constant == name);
            (Name(position.unwrap_or_default().to_string()), Name(name))
        });
        emit!(code => #for ((position, name) in traits) {
            (#position, __core::FieldTraits::<#ty>::#name),
        });
    }
}

/// Returns the name of the constant with the readings of a value with alternatives.
fn readings_name(index: usize) -> String {
    format!("__READINGS_{index}")
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
