//! Fuzz targets for every input from outside. A proc-macro crate exports only its macros, so the modules of the derives are included
//! here.

extern crate proc_macro; // as in every proc-macro crate

mod answer;
mod attributes;
mod base_url;
mod check_lines;
mod definition;
mod encoder;
mod expression;
mod imports;
mod requests;
pub mod rewrite;
mod stored;
mod structs;

#[path = "../../voucher-derive/src"]
mod derive {
    pub(crate) mod allowed_lints;
    pub(crate) mod attr;
    pub(crate) mod check;
    pub(crate) mod code_buffer;
    pub(crate) mod core_path;
    pub(crate) mod definition_file;
    pub(crate) mod editor;
    pub(crate) mod emit;
    pub(crate) mod enum_derive;
    pub(crate) mod fallback;
    pub(crate) mod impl_header;
    pub(crate) mod index;
    pub(crate) mod input;
    pub(crate) mod lookup;
    pub(crate) mod lower;
    pub(crate) mod pattern;
    pub(crate) mod report;
    pub(crate) mod resolve;
    pub(crate) mod template;
    pub(crate) mod warning;
}

// The modules refer to each other by these paths.
pub(crate) use crate::derive::{
    allowed_lints, attr, check, code_buffer, core_path, definition_file, editor, emit, enum_derive,
    fallback, impl_header, index, input, lookup, lower, pattern, report, resolve, template,
    warning,
};

use crate::attr::{Level, Role};
use crate::core_path::CorePath;
use crate::editor::Names;
use crate::enum_derive::EnumMapping;
use crate::input::Input;
use crate::report::Errors;
use proc_macro2::TokenStream;
use std::fmt;
use std::ops::AddAssign;
use syn::DeriveInput;

/// A function that runs one input.
pub type Target = fn(&[u8]) -> Result<Counts, Finding>;

/// The targets by name.
pub const TARGETS: [(&str, Target); 11] = [
    ("answer", answer::run),
    ("attributes", attributes),
    ("base_url", base_url::run),
    ("check", check_lines::run),
    ("definition", definition::run),
    ("encoder", encoder::run),
    ("import", imports::run),
    ("pattern", expression::run),
    ("requests", requests::run),
    ("stored", stored::run),
    ("structs", structs),
];

/// What became of one input. A derive is accepted if it has no errors; an input of several requests has several results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The number of accepted derives, files, requests or values.
    pub accepted: usize,
    /// The number of rejected ones.
    pub rejected: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.rejected += other.rejected;
    }
}

/// A failure that the fuzzer found.
#[derive(Debug)]
pub struct Finding(String);

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Runs one input through a target.
///
/// # Errors
///
/// Fails if the input finds a bug, or if there is no target with this name.
///
/// # Panics
///
/// Panics if what is tested panics.
pub fn run(name: &str, bytes: &[u8]) -> Result<Counts, Finding> {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = target.ok_or_else(|| Finding(format!("there is no target `{name}`")))?;
    target(bytes)
}

/// Runs any tokens as the keys of `ravelin`. The first byte selects the item, the rest is the tokens' source text.
fn attributes(bytes: &[u8]) -> Result<Counts, Finding> {
    forget_sources();
    attributes::input(bytes).map_or_else(|| Ok(Counts::default()), derive_all)
}

/// Runs structs and enums that are nearly valid.
fn structs(bytes: &[u8]) -> Result<Counts, Finding> {
    forget_sources();
    derive_all(structs::input(bytes))
}

/// Frees the source texts that `proc_macro2` otherwise keeps for spans.
fn forget_sources() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// Runs all derives. Input that `syn` cannot parse never reaches them.
fn derive_all(input: TokenStream) -> Result<Counts, Finding> {
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
        counts += check_output(name, &output)
            .map_err(|message| Finding(format!("{name}: {message}\n{output}")))?;
    }
    let alternatives = derive_one_of(&input);
    if let Err(error) = parse_output(&alternatives) {
        return Err(Finding(format!("RavelinOneOf: {error}\n{alternatives}")));
    }
    Ok(counts)
}

/// Checks that the output parses. That of an enum of alternatives has several impls.
#[cfg(feature = "full")]
fn parse_output(output: &TokenStream) -> syn::Result<()> {
    syn::parse2::<syn::File>(output.clone()).map(|_| ())
}

