//! Code that only rust-analyzer reads, for hover, go-to-definition and completion inside `#[ravelin(…)]`.
//!
//! rust-analyzer maps a token of an attribute to the tokens of the expansion that have its span, whatever their text is. So each
//! key and each name of a field definition becomes a path with that span, to an item whose docs are those of the key or the
//! field. rustc never sees these paths: they are emitted only inside rust-analyzer.

use crate::attr::Level;
use crate::code_buffer::Code;
use crate::core_path::CorePath;
use crate::input::Input;
use crate::lookup::dotted_path;
use crate::lower::Lowered;
use crate::report::Errors;
use crate::resolve::Mapping;
use crate::template::{Name, emit};
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use std::sync::OnceLock;
use syn::{Attribute, Data, DeriveInput, Meta};
use voucher_definition::{DEFINITIONS, Definition, Field, words};

/// The keys whose values are lists of fields, by their Rust names.
const LISTS: [&str; 3] = ["constant", "optional", "relax"];

/// The docs of the definitions that ship with the toolkit.
const PAGES: &str = "https://docs.rs/voucher-core/latest/voucher_core/definitions";

/// Returns whether the macro runs inside rust-analyzer, whose server for macros is a program of its own.
pub(crate) fn is_running() -> bool {
    static IS_RUNNING: OnceLock<bool> = OnceLock::new();
    *IS_RUNNING.get_or_init(|| {
        let program = std::env::current_exe().ok();
        let name = program.as_ref().and_then(|program| program.file_name());
        name.is_some_and(|name| name.to_string_lossy().contains("rust-analyzer"))
    })
}

/// Writes the names in the attributes of an item before its other code, inside rust-analyzer. They must be first: to complete a
/// name, rust-analyzer compares an expansion with one in which a name is added, at the same distance from the start.
pub(crate) fn before<'i>(tokens: TokenStream, names: impl FnOnce() -> Names<'i>) -> TokenStream {
    if !is_running() {
        return tokens;
    }
    let mut all = names().emit();
    all.extend(tokens);
    all
}

/// Reports types that cannot be sent. rustc reports them with the same message, but only when it checks types, and rust-analyzer
/// does not. A local type may have the name of the type, which cannot be seen here.
pub(crate) fn report_mismatches(lowered: &Lowered<'_>, errors: &mut Errors) {
    for field in lowered.fields() {
        if let (Some(mismatch), Some(message)) = (&field.mismatch, field.mismatch_message()) {
            errors.push_at(mismatch.span, message);
        }
    }
}

/// The names in the attributes of an item, and what they mean.
pub(crate) struct Names<'i> {
    input: &'i DeriveInput,
    core: &'i CorePath,
    /// What the attributes are written on: the item, and its fields or variants.
    levels: [Level; 2],
    definition: Option<&'static Definition>,
    /// The field definitions that a list of fields can name.
    fields: Vec<&'static Field>,
    /// The field definitions that strings name, with the span of each string.
    named: Vec<(Span, &'static Field)>,
}

impl<'i> Names<'i> {
    /// Returns the names in the attributes of a struct. `mapping` is `None` if its definition is unknown.
    pub(crate) fn of_struct(
        input: &'i Input<'_>,
        mapping: Option<&Mapping<'_>>,
        core: &'i CorePath,
    ) -> Self {
        let mut names = Self {
            input: input.source,
            core,
            levels: [input.role.level(), Level::Field],
            definition: mapping.map(|mapping| mapping.definition),
            fields: mapping.map(Mapping::field_definitions).unwrap_or_default(),
            named: Vec::new(),
        };
        for field in mapping.into_iter().flat_map(|mapping| &mapping.fields) {
            if let (Some(rename), Some(definition)) =
                (&field.input.keys.rename, field.field_definition())
            {
                names.named.push((rename.span(), definition));
            }
        }
        names
    }

    /// Returns the names in the attributes of an enum. `field` is what the key `field` names.
    pub(crate) fn of_enum(
        input: &'i DeriveInput,
        levels: [Level; 2],
        definition: Option<&'static Definition>,
        field: Option<&'static Field>,
        core: &'i CorePath,
    ) -> Self {
        let keys = keys_of(&input.attrs);
        let key = keys.iter().find(|key| key.name == "field");
        let path = key.and_then(Key::literal);
        Self {
            input,
            core,
            levels,
            definition,
            fields: Vec::new(),
            named: path
                .zip(field)
                .into_iter()
                .map(|(path, field)| (path.span(), field))
                .collect(),
        }
    }

