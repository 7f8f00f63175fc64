//! The errors for names that the definition does not have.

use super::model::Mapping;
use crate::attr::{Role, TargetKey};
use crate::input::InputField;
use crate::lookup::path_to_parent;
use crate::pattern::Pattern;
use crate::report::{Errors, quote_list};
use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;
use voucher_definition as definition;
use voucher_definition::suggest::{nearest, related};

impl Mapping<'_> {
    /// Reports every unknown name in the keys of the struct and among its fields.
    pub(super) fn report_unknown_names(
        &mut self,
        unresolved: &[&InputField<'_>],
        errors: &mut Errors,
    ) {
        let input = self.input;
        for name in input.keys.constants.iter().map(|constant| &constant.name) {
            self.report_ident(name, errors);
        }
        for name in &input.keys.optional {
            self.report_waived(name, is_waivable, errors);
        }
        for name in &input.keys.relaxed {
            self.report_waived(name, |_| true, errors);
        }
        for field in unresolved {
            if let Some(pattern) = &field.keys.pattern {
                Pattern::compile(pattern, None, errors);
            }
            match field.keys.target() {
                Some(TargetKey::Rename(name)) => self.report_rename(name, errors),
                _ if field.keys.status.is_broken => {}
                _ => self.report_field(field, errors),
            }
        }
    }

    /// Returns the message for a part that names no object, and has only fields of the same nested object.
    pub(super) fn other_object(&self, unresolved: &[&InputField<'_>]) -> Option<String> {
        let input = self.input;
        let is_part = input.role == Role::Part && input.keys.object.is_none();
        let (first, others) = unresolved
            .split_first()
            .filter(|_| is_part && self.fields.is_empty())?;
        let path = self.path_to_parent(&first.name)?;
        let is_there =
            |field: &&InputField<'_>| self.path_to_parent(&field.name).as_ref() == Some(&path);
        others.iter().all(is_there).then(|| {
            format!(
                "the fields of `{}` are not in `{}`, but in an object in it; add `object = \"{path}\"`",
                input.ident,
                self.name()
            )
        })
    }

    /// Reports a field with an unknown name and without a key that decides where it is sent.
    fn report_field(&mut self, field: &InputField<'_>, errors: &mut Errors) {
        let name = &field.name;
        if self.is_entity(name) {
            errors.push_spanned(field.ident, entity_message(name));
            return;
        }
        if let Some(body) = self.unmapped_body() {
            let message = format!(
                "field `{name}` is not a parameter of `{}`\nif it is the body, which is {}, add `#[ravelin(body)]`; `#[ravelin(skip)]` does not send it",
                self.name(),
                body.kind.noun()
            );
            self.suggested.push(body);
            errors.push_spanned(field.ident, message);
            return;
        }
        let near = self.nearest(name, |field_definition| field_definition.rust_name);
        let similar = near.or_else(|| {
            let unmapped = self.unmapped_names(|field_definition| field_definition.rust_name);
            self.find(related(name, &unmapped)?)
        });
        self.suggested.extend(similar);
        let start = format!("field `{name}` is not in `{}`", self.name());
        let other = self.other_targets();
        let mut message = match (near, similar) {
            (Some(field_definition), _) => format!(
                "{start}; did you mean `{}`?\nrename it, or add `#[ravelin(rename = \"{}\")]`; {other}",
                field_definition.rust_name, field_definition.name
            ),
            (None, Some(field_definition)) => format!(
                "{start}\nif it is `{}`, add `#[ravelin(rename = \"{}\")]`; {other}",
                field_definition.rust_name, field_definition.name
            ),
            (None, None) if self.path_to_parent(name).is_some() => format!(
                "{start}\nit is in `{0}`: map it in a struct with `#[derive(RavelinFields)]` and `object = \"{0}\"`; {other}",
                self.path_to_parent(name).unwrap_or_default()
            ),
            (None, None) => match self.unmapped_names(|unmapped| unmapped.name).as_slice() {
                [] => format!("{start}\n{other}"),
                names => format!(
                    "{start}\n{other}; `#[ravelin(rename = \"…\")]` sends it as one of {}",
                    quote_list(names)
                ),
            },
        };
        message += &self.partial_advice(name);
        errors.push_spanned(field.ident, message);
    }

    /// Returns the path to the first object within the mapped one that has a field of this name.
    fn path_to_parent(&self, name: &str) -> Option<String> {
        path_to_parent(self.object.definition, &self.object.path, name)
    }

    /// Returns what to do with a field that the definition does not have.
    fn other_targets(&self) -> &'static str {
        match self.custom() {
            Some(_) => {
                "`#[ravelin(custom)]` sends it as a member of `custom`, `#[ravelin(skip)]` does not send it"
            }
            None => "`#[ravelin(skip)]` does not send it",
        }
    }

    /// Returns another line for a field that a partial definition does not list.
    fn partial_advice(&self, name: &str) -> String {
        let object = self.object.definition;
        if !self.definition.is_partial
            || !self.has_object()
            || object.is_closed
            || self.path_to_parent(name).is_some()
        {
            return String::new();
        }
        format!(
            "\nthe definition of `{}` is partial: `#[ravelin(extra = \"{}\")]` sends a field that it does not list",
            self.name(),
            lower_camel(name)
        )
    }

    /// Reports an unknown name in `rename`.
    fn report_rename(&mut self, name: &LitStr, errors: &mut Errors) {
        let wire = name.value();
        if self.is_entity(&wire) {
            errors.push_at(name.span(), entity_message(&wire));
            return;
        }
        if let Some(message) = self.parameter_message(&wire) {
            errors.push_at(name.span(), message);
            return;
        }
        let near = self.nearest(&wire, |field_definition| field_definition.name);
        let suggested = self.find(&wire).or(near);
        self.suggested.extend(suggested);
        let message = match (self.find(&wire), near) {
            (Some(field_definition), _) => format!(
                "expected the name in the API, which is `{}`",
                field_definition.name
            ),
            (None, Some(near)) => format!(
                "`{wire}` is not in `{}`; did you mean `{}`?",
                self.name(),
                near.name
            ),
            (None, None) => format!(
                "`{wire}` is not in `{}`; fields without a source: {}\n`extra = \"{wire}\"` sends a field that the definition does not have",
                self.name(),
                quote_list(&self.unmapped_names(|field_definition| field_definition.name))
            ),
        };
        errors.push_at(name.span(), message);
    }

    /// Returns the body, if it is not an object and nothing maps it yet.
    fn unmapped_body(&self) -> Option<&'static definition::Field> {
        let body = self.body_field()?;
        (!self.has_source(body) && !self.is_suggested(body)).then_some(body)
    }

    /// Reports an unknown name in a key of the struct.
    fn report_ident(&mut self, ident: &Ident, errors: &mut Errors) {
        if self.find_ident(ident).is_some() {
            return;
        }
        let name = ident.unraw().to_string();
        if self.is_entity(&name) {
            errors.push_spanned(ident, entity_message(&name));
            return;
        }
        if let Some(body) = self.unmapped_body().filter(|_| name == "body") {
            self.suggested.push(body);
            let message = "a field sends the body; map it to one with `#[ravelin(body)]`";
            errors.push_spanned(ident, message);
            return;
        }
        let near = self.nearest(&name, |field_definition| field_definition.rust_name);
        self.suggested.extend(near);
        let message = match near {
            Some(near) => format!(
                "field `{name}` is not in `{}`; did you mean `{}`?",
                self.name(),
                near.rust_name
            ),
            None => format!(
                "field `{name}` is not in `{}`; fields without a source: {}",
                self.name(),
                quote_list(&self.unmapped_names(|field_definition| field_definition.rust_name))
            ),
        };
        errors.push_spanned(ident, message);
    }

    /// Reports an unknown name in `optional(…)` or `relax(…)`. Suggests only fields that can be there, also if they have a source.
    fn report_waived(
        &mut self,
        ident: &Ident,
        is_allowed: fn(&definition::Field) -> bool,
        errors: &mut Errors,
    ) {
        let name = ident.unraw().to_string();
        let mut field_definitions = self.field_definitions();
        field_definitions.retain(|field_definition| is_allowed(field_definition));
        let names: Vec<_> = field_definitions
            .iter()
            .map(|field_definition| field_definition.rust_name)
            .collect();
        match nearest(&name, &names) {
            Some(near) if self.find_ident(ident).is_none() => {
                let api = self.name();
                let message = format!("field `{name}` is not in `{api}`; did you mean `{near}`?");
                self.suggested.extend(
                    field_definitions
                        .into_iter()
                        .find(|field_definition| field_definition.rust_name == near),
                );
                errors.push_spanned(ident, message);
            }
            _ => self.report_ident(ident, errors),
        }
    }
}

/// Whether a field definition can be in `optional(…)`.
fn is_waivable(field_definition: &definition::Field) -> bool {
    field_definition.is_required() && field_definition.evidence.is_waivable()
}

/// Returns the message for a name that is the entity.
fn entity_message(name: &str) -> String {
    format!(
        "`{name}` is the entity itself; map its fields, or flatten a part of it with `#[ravelin(flatten)]`"
    )
}

/// Converts `dispute_id` to `disputeId`.
fn lower_camel(name: &str) -> String {
    let mut parts = name.split('_').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |mut camel, part| {
        let mut letters = part.chars();
        if let Some(letter) = letters.next().map(char::to_uppercase) {
            camel.extend(letter);
        }
        camel + letters.as_str()
    })
}
