//! The derives of `voucher-core`, which re-exports them; see there for what they are about.

mod attr;
mod check;
mod expand;
mod fallback;
mod input;
mod lint;
mod listed;
mod path;
mod report;
mod resolve;
#[cfg(test)]
mod tests;

use crate::attr::Role;
use crate::input::Input;
use crate::listed::Listed;
use crate::path::CorePath;
use crate::report::Errors;
use crate::resolve::Event;
use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Maps a struct onto an event of the API.
#[proc_macro_derive(RavelinEvent, attributes(ravelin))]
pub fn derive_ravelin_event(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Event).into()
}

/// Maps a struct onto part of an event's entity.
#[proc_macro_derive(RavelinFields, attributes(ravelin))]
pub fn derive_ravelin_fields(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_fields(&input, Role::Part).into()
}

/// Maps a fieldless enum onto the listed values of a field.
#[proc_macro_derive(RavelinEnum, attributes(ravelin))]
pub fn derive_ravelin_enum(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive_enum(&input).into()
}

/// The walk. An impl is written in any case: with what is known where something is wrong, so that the compiler can say
/// what it has to say of the rest.
fn derive_fields(input: &DeriveInput, role: Role) -> TokenStream {
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
    with_errors(tokens, errors)
}

fn derive_enum(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let listed = Listed::resolve(input, &mut errors);
    let tokens = listed.expand();
    with_errors(tokens, errors)
}

fn with_errors(mut tokens: TokenStream, errors: Errors) -> TokenStream {
    if let Err(error) = errors.finish() {
        tokens.extend(error.to_compile_error());
    }
    tokens
}
