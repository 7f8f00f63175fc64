//! The tables of all keys. Each row is a key: how its value is parsed, where it is allowed, what it can be combined with,
//! and what the docs say about it. The rows have the order of the docs and of the lists in messages.

use super::key::{Feature, Group, Key, Keys, Level, ParseValue, Status, Values, keys};
use super::value::{
    Constant, Integer, Limits, OptionalString, parse_constants, parse_crate, parse_flag,
    parse_limits, parse_listed_integer, parse_names, parse_now, parse_optional_string, parse_path,
    parse_string,
};
use proc_macro2::{Ident, Span};
use syn::{LitStr, Path};

keys! {
    /// The keys on a struct.
    StructKeys;

    /// the event: `voucher`, `voucher/check` or `paymentmethod/voucher`; with the feature `definition-file` also every
    /// definition file that ships with the toolkit, such as `order` or `v3/login`
    "event" event: Option<LitStr> = parse_string(r#"event = "voucher""#), on [Event, Part], Definition;

    /// a definition file of your own instead, relative to the folder of your `Cargo.toml`. The crate is rebuilt when the
    /// file changes. Needs the feature `definition-file`
    "definition" definition: Option<LitStr> = parse_string(r#"definition = "definitions/order.json""#),
    on [Event, Part], Definition;

    /// only with `RavelinFields`: the object inside the body that the struct maps, or each element of that array. If the
    /// body itself is an array, `"[]"` is each of its elements, and `"[].address"` an object in each of them
    "object" object: Option<LitStr> = parse_string(r#"object = "order.items""#), on [Part], Other;

    /// reads the clock once per encoding, for a `timestamp` of the body that is a time, or a date and time. Without it,
    /// map a field to `timestamp`, or leave it out if the definition has it optional
    "timestamp" now: Option<Span> = parse_now("timestamp = now"), on [Event], Other;

    /// a field that never changes, by its Rust name. The value is a string, a number (milliseconds for a time), a bool,
    /// `null` if the definition allows it, or the path of a `const` that is a `&str`, `i64`, `f64`, `bool`, `Currency`,
    /// `Timestamp` or an enum. It is checked at compile time
    "constant" constants: Vec<Constant> = parse_constants("constant(field = value, …)"), on [Event, Part], Other;

    /// waives a requirement that no page of the API states: it is inferred, or known only from public clients. A stated
    /// requirement cannot be waived
    "optional" optional: Vec<Ident> = parse_names("optional(field, …)"), on [Event, Part], Other;

    /// waives what a definition that ships says about a field, in case it is wrong: that the field is required, and all rules of
    /// its value (listed values, pattern, length, range). Only its type is left. rustc warns about each field. The rules of a
    /// definition file of your own are changed there
    "relax" relaxed: Vec<Ident> = parse_names("relax(field, …)"), on [Event, Part], Other;

    /// your own rule across fields, `fn(&Self) -> Result<(), impl Display>`. It runs only if every field is valid. An
    /// error is a violation of `Rule::Check` at the body
    "check" check: Option<Path> = parse_path("check = path::to::function"), on [Event, Part], Other;

    /// only with `RavelinEvent`, on a struct without type and const parameters: a test compares the schema of the struct with
    /// this file, relative to the folder of your `Cargo.toml`. See [Exported schemas](#exported-schemas)
    "export" export: Option<LitStr> = parse_string(r#"export = "schemas/promo.json""#), on [Event], Other;

    /// the path of `voucher_core`, if it is not `::voucher_core`
    "crate" krate: Option<Path> = parse_crate("crate = path::to::voucher_core"), on [Event, Part], Other;
}

keys! {
    /// The keys on a field.
    FieldKeys;

    /// the wire name. `"order.customerId"` is the entity's field if the envelope has one of the same name, `":id"` the
    /// parameter of the path, `"?limit"` the parameter of the query
    "rename" rename: Option<LitStr> = parse_string(r#"rename = "wireName""#), on [Field], Target;

    /// not sent. No other key may be next to it
    "skip" skip: Option<Span> = parse_flag("skip"), on [Field], Target;

    /// a member of the free object `custom`: any `serde::Serialize`. Without `= "key"`, the key is the field's name. A
    /// field that maps to `custom` itself is the whole object, and the members are merged into it
    "custom" custom: Option<OptionalString> = parse_optional_string(r#"custom = "key""#), on [Field], Target, needs Serde;

    /// a member that the definition does not list: any `serde::Serialize`. Not allowed if the object is closed
    /// (`additionalProperties: false`)
    "extra" extra: Option<LitStr> = parse_string(r#"extra = "wireName""#), on [Field], Target, needs Serde;

    /// only with `RavelinEvent`, and only if the body is not an object: the whole body. All other fields are parameters
    "body" body: Option<Span> = parse_flag("body"), on [Field], Target;

    /// the field's type, or what it refers to, derives `RavelinFields` and maps some fields of the same entity
    "flatten" flatten: Option<Span> = parse_flag("flatten"), on [Field], Target;

    /// on an `Option`, or a conversion that returns one, for a required field: `None` is then a violation of
    /// `Rule::Required` instead of a compile error
    "required" required: Option<Span> = parse_flag("required"), on [Field], Value(All);

    /// the unit of an integer time: `"s"`, `"ms"`, `"us"` or `"ns"`. A fraction of a millisecond is rounded down
    "unix" unix: Option<LitStr> = parse_string(r#"unix = "ms""#), on [Field], Value(Times);

    /// a conversion, `fn(&T) -> U` or `fn(&T) -> Result<U, impl Display>`, where the field accepts a `U`. An error is a
    /// violation of `Rule::Check`
    "with" with: Option<Path> = parse_path("with = path::to::function"), on [Field], Value(All);

    /// on a currency: accepts any three letters, not only codes of ISO 4217
    "unlisted" unlisted: Option<Span> = parse_flag("unlisted"), on [Field], Value(Currencies);

    /// on a string or identifier: your own pattern, in addition to the definition's. See [Patterns](#patterns). Needs
    /// the feature `pattern`
    "pattern" pattern: Option<LitStr> = parse_string(r#"pattern = "^[A-Z]+$""#),
    on [Field], Value(Strings), needs Pattern;

    /// on a string or identifier: the number of characters. It can only narrow what the definition accepts
    "length" length: Option<Limits> = parse_limits("length(min = 1, max = 40)"), on [Field], Value(Strings);

    /// on an integer or amount (in minor units). It can only narrow what the definition accepts
    "range" range: Option<Limits> = parse_limits("range(min = 1, max = 40)"), on [Field], Value(Integers);

    /// your own rule, `fn(&T) -> Result<(), impl Display>`. It runs only if the value satisfies all other rules
    "check" check: Option<Path> = parse_path("check = path::to::function"), on [Field], Value(All);
}

keys! {
    /// The keys on an enum.
    EnumKeys;

    /// the event whose field lists the values
    "event" event: Option<LitStr> = parse_string(r#"event = "voucher""#), on [Enum], Definition;

    /// a definition file of your own instead. Needs the feature `definition-file`
    "definition" definition: Option<LitStr> = parse_string(r#"definition = "definitions/order.json""#),
    on [Enum], Definition;

    /// the field that lists the values; `"order.items.category"` is a field of an object inside the body, `"?sort"` a
    /// parameter of the query, and `"body"` a body that is not an object. For a map, it is the values, or the keys if only
    /// those are listed; `"prices[keys]"` is always the keys
    "field" field: Option<LitStr> = parse_string(r#"field = "voucherType""#), on [Enum], Other;

    /// the path of `voucher_core`, if it is not `::voucher_core`
    "crate" krate: Option<Path> = parse_crate("crate = path::to::voucher_core"), on [Enum], Other;
}

keys! {
    /// The keys on a variant.
    VariantKeys;

    /// on a variant: the string that it maps onto
    "rename" rename: Option<LitStr> = parse_string(r#"rename = "GENERAL""#), on [Variant], ListedValue;

    /// on a variant: the integer that it maps onto. Every variant of an enum needs one if the field lists integers
    "value" value: Option<Integer> = parse_listed_integer("value = 3"), on [Variant], ListedValue;
}

#[cfg(feature = "definition-file")]
keys! {
    /// The keys on an enum of alternatives.
    OneOfKeys;

    /// the event whose field has the alternatives
    "event" event: Option<LitStr> = parse_string(r#"event = "order""#), on [OneOf], Definition;

    /// a definition file of your own instead
    "definition" definition: Option<LitStr> = parse_string(r#"definition = "definitions/payment.json""#),
    on [OneOf], Definition;

    /// the field that has the alternatives; `"order.payments"` is a field of an object inside the body, and `"body"` a body that
    /// is not an object. For an array or a
    /// map, the alternatives are those of its elements or values
    "field" field: Option<LitStr> = parse_string(r#"field = "paymentMethod""#), on [OneOf], Other;

    /// the path of `voucher_core`, if it is not `::voucher_core`
    "crate" krate: Option<Path> = parse_crate("crate = path::to::voucher_core"), on [OneOf], Other;
}

#[cfg(feature = "definition-file")]
keys! {
    /// The keys on a variant of an enum of alternatives.
    AlternativeKeys;

    /// on a variant: the name of the alternative
    "rename" rename: Option<LitStr> = parse_string(r#"rename = "card""#), on [Alternative], Other;
}

/// Keys of other derives, and what to use instead.
pub(super) const FOREIGN: [(&str, &str); 6] = [
    (
        "rename_all",
        "a field maps by its Rust name, `voucher_code` to `voucherCode`; remove it",
    ),
    ("skip_serializing_if", "`None` is never sent; remove it"),
    ("default", "an event is only serialized; remove it"),
    ("serialize_with", "use `with`"),
    ("alias", "use `rename`"),
    ("regex", "use `pattern`"),
];

/// Returns the table with the keys of a level.
pub(crate) fn table_of(level: Level) -> &'static [Key] {
    match level {
        Level::Event | Level::Part => StructKeys::KEYS,
        Level::Field => FieldKeys::KEYS,
        Level::Enum => EnumKeys::KEYS,
        Level::Variant => VariantKeys::KEYS,
        #[cfg(feature = "definition-file")]
        Level::OneOf => OneOfKeys::KEYS,
        #[cfg(feature = "definition-file")]
        Level::Alternative => AlternativeKeys::KEYS,
    }
}