#[cfg(not(feature = "full"))]
fn parse_output(_: &TokenStream) -> syn::Result<()> {
    Ok(())
}

/// Checks that the output has one impl of the trait, and errors if there are any. All of it must parse, so that a user's mistake
/// never causes an error in generated code.
#[cfg(feature = "full")]
fn check_output(name: &str, output: &TokenStream) -> Result<Counts, String> {
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
    let count = |name| {
        let traits = impls.iter().filter_map(|item| item.trait_.as_ref());
        traits.filter(|(path, _)| is_last(path, name)).count()
    };
    // An enum is a listed value, an integer, or both after an error.
    let is_complete = match name {
        "EnumField" => {
            [0, 1].contains(&count(name))
                && (1..=2).contains(&(count(name) + count("IntegerField")))
        }
        _ => impls.len() == 1 && count(name) == 1,
    };
    if !is_complete {
        return Err(format!("{} impls", impls.len()));
    }
    Ok(Counts {
        accepted: usize::from(errors == 0),
        rejected: usize::from(errors > 0),
    })
}

#[cfg(feature = "full")]
fn is_last(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|part| part.ident == name)
}

/// Without full parsing, only whether there are errors can be checked.
#[cfg(not(feature = "full"))]
fn check_output(_: &str, output: &TokenStream) -> Result<Counts, String> {
    let is_error = output.clone().into_iter().any(
        |token| matches!(token, proc_macro2::TokenTree::Ident(name) if name == "compile_error"),
    );
    Ok(Counts {
        accepted: usize::from(!is_error),
        rejected: usize::from(is_error),
    })
}

// The same stages as in `lib.rs` of `voucher-derive`, whose proc-macro functions cannot be included in another crate.

fn derive_fields(input: &DeriveInput, role: Role) -> TokenStream {
    let mut errors = Errors::new();
    let parsed = Input::parse(input, role, &mut errors);
    let core = CorePath::new(parsed.keys.krate.as_ref());
    let mapping = resolve::resolve(&parsed, &mut errors);
    let tokens = match &mapping {
        Some(mapping) => {
            check::check(mapping, &mut errors);
            let lowered = lower::lower(mapping);
            let mut mismatches = Errors::new();
            editor::report_mismatches(&lowered, &mut mismatches);
            let _ = mismatches.finish(); // rustc reports them, and not the derive
            emit::emit(&lowered, &core)
        }
        None => fallback::emit_stub(input, role, &core),
    };
    let names = || Names::of_struct(&parsed, mapping.as_ref(), &core);
    with_errors(with_names(tokens, names), errors)
}

/// Adds what is written in rust-analyzer, which must parse, too.
fn with_names<'i>(tokens: TokenStream, names: impl Fn() -> Names<'i>) -> TokenStream {
    let mut all = names().emit();
    all.extend(editor::before(tokens, names));
    all
}

fn derive_enum(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let listed = EnumMapping::resolve(input, &mut errors);
    let names = || {
        let (definition, field) = (listed.definition, listed.field_definition());
        let levels = [Level::Enum, Level::Variant];
        Names::of_enum(input, levels, definition, field, &listed.core)
    };
    with_errors(with_names(listed.emit(), names), errors)
}

fn derive_one_of(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::new();
    let mapping = resolve::resolve_one_of(input, &mut errors);
    let mut units = TokenStream::new();
    for variant in &mapping.variants {
        if let resolve::Content::Unit(unit) = &variant.content {
            let ident = &unit.ident;
            let tokens = derive_fields(unit, Role::Part);
            units.extend(quote::quote!(struct #ident {} #tokens));
        }
    }
    let names = || {
        let (definition, field) = match &mapping.field {
            Some(field) => (Some(field.around), Some(field.definition)),
            None => (None, None),
        };
        let levels = [Level::OneOf, Level::Alternative];
        Names::of_enum(input, levels, definition, field, &mapping.core)
    };
    let tokens = emit::emit_one_of(&mapping, &units);
    with_errors(with_names(tokens, names), errors)
}

fn with_errors(mut tokens: TokenStream, errors: Errors) -> TokenStream {
    if let Err(error) = errors.finish() {
        tokens.extend(error.to_compile_error());
    }
    tokens
}
