//! Whether every value that one field accepts is also accepted by another.

use super::{integers, numbers, strings};
use voucher_definition::{Contents, Field, JsonType, Kind, Selector};

/// Whether every value that the old field accepts is also accepted by the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// It is.
    Accepted,
    /// It is not, or that cannot be decided. With a value that is not accepted anymore, as JSON, if one is known.
    Rejected(Option<String>),
}

impl Comparison {
    /// Returns the result of a condition.
    pub(crate) fn of(is_accepted: bool) -> Self {
        if is_accepted {
            Self::Accepted
        } else {
            Self::Rejected(None)
        }
    }

    /// Returns this result if it is a rejection, and the other one if not.
    pub(crate) fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Accepted => other(),
            Self::Rejected(_) => self,
        }
    }

    pub(crate) fn is_accepted(&self) -> bool {
        *self == Self::Accepted
    }

    /// Returns a value that is not accepted anymore.
    pub(crate) fn into_example(self) -> Option<String> {
        match self {
            Self::Accepted => None,
            Self::Rejected(example) => example,
        }
    }
}

/// Compares all values that two fields accept. Objects, arrays and maps are compared field by field elsewhere, so here one
/// of them only accepts the values of an equal one.
pub(crate) fn accepts_all(old: &Field, new: &Field) -> Comparison {
    if let (Contents::Alternatives(one_of), _) = (old.kind.contents(), new.kind) {
        return one_of
            .alternatives
            .iter()
            .fold(Comparison::Accepted, |comparison, alternative| {
                comparison.and(|| accepts_all(alternative.value, new))
            });
    }
    if let Kind::OneOf(one_of) = new.kind {
        if one_of.selector == Selector::One && old.kind.json_type() == Some(JsonType::Object) {
            // Another alternative may accept a value, too.
            return Comparison::of(old.kind == new.kind);
        }
        let mut alternatives = one_of.alternatives.iter();
        return Comparison::of(
            alternatives.any(|alternative| accepts_all(old, alternative.value).is_accepted()),
        );
    }
    match (old.kind.json_type(), new.kind.json_type()) {
        _ if matches!(new.kind, Kind::Any) => Comparison::Accepted,
        (Some(JsonType::String), Some(JsonType::String)) => strings::accepts_all(old, new),
        (Some(JsonType::Integer), Some(JsonType::Integer)) => integers::accepts_all(old, new),
        (Some(JsonType::Integer), Some(JsonType::Number)) => {
            numbers::accepts_all_integers(old, new)
        }
        (Some(JsonType::Number), Some(JsonType::Number)) => {
            numbers::accepts_all(old.bounds, new.bounds)
        }
        (Some(JsonType::Bool), Some(JsonType::Bool)) => bools(old, new),
        (Some(JsonType::Object), _) if matches!(new.kind, Kind::Custom) => Comparison::Accepted,
        _ => Comparison::of(old.kind == new.kind),
    }
}

fn bools(old: &Field, new: &Field) -> Comparison {
    for value in [true, false] {
        if old.check_bool(value).is_ok() && new.check_bool(value).is_err() {
            return Comparison::Rejected(Some(value.to_string()));
        }
    }
    Comparison::Accepted
}
