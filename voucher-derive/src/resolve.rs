//! Each field beside the row of the definition that it maps to.

use crate::attr::{Constant, Target};
use crate::input::{Input, InputField};
use crate::report::Errors;
use proc_macro2::{Ident, Span};
use std::fmt::Display;
use syn::ext::IdentExt;
use syn::{LitStr, spanned::Spanned};
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::nearest;
use voucher_definition::time::Unit;

/// A struct beside its definition.
pub(crate) struct Event<'i> {
    pub(crate) input: &'i Input<'i>,
    pub(crate) definition: &'static definition::Definition,
    pub(crate) fields: Vec<Mapped<'i>>,
    pub(crate) constants: Vec<(&'static definition::Field, &'i Constant)>,
    pub(crate) waived: Vec<(&'static definition::Field, &'i Ident)>,
    /// Rows that a misspelt name was meant for: nobody misses them.
    pub(crate) meant: Vec<&'static definition::Field>,
    /// A field's words could not be read, so it may map to anything.
    pub(crate) is_partial: bool,
}

/// A field and where it goes.
pub(crate) struct Mapped<'i> {
    pub(crate) input: &'i InputField<'i>,
    pub(crate) place: Place,
    pub(crate) unit: Option<Unit>,
    /// Something of it is wrong and said: nothing more follows from it.
    pub(crate) is_settled: bool,
}

/// Where a field goes.
#[derive(Clone)]
pub(crate) enum Place {
    Skip,
    Row(&'static definition::Field),
    /// A member of `custom`, by its key.
    Custom(String, Span),
    /// A member beside the rows, by its wire name.
    Extra(String, Span),
}

impl Place {
    /// The word that needs the feature `serde`, if one does.
    pub(crate) fn needs_serde(&self) -> Option<&'static str> {
        match self {
            Self::Custom(..) => Some("custom"),
            Self::Extra(..) => Some("extra"),
            Self::Row(row) if matches!(row.kind, Kind::Custom) => Some(row.name),
            Self::Row(_) | Self::Skip => None,
        }
    }
}

impl<'i> Event<'i> {
    /// `None` where the definition itself is not known; then nothing more can be said.
    pub(crate) fn resolve(input: &'i Input<'i>, errors: &mut Errors) -> Option<Self> {
        let definition = resolve_definition(input.words.event.as_ref(), input, errors)?;
        let mut event = Self {
            input,
            definition,
            fields: Vec::new(),
            constants: Vec::new(),
            waived: Vec::new(),
            meant: Vec::new(),
            is_partial: input.words.is_broken || !input.is_struct,
        };
        for constant in &input.words.constants {
            if let Some(row) = event.resolve_name(&constant.name, errors) {
                event.constants.push((row, constant));
            }
        }
        for name in &input.words.optional {
            if let Some(row) = event.resolve_name(name, errors) {
                event.waived.push((row, name));
            }
        }
        for field in &input.fields {
            event.resolve_field(field, errors);
        }
        Some(event)
    }

    /// The row of `timestamp = now`.
    pub(crate) fn now(&self) -> Option<(&'static definition::Field, Span)> {
        let span = self.input.words.now?;
        Some((self.definition.body.field("timestamp")?, span))
    }

