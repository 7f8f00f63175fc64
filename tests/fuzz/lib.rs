//! The derives of `voucher-derive` on any token stream, their patterns on any text, and the reader of definition files on
//! any bytes. A proc-macro crate exports nothing, so its modules are included.

extern crate proc_macro; // as in every macro's crate

mod attributes;
mod definition;
mod expression;
mod structs;

#[path = "../../voucher-derive/src"]
mod derive {
    pub(crate) mod allowed_lints;
    pub(crate) mod attr;
    pub(crate) mod check;
    pub(crate) mod code_buffer;
    pub(crate) mod core_path;
    pub(crate) mod definition_file;
    pub(crate) mod enum_derive;
    pub(crate) mod expand;
    pub(crate) mod fallback;
    pub(crate) mod input;
    pub(crate) mod lookup;
    pub(crate) mod pattern;
    pub(crate) mod report;
    pub(crate) mod resolve;
}

// Where they look for one another.
pub(crate) use crate::derive::{
    allowed_lints, attr, check, code_buffer, core_path, definition_file, enum_derive, expand,
    fallback, input, lookup, pattern, report, resolve,
};

use crate::attr::Role;
use crate::core_path::CorePath;
use crate::enum_derive::EnumMapping;
use crate::input::Input;
use crate::report::Errors;
use proc_macro2::TokenStream;
use std::fmt;
use std::ops::AddAssign;
use syn::DeriveInput;

/// What runs one input.
pub type Target = fn(&[u8]) -> Result<Counts, Finding>;

/// Each target by its name.
pub const TARGETS: [(&str, Target); 4] = [
    ("attributes", attributes),
    ("definition", definition),
    ("pattern", expressions),
    ("structs", structs),
];

/// How many derives of one input wrote an impl alone, and how many an error beside it; for `pattern`, whether the
/// expression is taken; for `definition`, whether the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Without an error.
    pub sound: usize,
    /// With one or more.
    pub refused: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.sound += other.sound;
        self.refused += other.refused;
    }
}

/// What must not be.
#[derive(Debug)]
pub struct Finding(String);

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Any tokens as the words of `ravelin`: the first byte says where they stand, the rest is their text.
///
/// # Errors
///
/// If a derive writes what it must not.
///
/// # Panics
///
/// If a derive does.
pub fn attributes(bytes: &[u8]) -> Result<Counts, Finding> {
    forget_sources();
    attributes::input(bytes).map_or_else(|| Ok(Counts::default()), judge)
}

/// Any text as an expression, beside Rust's own engine.
///
/// # Errors
///
/// If their verdicts differ.
///
/// # Panics
///
/// If an expression or its table does.
pub fn expressions(bytes: &[u8]) -> Result<Counts, Finding> {
    expression::judge(bytes)
}

/// Structs and enums that are nearly right.
///
/// # Errors
///
/// If a derive writes what it must not.
///
/// # Panics
///
/// If a derive does.
pub fn structs(bytes: &[u8]) -> Result<Counts, Finding> {
    forget_sources();
    judge(structs::input(bytes))
}

/// Any bytes as a definition file; behind a NUL, what chooses the values that it is asked of.
///
/// # Errors
///
/// If a mistake is nowhere in the file, or the check of a value and a JSON Schema validator do not agree.
///
/// # Panics
///
/// If the reader or the check does.
pub fn definition(bytes: &[u8]) -> Result<Counts, Finding> {
    definition::judge(bytes)
}

/// Every text that was ever read would otherwise be kept, for its spans.
fn forget_sources() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// Derives all three, whatever the input is. What `syn` cannot read never reaches them.
fn judge(input: TokenStream) -> Result<Counts, Finding> {
    let mut counts = Counts::default();
    let Ok(input) = syn::parse2::<DeriveInput>(input) else {
        return Ok(counts);
    };
    let event = derive_fields(&input, Role::Event);
    let part = derive_fields(&input, Role::Part);
    let listed = derive_enum(&input);
    for (name, output) in [
        ("RavelinEvent", event),
        ("RavelinFields", part),
        ("EnumField", listed),
    ] {
        counts += judge_output(name, &output)
            .map_err(|words| Finding(format!("{name}: {words}\n{output}")))?;
    }
    Ok(counts)
}

/// One impl of the one trait, and errors beside it where there are any; all of it parses, so that an error of the user's
/// never brings one about our own text.
#[cfg(feature = "full")]
fn judge_output(name: &str, output: &TokenStream) -> Result<Counts, String> {
    use syn::{Expr, Item, Stmt};

    let file: syn::File = syn::parse2(output.clone()).map_err(|error| error.to_string())?;
    let (mut impls, mut errors) = (Vec::new(), 0);
    for item in file.items {
        match item {
            Item::Const(block) => {
                let Expr::Block(block) = *block.expr else {
                    return Err("a const without a block".into());
                };
                impls.extend(block.block.stmts.into_iter().filter_map(|one| match one {
                    Stmt::Item(Item::Impl(item)) => Some(item),
                    _ => None,
                }));
            }
            Item::Macro(item) if is_last(&item.mac.path, "compile_error") => errors += 1,
            _ => return Err("an item that is neither a block nor an error".into()),
        }
    }
    match impls.as_slice() {
        [one]
            if one
                .trait_
                .as_ref()
                .is_some_and(|(path, _)| is_last(path, name)) =>
        {
            Ok(Counts {
                sound: usize::from(errors == 0),
                refused: usize::from(errors > 0),
            })
        }
        _ => Err(format!("{} impls", impls.len())),
    }
}

#[cfg(feature = "full")]
fn is_last(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|part| part.ident == name)
}

/// Without all of Rust, only whether there are errors can be seen.
#[cfg(not(feature = "full"))]
fn judge_output(_: &str, output: &TokenStream) -> Result<Counts, String> {
    let is_error = output.clone().into_iter().any(
        |token| matches!(token, proc_macro2::TokenTree::Ident(name) if name == "compile_error"),
    );
    Ok(Counts {
        sound: usize::from(!is_error),
        refused: usize::from(is_error),
    })
}

// The walk of `voucher-derive`'s own `lib.rs`, whose functions for the compiler no other crate can hold.

fn derive_fields(input: &DeriveInput, role: Role) -> TokenStream {
    let mut errors = Errors::new();
    let parsed = Input::parse(input, role, &mut errors);
    let core = CorePath::new(parsed.keys.krate.as_ref());
    let mapping = resolve::resolve(&parsed, &mut errors);
    let tokens = match &mapping {
        Some(mapping) => {
            check::check(mapping, &mut errors);
            expand::expand(mapping, &core)
        }
        None => fallback::expand_stub(input, role, &core),
    };
    with_errors(tokens, errors)
}

fn derive_enum(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let listed = EnumMapping::resolve(input, &mut errors);
    let tokens = listed.expand();
    with_errors(tokens, errors)
}

fn with_errors(mut tokens: TokenStream, errors: Errors) -> TokenStream {
    if let Err(error) = errors.finish() {
        tokens.extend(error.to_compile_error());
    }
    tokens
}