    /// Writes the paths.
    ///
    /// ```text
    /// // Output:
    /// #[cfg(rust_analyzer)]
    /// const _: () = {
    ///     use ::voucher_core as __voucher;
    ///     use __voucher::__::keys::event as __item_keys;
    ///     use __item_keys::{event as _, constant as _,};
    ///     use __voucher::__::keys::field as __member_keys;
    ///     use __member_keys::{rename as _,};
    ///     mod __fields {
    ///         #[doc = "`voucher.voucherCode`: identifier, required (inferred) …"]
    ///         pub mod voucher_code {}
    ///     }
    ///     use __fields::{voucher_code as _,};
    /// };
    /// ```
    pub(crate) fn emit(&self) -> TokenStream {
        let keys = keys_of(&self.input.attrs);
        let members = keys_of(&self.attributes_of_members());
        let [item_module, member_module] = self.levels.map(|level| Name(level.module()));
        let core = self.core.tokens();
        emit!(=> #[cfg(rust_analyzer)] const _: () = {
            use #core as __voucher;
            use __voucher::__::keys::#item_module as __item_keys;
            use __voucher::__::keys::#member_module as __member_keys;
            #emit_paths("__item_keys", &names_of(&keys))
            #emit_paths("__member_keys", &names_of(&members))
            #self.emit_definition(&keys)
            #self.emit_fields(&keys)
        };)
    }

    /// Writes a module for the definition, and the path to it.
    fn emit_definition(&self, keys: &[Key], code: &mut Code) {
        let (Some(definition), Some(key)) = (self.definition, definition_key(keys)) else {
            return;
        };
        let module = name_at(definition.rust_path, self.definition_span(keys));
        let docs = describe(definition, key.name == "event");
        emit!(code => mod __definitions { #[doc = #docs] pub mod #module {} });
        if let Some(literal) = key.literal() {
            let span = literal.span();
            emit_paths(
                "__definitions",
                &[name_at(definition.rust_path, span)],
                code,
            );
            self.emit_static("DEFINITION", span, code);
        }
    }

    /// Writes a module for each field definition, and the paths to those that are named.
    fn emit_fields(&self, keys: &[Key], code: &mut Code) {
        let mut modules: Vec<(&'static Field, String)> = Vec::new();
        for field in &self.fields {
            add_module(field, &mut modules);
        }
        let mut named = Vec::new();
        for (span, field) in &self.named {
            named.push(name_at(&add_module(field, &mut modules), *span));
            self.emit_static(&field.rust_name.to_uppercase(), *span, code);
        }
        let mut listed = Vec::new();
        for key in keys {
            if LISTS.iter().any(|list| key.name == list) {
                listed.extend(key.list());
            }
        }
        let span = self.definition_span(keys);
        emit!(code =>
            mod __fields {
                #for ((field, name) in &modules) {
                    #[doc = #{describe_field(field)}] pub mod #{name_at(name, span)} {}
                }
            }
            #emit_paths("__fields", &listed)
            #emit_paths("__fields", &named)
        );
    }

    /// Writes the path of a static in a built-in table, to which go-to-definition leads, too.
    fn emit_static(&self, name: &str, span: Span, code: &mut Code) {
        let definition = self.definition.map_or("", |definition| definition.name);
        if let Some(table) = DEFINITIONS.iter().find(|table| table.name == definition) {
            emit!(code => use __voucher::__::#{Name(table.rust_path)}::{#{name_at(name, span)} as _,};);
        }
    }

    /// Returns the span to which go-to-definition leads from the name of a field definition: next to that of the definition.
    /// The name itself leads to the definition.
    fn definition_span(&self, keys: &[Key]) -> Span {
        let equals = definition_key(keys).and_then(|key| key.value.first());
        equals.map_or_else(|| self.input.ident.span(), TokenTree::span)
    }

    /// Returns the attributes of the fields or variants.
    fn attributes_of_members(&self) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        match &self.input.data {
            Data::Struct(data) => {
                for field in &data.fields {
                    attributes.extend(field.attrs.iter().cloned());
                }
            }
            Data::Enum(data) => {
                for variant in &data.variants {
                    attributes.extend(variant.attrs.iter().cloned());
                }
            }
            Data::Union(_) => {}
        }
        attributes
    }
}

/// A key, which may be half typed, and the tokens after it up to the comma.
struct Key {
    name: Ident,
    value: Vec<TokenTree>,
}

impl Key {
    /// Returns the literal of `key = "value"`.
    fn literal(&self) -> Option<&Literal> {
        match self.value.as_slice() {
            [TokenTree::Punct(_), TokenTree::Literal(literal), ..] => Some(literal),
            _ => None,
        }
    }

    /// Returns the names in `key(name, name = value)`.
    fn list(&self) -> Vec<Ident> {
        match self.value.first() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                names_of(&split(group.stream()))
            }
            _ => Vec::new(),
        }
    }
}