    /// The wire names of the entity's rows, or of the flat body's.
    pub(crate) fn parent(&self) -> &'static str {
        let entity = self.definition.entity();
        let first = entity.and_then(|(_, object)| object.fields.first());
        first.map_or("", |row| row.parent)
    }

    pub(crate) fn is_waived(&self, row: &definition::Field) -> bool {
        self.waived.iter().any(|(other, _)| is_same_row(other, row))
    }

    fn resolve_field(&mut self, field: &'i InputField<'i>, errors: &mut Errors) {
        let words = &field.words;
        self.is_partial |= words.is_broken;
        let place = match &words.target {
            Some(Target::Skip(_)) => Some(Place::Skip),
            Some(Target::Custom(span, None)) => Some(Place::Custom(field.name(), *span)),
            Some(Target::Custom(_, Some(key))) => Some(Place::Custom(key.value(), key.span())),
            Some(Target::Extra(name)) => Some(Place::Extra(name.value(), name.span())),
            Some(Target::Rename(name)) => self.resolve_rename(name, errors).map(Place::Row),
            None if words.is_broken => self.find(&field.name()).map(Place::Row),
            None => self.resolve_plain(field, errors).map(Place::Row),
        };
        let unit = words.unix.as_ref().map(|unit| resolve_unit(unit, errors));
        if let Some(place) = place {
            let is_off = place.needs_serde().is_some() && !cfg!(feature = "serde");
            self.fields.push(Mapped {
                input: field,
                place,
                unit: unit.flatten(),
                is_settled: words.is_broken || matches!(unit, Some(None)) || is_off,
            });
        }
    }

    /// A field without a word that says where it goes: its own name does.
    fn resolve_plain(
        &mut self,
        field: &InputField<'_>,
        errors: &mut Errors,
    ) -> Option<&'static definition::Field> {
        let name = field.name();
        let found = self.find(&name);
        if found.is_none() {
            let words = self.unknown(&name);
            let or = match self.definition.custom() {
                Some(_) => {
                    "add `#[ravelin(skip)]`, `#[ravelin(custom)]` or `#[ravelin(rename = \"…\")]`"
                }
                None => "add `#[ravelin(skip)]` or `#[ravelin(rename = \"…\")]`",
            };
            errors.push_spanned(field.ident, format!("{words} {or}"));
        }
        found
    }

    fn resolve_rename(
        &mut self,
        name: &LitStr,
        errors: &mut Errors,
    ) -> Option<&'static definition::Field> {
        let wire = name.value();
        let found = self.definition.fields().find(|row| row.name == wire);
        if found.is_none() {
            let words = match self.find(&wire) {
                Some(row) => {
                    self.meant.push(row);
                    format!(
                        "`rename` takes the name in the API, which is `{}`",
                        row.name
                    )
                }
                None => self.unknown_wire(&wire),
            };
            errors.push_at(name.span(), words);
        }
        found
    }

    /// A field named in the struct's own words.
    fn resolve_name(
        &mut self,
        ident: &Ident,
        errors: &mut Errors,
    ) -> Option<&'static definition::Field> {
        let name = ident.unraw().to_string();
        let found = self.find(&name);
        if found.is_none() {
            let words = format!("{} name a field of the definition", self.unknown(&name));
            errors.push_spanned(ident, words);
        }
        found
    }

    fn find(&self, name: &str) -> Option<&'static definition::Field> {
        self.definition
            .fields()
            .find(|row| row.rust_name == name || row.name == name)
    }

    /// What is wrong with a Rust name, up to what else can be done.
    fn unknown(&mut self, name: &str) -> String {
        let definition = self.definition;
        let names: Vec<_> = definition.fields().map(|row| row.rust_name).collect();
        let is_part = |row: &&str| row.split('_').any(|part| part == name);
        let mut parts = names.iter().copied().filter(is_part);
        let near =
            nearest(name, &names).or_else(|| parts.next().filter(|_| parts.next().is_none()));
        self.meant.extend(near.and_then(|near| self.find(near)));
        match near {
            Some(near) => format!(
                "field `{name}` is not in `{}`; did you mean `{near}`? otherwise",
                definition.name
            ),
            None => format!(
                "field `{name}` is not in `{}`, which has `{}`;",
                definition.name,
                names.join("`, `")
            ),
        }
    }

    fn unknown_wire(&mut self, name: &str) -> String {
        let names: Vec<_> = self.definition.fields().map(|row| row.name).collect();
        let near = nearest(name, &names);
        self.meant.extend(near.and_then(|near| self.find(near)));
        match near {
            Some(near) => format!(
                "`{name}` is not in `{}`; did you mean `{near}`?",
                self.definition.name
            ),
            None => format!(
                "`{name}` is not in `{}`, which has `{}`; a field that it does not know yet is `extra = \"{name}\"`",
                self.definition.name,
                names.join("`, `")
            ),
        }
    }
}

/// Rows are few and stand in one place; their pointers and names tell them apart.
pub(crate) fn is_same_row(one: &definition::Field, other: &definition::Field) -> bool {
    one.parent == other.parent && one.name == other.name
}

/// The definition that `event = "…"` names, or was meant to.
pub(crate) fn resolve_event(
    event: &LitStr,
    errors: &mut Errors,
) -> Option<&'static definition::Definition> {
    let name = event.value();
    if let Some(definition) = definition::Definition::find(&name) {
        return Some(definition);
    }
    let names = definition::DEFINITIONS.map(|definition| definition.name);
    let path = name.trim_start_matches('/').trim_start_matches("v2/");
    let near = definition::Definition::find(path).map(|definition| definition.name);
    let near = near.or_else(|| nearest(&name, &names));
    let words = match near {
        Some(near) => format!("event `{name}` is not known; did you mean `{near}`?"),
        None => format!(
            "event `{name}` is not known; use one of `{}`",
            names.join("`, `")
        ),
    };
    errors.push_at(event.span(), words);
    definition::Definition::find(near?)
}

fn resolve_definition(
    event: Option<&LitStr>,
    input: &Input<'_>,
    errors: &mut Errors,
) -> Option<&'static definition::Definition> {
    if let Some(event) = event {
        return resolve_event(event, errors);
    }
    if !input.words.is_broken {
        let ident = input.ident;
        let names = definition::DEFINITIONS.map(|definition| definition.name);
        let words = format!(
            "`{ident}` names no event; add `#[ravelin(event = \"voucher\")]` (events: `{}`)",
            names.join("`, `")
        );
        errors.push_spanned(ident, words);
    }
    None
}

/// The unit, or `None` where it is reported that there is none.
fn resolve_unit(unit: &LitStr, errors: &mut Errors) -> Option<Unit> {
    let name = unit.value();
    let found = Unit::ALL.into_iter().find(|unit| unit.symbol() == name);
    if found.is_none() {
        let lower = name.to_lowercase();
        let meant = Unit::ALL.into_iter().find(|unit| {
            lower == unit.symbol() || unit.name().starts_with(&lower) && lower.len() > 1
        });
        let words: &dyn Display = match &meant {
            Some(unit) => &format!(
                "`unix` knows no `{name}`; did you mean `{}`?",
                unit.symbol()
            ),
            None => &format!("`unix` knows no `{name}`; use `s`, `ms`, `us` or `ns`"),
        };
        errors.push_at(unit.span(), words);
    }
    found
}

impl Mapped<'_> {
    /// The row, where the field maps to one.
    pub(crate) fn row(&self) -> Option<&'static definition::Field> {
        match self.place {
            Place::Row(row) => Some(row),
            _ => None,
        }
    }

    /// Where the field's type stands.
    pub(crate) fn span(&self) -> Span {
        self.input.ty.span()
    }
}
