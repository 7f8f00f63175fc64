//! Reports the names that the definition does not have.

use super::model::Mapping;
use crate::attr::TargetKey;
use crate::input::InputField;
use crate::lookup::place_of;
use crate::pattern::Pattern;
use crate::report::{Errors, quote_list};
use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;
use voucher_definition::Evidence;
use voucher_definition::suggest::{nearest, related};

impl Mapping<'_> {
    /// Every name that has no place.
    pub(super) fn report(&mut self, unplaced: &[&InputField<'_>], errors: &mut Errors) {
        let input = self.input;
        for name in input.keys.constants.iter().map(|constant| &constant.name) {
            self.report_ident(name, errors);
        }
        for name in &input.keys.optional {
            self.report_optional(name, errors);
        }
        for field in unplaced {
            if let Some(pattern) = &field.keys.pattern {
                Pattern::compile(pattern, None, errors);
            }
            match &field.keys.target {
                Some(TargetKey::Rename(name)) => self.report_rename(name, errors),
                _ if field.keys.is_broken => {}
                _ => self.report_field(field, errors),
            }
        }
    }

    /// A field without a word that says where it goes, and whose name does not say it.
    pub(super) fn report_field(&mut self, field: &InputField<'_>, errors: &mut Errors) {
        let name = &field.name;
        if self.is_entity(name) {
            errors.push_spanned(field.ident, whole_entity(name));
            return;
        }
        let near = self.nearest(name, |field_definition| field_definition.rust_name);
        let similar = near.or_else(|| {
            let unmapped = self.unmapped_names(|field_definition| field_definition.rust_name);
            self.find(related(name, &unmapped)?)
        });
        self.suggested.extend(similar);
        let said = format!("field `{name}` is not in `{}`", self.name());
        let other = self.other_targets();
        let mut message = match (near, similar) {
            (Some(field_definition), _) => format!(
                "{said}; did you mean `{}`?\nrename it, or add `#[ravelin(rename = \"{}\")]`; {other}",
                field_definition.rust_name, field_definition.name
            ),
            (None, Some(field_definition)) => format!(
                "{said}\nif it is `{}`, add `#[ravelin(rename = \"{}\")]`; {other}",
                field_definition.rust_name, field_definition.name
            ),
            (None, None) if place_of(self.scope.object, name).is_some() => format!(
                "{said}\nit is in `{0}`, which is mapped by a struct with `#[derive(RavelinFields)]` and `object = \"{0}\"`; {other}",
                place_of(self.scope.object, name).unwrap_or_default()
            ),
            (None, None) => format!(
                "{said}\n{other}; `#[ravelin(rename = \"…\")]` as one of {}",
                quote_list(&self.unmapped_names(|field_definition| field_definition.name))
            ),
        };
        message += &self.partial_advice(name);
        errors.push_spanned(field.ident, message);
    }

    /// What to do with a field that the definition does not have.
    fn other_targets(&self) -> &'static str {
        match self.custom() {
            Some(_) => {
                "`#[ravelin(custom)]` sends it as a member of `custom`, `#[ravelin(skip)]` does not send it"
            }
            None => "`#[ravelin(skip)]` does not send it",
        }
    }

    /// A further line for a field that a partial definition does not list.
    fn partial_advice(&self, name: &str) -> String {
        let object = self.scope.object;
        if !self.definition.is_partial || object.is_closed || place_of(object, name).is_some() {
            return String::new();
        }
        format!(
            "\nthe definition of `{}` is partial: `#[ravelin(extra = \"{}\")]` sends a field that it does not list",
            self.name(),
            lower_camel(name)
        )
    }

    pub(super) fn report_rename(&mut self, name: &LitStr, errors: &mut Errors) {
        let wire = name.value();
        if self.is_entity(&wire) {
            errors.push_at(name.span(), whole_entity(&wire));
            return;
        }
        let near = self.nearest(&wire, |field_definition| field_definition.name);
        let suggested = self.find(&wire).or(near);
        self.suggested.extend(suggested);
        let message = match (self.find(&wire), near) {
            (Some(field_definition), _) => format!(
                "`rename` takes the name in the API, which is `{}`",
                field_definition.name
            ),
            (None, Some(near)) => format!(
                "`{wire}` is not in `{}`; did you mean `{}`?",
                self.name(),
                near.name
            ),
            (None, None) => format!(
                "`{wire}` is not in `{}`; it has {} without a source\n`extra = \"{wire}\"` sends a field that the toolkit does not know yet",
                self.name(),
                quote_list(&self.unmapped_names(|field_definition| field_definition.name))
            ),
        };
        errors.push_at(name.span(), message);
    }

    /// A field named in the struct's own words.
    pub(super) fn report_ident(&mut self, ident: &Ident, errors: &mut Errors) {
        if self.find_ident(ident).is_some() {
            return;
        }
        let name = ident.unraw().to_string();
        if self.is_entity(&name) {
            errors.push_spanned(ident, whole_entity(&name));
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
                "field `{name}` is not in `{}`; it has {} without a source",
                self.name(),
                quote_list(&self.unmapped_names(|field_definition| field_definition.rust_name))
            ),
        };
        errors.push_spanned(ident, message);
    }

    /// A name in `optional(…)`, which was meant for a field that can be waived, whether or not another field maps it.
    pub(super) fn report_optional(&mut self, ident: &Ident, errors: &mut Errors) {
        let name = ident.unraw().to_string();
        let mut field_definitions = self.field_definitions();
        field_definitions.retain(|field_definition| {
            field_definition.is_required() && field_definition.evidence == Evidence::Inferred
        });
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

fn whole_entity(name: &str) -> String {
    format!(
        "`{name}` is the entity as a whole; map its fields one by one, or some at once with `#[ravelin(flatten)]`"
    )
}

/// `dispute_id` as `disputeId`.
fn lower_camel(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_string();
    words.fold(first, |mut camel, word| {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel + letters.as_str()
    })
}
