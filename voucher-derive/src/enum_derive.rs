//! `#[derive(RavelinEnum)]`: maps a fieldless enum to the enumerated values of a field.

mod field;
mod variant;

use crate::allowed_lints::emit_allowed;
use crate::attr::{EnumKeys, Level, VariantKeys, parse_keys};
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use crate::definition_file::File;
use crate::impl_header::emit_impl_header;
use crate::report::Errors;
use crate::template::{Name, emit};
use crate::warning::emit_deprecated_value;
use field::{EnumeratedField, resolve_keys};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Data, DataEnum, DeriveInput, Fields, Variant};
use variant::ListedValue;
use voucher_definition::{Definition, Field};

/// An enum and the value of each variant.
pub(crate) struct EnumMapping<'i> {
    ident: &'i Ident,
    input: &'i DeriveInput,
    /// The field that lists the values. `None` if a mistake about it was reported.
    field: Option<EnumeratedField>,
    values: Vec<(&'i Ident, ListedValue)>,
    /// The definition file that the values were read from.
    file: Option<File>,
    /// The definition that the field is in.
    pub(crate) definition: Option<&'static Definition>,
    pub(crate) core: CorePath,
    /// The field has alternatives instead of listed values.
    #[cfg(feature = "definition-file")]
    has_alternatives: bool,
}

#[cfg(feature = "definition-file")]
impl<'i> EnumMapping<'i> {
    /// Whether the field has alternatives instead of listed values.
    pub(crate) fn has_alternatives(&self) -> bool {
        self.has_alternatives
    }

    /// Returns the mapping of an enum about which a mistake was reported.
    pub(crate) fn unresolved(input: &'i DeriveInput, core: CorePath) -> Self {
        Self {
            ident: &input.ident,
            input,
            field: None,
            values: Vec::new(),
            file: None,
            definition: None,
            core,
            has_alternatives: false,
        }
    }
}

impl<'i> EnumMapping<'i> {
    pub(crate) fn resolve(input: &'i DeriveInput, errors: &mut Errors) -> Self {
        let keys: EnumKeys = parse_keys(&input.attrs, Level::Enum, errors);
        let mut enum_mapping = Self {
            ident: &input.ident,
            input,
            field: None,
            values: Vec::new(),
            file: None,
            definition: None,
            core: CorePath::new(keys.krate.as_ref()),
            #[cfg(feature = "definition-file")]
            has_alternatives: false,
        };
        let data = parse_enum(input, errors);
        if let Some(((definition, file), path)) = resolve_keys(&keys, &input.ident, errors) {
            enum_mapping.file = file;
            enum_mapping.definition = Some(definition);
            #[cfg(feature = "definition-file")]
            {
                enum_mapping.has_alternatives =
                    EnumeratedField::check_alternatives(definition, path, errors);
                if enum_mapping.has_alternatives {
                    return enum_mapping;
                }
            }
            enum_mapping.field = EnumeratedField::resolve(definition, path, errors);
        }
        for variant in data.into_iter().flat_map(|data| &data.variants) {
            enum_mapping.add(variant, errors);
        }
        enum_mapping
    }

