//! The derives of `voucher-core`, which re-exports them; see there for what they are about.

mod allowed_lints;
mod attr;
mod check;
mod code_buffer;
mod core_path;
mod definition_file;
mod enum_derive;
mod expand;
mod fallback;
mod input;
mod lookup;
mod pattern;
mod report;
mod resolve;
#[cfg(test)]
mod tests;

use crate::attr::Role;
use crate::core_path::CorePath;
use crate::enum_derive::Listed;
use crate::input::Input;
use crate::report::Errors;
use crate::resolve::Event;
use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Maps a struct onto an event of the API, and checks the mapping inside the compiler.
///
/// Every field goes somewhere: a name that the definition does not have, and no word that says where it goes, is an error.
/// All mistakes of a struct are reported in one run.
///
/// # On the struct, in `#[ravelin(…)]`
///
/// | word | meaning |
/// | --- | --- |
/// | `event = "voucher"` | `voucher`, `voucher/check` or `paymentmethod/voucher`; with the feature `definition-file` also `order`, `customer`, `transaction`, `v3/login` and the other definition files that ship with the toolkit |
/// | `definition = "definitions/order.json"` | a definition file instead, from the folder of the crate's `Cargo.toml`; a change of it rebuilds the crate. Needs the feature `definition-file`. See below |
/// | `timestamp = now` | the envelope's timestamp is the clock's reading, once an encoding. Otherwise a field maps to `timestamp`, or it is left out where the definition has it optional |
/// | `constant(field = value, …)` | a field by its Rust name, and a text, an integer (a time is milliseconds), a bool, or the path of a `const`: `&str`, `i64`, `bool`, `Currency`, `Timestamp`, an enum. Checked at compile time against type, pattern, list and range |
/// | `optional(field, …)` | waives a requirement that no page of the API states; a stated one cannot be waived |
/// | `check = path` | `fn(&Self) -> Result<(), impl Display>`, asked where every field keeps its rules; an error is a violation of `Rule::Check` at the body |
/// | `crate = path` | where `voucher_core` is found |
///
/// # On a field
///
/// | word | meaning |
/// | --- | --- |
/// | *(none)* | the field's name is the Rust name (`voucher_code`) or the wire name (`voucherCode`) of a field of the definition; `r#` does not count |
/// | `rename = "voucherCode"` | the wire name; `"order.customerId"` is the entity's field where the envelope has one of the name, `":id"` the path's |
/// | `skip` | not sent; stands alone |
/// | `custom`, `custom = "key"` | a member of `custom`, any `serde::Serialize`; the key is the field's name unless given. A field that maps to `custom` itself is the whole object, merged with the members |
/// | `extra = "wireName"` | a member of the entity or object that the definition does not know, any `serde::Serialize`; a closed object (`additionalProperties: false`) has none |
/// | `flatten` | the type, or a reference to it, derives `RavelinFields` |
/// | `required` | on an `Option`, or a conversion that gives one, for a required field: `None` is a violation of `Rule::Required` |
/// | `unix = "s"`, `"ms"`, `"us"`, `"ns"` | the unit of an integer time; parts of a millisecond are floored |
/// | `with = path` | `fn(&T) -> U` or `fn(&T) -> Result<U, impl Display>`, U a type that the field takes; an error is a violation of `Rule::Check` |
/// | `unlisted` | on a currency: any three letters |
/// | `pattern = "^[A-Z]+$"` | on text and identifiers: what is sent has to match, as in JSON Schema's `pattern` a part of it, with `^` and `$` the whole; the definition's own pattern holds as well. Needs the feature `pattern`. See below |
/// | `length(min = 1, max = 40)` | on text and identifiers: characters of what is sent. Only narrows what the definition takes |
/// | `range(min = 1, max = 500)` | on integers and amounts (minor units), likewise |
/// | `check = path` | `fn(&T) -> Result<(), impl Display>`, asked where the value keeps all other rules |
///
/// `with` and `check` see the value inside an `Option`, and are asked only where there is one. The order is `with`, the
/// definition's rules, the user's own, the field's `check`, the struct's `check`; of a field, the first broken rule is reported.
///
/// # Definition files
///
/// A file is a JSON Schema of the request's body. What it holds beside plain values:
///
/// | in the file | in the struct |
/// | --- | --- |
/// | the body's only object, if it is required | the entity: its fields are the struct's own, beside those of the envelope. A name that both have is the envelope's |
/// | any other object of the body, and any object within one | a field each, of a type that derives `RavelinFields` with `object = "…"`, or an `Option`, reference, `Box`, `Rc`, `Arc` of one |
/// | an array | `Vec<T>`, `&[T]`, `[T; N]`, `Box<[T]>`, …, or an `Option` of it, where `T` can stand for an entry |
/// | a number | `f32`, `f64`, any integer, or a type that implements `NumberField` |
/// | a segment `:id` of the path | a field that has to be there and is not in the body; percent-encoded in `Prepared::path()`. Empty, `.` and `..` are violations |
/// | fields that exclude each other | two that are always there are an error, two `Option`s with a value a violation of `Rule::Exclusive` at the one that stands later; so are a field and one of a part, and two of different parts |
/// | a field that is deprecated | a warning at the field that maps it, which `#[allow(deprecated)]` on the struct silences |
///
/// A violation within an array says in which entry: `/order/items/3/price`. An amount in major units goes by the currency of
/// its own object, or else by that of the object around it, wherever the two are; of several currencies by the one named
/// `currency`, or else by the first that is mapped. If no field, constant or part maps one, that is a compile error. Only the rows that a struct maps are part of the program.
///
/// # Patterns
///
/// An expression is compiled by the macro; the program holds its table (of 64 KiB at most, and most have less than one) and
/// no regex engine. Characters are code points. What JSON Schema (ECMA-262 with its flag `u`) and Rust's `regex` read
/// alike is taken; what they read differently is refused by name, at its place:
///
/// | taken | refused, and what to write |
/// | --- | --- |
/// | characters, classes, negated ones, ranges: `[^a-z_-]` | `.`: `[^\n]`; `\d`, `\w`, `\s` and their opposites: `[0-9]`, …; `\p{…}`, `[:alpha:]`: the characters; classes in classes, `&&`, `--`, `~~` |
/// | `\t` `\n` `\v` `\f` `\r`, `\x41`, `\u00e9`, `\u{1F600}`; a backslash before `^$\.*+?()[]{}\|/`, and before `-` in a class | any other after a backslash; `]` and `}` alone |
/// | `^` and `$`: the beginning and the very end | `\A`, `\z`, `\b`, `\B`, look-around |
/// | `*`, `+`, `?`, `{2}`, `{2,}`, `{2,3}`, also lazy ones | `{,3}`, a repetition of a repetition |
/// | groups `(…)` and `(?:…)`, alternatives | names, flags, back-references |
///
/// # Generics
///
/// A type parameter is bound by what its field's kind asks for: `T: TextField` for text and identifiers, `IntegerField`,
/// `AmountField`, and so on; a member of `custom` by `serde::Serialize`. This holds inside `Option`, `Vec`, `Box`, `Rc`, `Arc`,
/// `Cow` and references too. Any other type with arguments is bound itself, `Id<T>: TextField`, unless the struct bounds `T` or
/// `Id<T>` by a trait that serves the kind: then no bound is added. What names a parameter of the struct is checked
/// when the event is used (`cargo build`), or comes back as a violation, as no constant can name it before.
///
/// # Packed structs
///
/// The fields of a `#[repr(packed)]` struct have to be `Copy`: each is copied before it is read, as with serde's derive.
#[proc_macro_derive(RavelinEvent, attributes(ravelin))]
pub fn derive_ravelin_event(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Event).into()
}

