//! The structs with which `serde_json` passes on text that is JSON already.

use serde::ser::{self, Serialize, Serializer};

/// A struct whose only field has the same name and is JSON text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// `serde_json::value::RawValue`.
    Value,
    /// `serde_json::Number`, with the feature `arbitrary_precision`.
    Number,
}

impl Token {
    const ALL: [Self; 2] = [Self::Value, Self::Number];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Value => "$serde_json::private::RawValue",
            Self::Number => "$serde_json::private::Number",
        }
    }

    /// Returns the token with this name, if `serde_json` is built with the feature that supports it.
    #[inline]
    pub(super) fn of(name: &'static str) -> Option<Self> {
        let mut tokens = Self::ALL.into_iter();
        let token = tokens.find(|token| token.name() == name)?;
        token.is_known().then_some(token)
    }

    /// Checks whether `serde_json` writes the text unchanged, and not as a string.
    #[cold]
    fn is_known(self) -> bool {
        let written = serde_json::to_string(&RawStruct(self.name(), "1"));
        written.is_ok_and(|json| json == "1")
    }
}

/// Checks whether `serde_json` passes on numbers as text (its feature `arbitrary_precision`).
#[cold]
pub(super) fn keeps_number_text() -> bool {
    Token::Number.is_known()
}

/// A struct with one field of the same name.
pub(super) struct RawStruct<'v, T: ?Sized>(pub(super) &'static str, pub(super) &'v T);

impl<T: Serialize + ?Sized> Serialize for RawStruct<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut to = to.serialize_struct(self.0, 1)?;
        ser::SerializeStruct::serialize_field(&mut to, self.0, self.1)?;
        ser::SerializeStruct::end(to)
    }
}
