//! Where a value is sent.

use super::static_path::StaticPath;
use super::statics::Statics;
use crate::resolve::{Mapping, Target};
use voucher_definition as definition;
use voucher_definition::pointer;

/// Where a value is sent.
pub(crate) struct Destination {
    pub(crate) sent_as: SentAs,
    /// The name in the API.
    pub(crate) name: String,
    pub(crate) pointer: String,
    /// The static that holds the field definition, or that of the member.
    pub(crate) path: StaticPath,
}

/// What a value is sent as.
#[derive(Clone, Copy)]
pub(crate) enum SentAs {
    Field(&'static definition::Field),
    /// A member of `custom`.
    Custom,
    /// A member that the object does not define.
    Extra,
}

impl Destination {
    /// Returns the destination of the clock or of a constant.
    pub(super) fn of(
        mapping: &Mapping<'_>,
        statics: &Statics<'_>,
        field_definition: &'static definition::Field,
    ) -> Self {
        Self {
            sent_as: SentAs::Field(field_definition),
            name: field_definition.name.into(),
            pointer: definition_pointer(mapping, field_definition),
            path: statics.path_of(field_definition),
        }
    }

    /// Returns the destination of a field, by its index in the struct. A part has none, because the derive on its type
    /// maps its fields.
    pub(super) fn of_field(
        mapping: &Mapping<'_>,
        statics: &Statics<'_>,
        target: &Target,
        is_narrowed: bool,
        index: usize,
    ) -> Option<Self> {
        let parent = mapping.parent();
        let (sent_as, name, pointer) = match target {
            Target::Skip(_) | Target::Part(_) => return None,
            Target::Field(field_definition) => {
                let destination = Self::of(mapping, statics, field_definition);
                if !is_narrowed {
                    return Some(destination);
                }
                (destination.sent_as, destination.name, destination.pointer)
            }
            Target::Custom(key, _) => {
                let parent = format!("{parent}/custom");
                (SentAs::Custom, key.clone(), pointer(&parent, key))
            }
            Target::Extra(key, _) => (SentAs::Extra, key.clone(), pointer(parent, key)),
        };
        Some(Self {
            sent_as,
            name,
            pointer,
            path: StaticPath::new_field(index),
        })
    }

    /// Returns the field definition, unless the value is sent as a member that the definition does not list.
    pub(crate) fn field_definition(&self) -> Option<&'static definition::Field> {
        match self.sent_as {
            SentAs::Field(field_definition) => Some(field_definition),
            SentAs::Custom | SentAs::Extra => None,
        }
    }
}

/// Returns the JSON Pointer of a field definition; of a parameter, `/:id` or `/?limit`.
fn definition_pointer(mapping: &Mapping<'_>, field_definition: &definition::Field) -> String {
    match mapping.parameter_name(field_definition) {
        Some(name) => pointer("", &name),
        None => field_definition.pointer(),
    }
}