/// Maps a struct onto part of an event's entity, to be taken in with `#[ravelin(flatten)]`, or onto an object within the body.
///
/// The words are those of `RavelinEvent`, but for `timestamp` and `flatten`. A part maps the entity (the object `voucher`),
/// not what stands beside it, and names one definition; it serves any other whose fields of the same names have the same
/// kind and rules. What two structs of an event map, what nobody maps and is required, and what is required and may be
/// `None`, fails to compile at the event.
///
/// # An object within the body
///
/// `#[ravelin(definition = "definitions/order.json", object = "order.items")]` names an object by its path from the body, an
/// array by its name for each of its entries. The struct maps it as a whole, so what is required and unmapped fails to
/// compile here. A field of an event, or of another such struct, takes the type where it is that object, or one whose
/// fields of the same names have the same kind and rules and are required no more than here: an address serves two places.
#[proc_macro_derive(RavelinFields, attributes(ravelin))]
pub fn derive_ravelin_fields(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Part).into()
}

/// Maps a fieldless enum onto the listed values of a field: `#[ravelin(event = "voucher", field = "voucherType")]`.
///
/// A variant stands for the value of its name (`General` for `GENERAL`, `AuthCapture` for `auth_capture`), or for the one of
/// `#[ravelin(rename = "GENERAL")]`. Not every value needs a variant. A field takes the enum if it lists every value of it.
/// `definition = "definitions/order.json"` names a definition file instead, and `field = "order.items.category"` a field of an
/// object within the body. `crate = path` says where `voucher_core` is found.
#[proc_macro_derive(RavelinEnum, attributes(ravelin))]
pub fn derive_ravelin_enum(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_enum(&input).into()
}

fn derive_fields(input: &DeriveInput, role: Role) -> TokenStream {
    let (tokens, errors) = report_fields(input, role);
    with_errors(tokens, errors)
}

fn derive_enum(input: &DeriveInput) -> TokenStream {
    let (tokens, errors) = report_enum(input);
    with_errors(tokens, errors)
}

/// Parse, resolve, check, expand. An impl is written even after errors, so that rustc checks the rest.
fn report_fields(input: &DeriveInput, role: Role) -> (TokenStream, Errors) {
    let mut errors = Errors::new();
    let parsed = Input::parse(input, role, &mut errors);
    let core = CorePath::new(parsed.words.krate.as_ref());
    let event = Event::resolve(&parsed, &mut errors);
    let tokens = match &event {
        Some(event) => {
            check::check(event, &mut errors);
            expand::expand(event, &core)
        }
        None => fallback::expand_stub(input, role, &core),
    };
    (tokens, errors)
}

fn report_enum(input: &DeriveInput) -> (TokenStream, Errors) {
    let mut errors = Errors::new();
    let listed = Listed::resolve(input, &mut errors);
    (listed.expand(), errors)
}

fn with_errors(mut tokens: TokenStream, errors: Errors) -> TokenStream {
    if let Err(error) = errors.finish() {
        tokens.extend(error.to_compile_error());
    }
    tokens
}