    /// Returns the definition of the field that lists the values.
    pub(crate) fn field_definition(&self) -> Option<&'static Field> {
        self.field.as_ref().map(|field| field.definition)
    }

    /// Adds a variant with its value. Reports a value that another variant has.
    fn add(&mut self, variant: &'i Variant, errors: &mut Errors) {
        let Some(field) = &self.field else {
            return;
        };
        let keys: VariantKeys = parse_keys(&variant.attrs, Level::Variant, errors);
        if keys.status.is_broken || !is_fieldless(variant, errors) {
            return;
        }
        let value = match ListedValue::resolve(variant, &keys, field) {
            Ok(value) => value,
            Err((span, message)) => return errors.push_at(span, message),
        };
        match self.values.iter().find(|(_, other)| *other == value) {
            Some((first, _)) => {
                let message = format!(
                    "`{first}` and `{}` both map to `{value}`; remove one",
                    variant.ident
                );
                errors.push_spanned(&variant.ident, message);
            }
            None => self.values.push((&variant.ident, value)),
        }
    }

    /// ```text
    /// // Output:
    /// impl EnumField for Kind { … }
    /// ```
    /// If the field is unknown, the enum is accepted wherever it is used.
    pub(crate) fn emit(&self) -> TokenStream {
        let lists_integers = self.field.as_ref().map(EnumeratedField::lists_integers);
        let (core_path, allowed) = (&self.core, emit_allowed(self.input));
        emit!(=> #allowed const _: () = {
            #core_path.emit_use(None)
            #if (let Some(file) = &self.file) { #file.emit_dependency() }
            #self.emit_warnings()
            #if (lists_integers != Some(true)) { #self.emit_strings() }
            #if (lists_integers != Some(false)) { #self.emit_integers() }
            #if (lists_integers == Some(true)) { #self.emit_header("Constant<__core::UserIntegers>") {} }
            #if (self.field.as_ref().is_none_or(EnumeratedField::lists_amounts)) { #self.emit_amounts() }
        };)
    }

    /// ```text
    /// // Output:
    /// impl EnumField for Kind {
    ///     const VALUES: … = &["GENERAL", "STAFF"];
    ///     const __IS_GENERATED: bool = true;
    ///     fn value(&self) -> &'static str { match self { Self::General => "GENERAL", Self::Staff => "STAFF" } }
    /// }
    /// ```
    /// After a mistake, variants without a value get an empty one, so that the impl still compiles.
    fn emit_strings(&self, code: &mut Code) {
        let values = &self.values;
        emit!(code => #self.emit_header("EnumField") {
            const VALUES: &'static [&'static __core::str] = &[#for ((_, value) in values) { #value, }];
            const __IS_GENERATED: __core::bool = true;
            fn value(&self) -> &'static __core::str {
                match self {
                    #for ((variant, value) in values) { Self::#{Name(variant.to_string())} => #value, }
                    #if (!self.is_complete()) { _ => "", }
                }
            }
        });
    }

    /// ```text
    /// // Output:
    /// impl IntegerField for Priority {
    ///     const VALUES: … = &[1, 3];
    ///     fn integer(&self) -> Option<i64> { Some(match self { Self::Low => 1, Self::High => 3 }) }
    /// }
    /// ```
    /// After a mistake, variants without a value get zero, so that the impl still compiles.
    fn emit_integers(&self, code: &mut Code) {
        let values = &self.values;
        emit!(code => #self.emit_header("IntegerField") {
            const VALUES: &'static [__core::i64] = &[#for ((_, value) in values) { #value, }];
            fn integer(&self) -> __core::Option<__core::i64> {
                __core::Some(match self {
                    #for ((variant, value) in values) { Self::#{Name(variant.to_string())} => #value, }
                    #if (!self.is_complete()) { _ => 0, }
                })
            }
        });
    }

    /// ```text
    /// // Output:
    /// impl AmountField for Fee {
    ///     const VALUES: … = <Self as IntegerField>::VALUES;
    ///     fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> { … }
    /// }
    /// ```
    fn emit_amounts(&self, code: &mut Code) {
        emit!(code => #self.emit_header("AmountField") {
            const VALUES: &'static [__core::i64] = <Self as __core::IntegerField>::VALUES;
            fn amount(
                &self, _: __core::Option<__core::CurrencyValue>
            ) -> __core::Result<__core::AmountValue, __core::AmountError> {
                match <Self as __core::IntegerField>::integer(self) {
                    __core::Some(amount) => __core::Ok(__core::AmountValue::from_minor(amount)),
                    __core::None => __core::Err(__core::AmountError::ABOVE),
                }
            }
        });
    }

    /// Makes rustc warn at each variant whose value is deprecated.
    fn emit_warnings(&self, code: &mut Code) {
        for (variant, value) in &self.values {
            if let Some(field) = &self.field {
                let (name, value) = (variant.to_string(), value.to_string());
                let name = (name.as_str(), variant.span());
                let path = (field.parent.as_str(), field.name.as_str());
                emit_deprecated_value(field.definition, &value, path, name, code);
            }
        }
    }

    /// Writes `impl EnumField for Kind`.
    fn emit_header(&self, name: &str, code: &mut Code) {
        let generics = &self.input.generics;
        let bounds = generics.where_clause.to_token_stream();
        emit!(code => #emit_impl_header(name, self.ident, generics, &bounds));
    }

    /// Whether each variant has a value.
    fn is_complete(&self) -> bool {
        match &self.input.data {
            Data::Enum(data) => !self.values.is_empty() && data.variants.len() == self.values.len(),
            Data::Struct(_) | Data::Union(_) => false,
        }
    }
}

/// Returns the variants of an enum. Reports any other input.
fn parse_enum<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<&'i DataEnum> {
    let ident = &input.ident;
    match &input.data {
        Data::Enum(data) if data.variants.is_empty() => {
            errors.push_spanned(
                ident,
                format!("expected at least one variant in `{ident}`; add one"),
            );
            None
        }
        Data::Enum(data) => Some(data),
        Data::Struct(data) => {
            let message = format!(
                "expected an enum, but `{ident}` is a struct; for an event, use `#[derive(RavelinEvent)]`"
            );
            errors.push_spanned(data.struct_token, message);
            None
        }
        Data::Union(data) => {
            errors.push_spanned(
                data.union_token,
                format!("expected an enum, but `{ident}` is a union"),
            );
            None
        }
    }
}

/// Whether a variant has no fields. Reports any.
fn is_fieldless(variant: &Variant, errors: &mut Errors) -> bool {
    if matches!(variant.fields, Fields::Unit) {
        return true;
    }
    let message = format!(
        "expected a variant without fields; remove those of `{}`",
        variant.ident
    );
    errors.push_spanned(&variant.fields, message);
    false
}