/// Returns the keys of all `#[ravelin(…)]`. Unlike the parser of keys, it needs no value after a key.
fn keys_of(attributes: &[Attribute]) -> Vec<Key> {
    let mut keys = Vec::new();
    for attribute in attributes {
        if let Meta::List(list) = &attribute.meta {
            if list.path.is_ident("ravelin") {
                keys.extend(split(list.tokens.clone()));
            }
        }
    }
    keys
}

/// Returns the key that names the definition.
fn definition_key(keys: &[Key]) -> Option<&Key> {
    let mut keys = keys.iter();
    keys.find(|key| key.name == "event" || key.name == "definition")
}

/// Splits tokens at commas. A part that does not begin with a name is left out.
fn split(tokens: TokenStream) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let (mut is_start, mut is_known) = (true, false);
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => is_start = true,
            TokenTree::Ident(name) if is_start => {
                let value = Vec::new();
                keys.push(Key { name, value });
                (is_start, is_known) = (false, true);
            }
            other => {
                is_known &= !is_start;
                is_start = false;
                if let Some(key) = keys.last_mut().filter(|_| is_known) {
                    key.value.push(other);
                }
            }
        }
    }
    keys
}

/// Returns the names of keys, as they can be in paths.
fn names_of(keys: &[Key]) -> Vec<Ident> {
    let mut names = Vec::new();
    for key in keys {
        names.push(name_at(&key.name.to_string(), key.name.span()));
    }
    names
}

/// Writes the paths of names in a module. Each has a comma, so that the list has the same form with one more.
fn emit_paths(module: &str, names: &[Ident], code: &mut Code) {
    emit!(code => use #{Name(module)}::{ #for (name in names) { #name as _, } };);
}

/// Returns a name with a span. A keyword gets an underscore.
fn name_at(name: &str, span: Span) -> Ident {
    let name = name.trim_start_matches("r#");
    let parsed = syn::parse_str(name).or_else(|_| syn::parse_str(&format!("{name}_")));
    let mut name = parsed.unwrap_or_else(|_| Ident::new("other", span));
    name.set_span(span);
    name
}

/// Returns the name of the module of a field definition: its Rust name, if no other module has it. Adds the module if it is new.
fn add_module(field: &'static Field, modules: &mut Vec<(&'static Field, String)>) -> String {
    for (other, name) in &*modules {
        if std::ptr::eq(*other, field) {
            return name.clone();
        }
    }
    let mut name = String::from(if field.rust_name.is_empty() {
        "body"
    } else {
        field.rust_name
    });
    while modules.iter().any(|(_, other)| *other == name) {
        name.push('_');
    }
    modules.push((field, name.clone()));
    name
}

/// Describes a definition: what it is for, its fields, and the page that documents it. One that ships with the toolkit has a
/// page in the docs, too.
fn describe(definition: &Definition, is_shipped: bool) -> String {
    let mut docs = format!("`{} {}`", definition.method, definition.path);
    push_paragraph(&mut docs, definition.description);
    let fields = definition.fields();
    let list: Vec<_> = fields
        .map(|field| format!("- {}", summary(field)))
        .collect();
    push_paragraph(&mut docs, &list.join("\n"));
    if is_shipped {
        let page = format!("{PAGES}/{}/index.html", definition.rust_path);
        push_paragraph(&mut docs, &format!("[All fields]({page})"));
    }
    push_source(&mut docs, definition.source);
    docs
}

/// Describes a field definition: its path, type and status, what it means, its rules, and the page that documents it.
fn describe_field(field: &Field) -> String {
    let mut docs = summary(field);
    push_paragraph(&mut docs, field.description);
    let rules = words::rules(field);
    if !rules.is_empty() {
        push_paragraph(&mut docs, &format!("Rules: {}", rules.join(", ")));
    }
    push_source(&mut docs, field.source);
    docs
}

/// Returns the path, the type and the status of a field: `` `voucher.value`: amount, required (inferred) ``.
fn summary(field: &Field) -> String {
    let path = dotted_path(&field.pointer());
    let path = if path.is_empty() { "body" } else { &path };
    format!(
        "`{path}`: {}, {}",
        words::type_of(field),
        words::status(field)
    )
}

fn push_source(docs: &mut String, source: &str) {
    if !source.is_empty() {
        push_paragraph(docs, &format!("Source: <{source}>"));
    }
}

fn push_paragraph(docs: &mut String, paragraph: &str) {
    if !paragraph.is_empty() {
        docs.push_str("\n\n");
        docs.push_str(paragraph);
    }
}
