//! Any JSON value.

use super::{Checked, Direct, PutAs, Value};
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use core::marker::PhantomData;
use voucher_definition::Field;

/// Any JSON value. `Option` does not implement it, because an `Option` is a value itself: `None` is `null`, or is omitted if
/// the field is not required.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as any value: it does not implement `serde::Serialize`",
    label = "not `Serialize`",
    note = "add `#[derive(serde::Serialize)]` to the type, or `#[ravelin(with = path)]` to the field"
)]
pub trait Any<M, W = Checked> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;

    /// Returns `TYPE`, for values whose type has no name.
    fn type_info(&self) -> TypeInfo {
        Self::TYPE
    }

    /// No value needs a currency.
    fn assert_converted(&self) {}

    /// Checks whether there is a value.
    fn is_present(&self) -> bool;

    /// Writes the value. `None` is written as `null` if the field is required, and omitted otherwise.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;

    /// Writes the value; `None` as `null`.
    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;

    /// Writes the value, or reports a violation if it is absent.
    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;

    /// Writes a value that must always be present.
    fn put_present(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> PutAs<M> {
        let at = self.put(encoder, at, field);
        PutAs {
            at,
            conversion: PhantomData,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + ?Sized, W> Any<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo::ACCEPTED;

    fn is_present(&self) -> bool {
        !crate::encode::is_none(self)
    }

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.any(at, field, self, field.is_required())
    }

    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.any(at, field, self, true)
    }

    fn put_required(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        if Any::<Direct, W>::is_present(self) {
            encoder.any(at, field, self, true)
        } else {
            encoder.absent(at, field)
        }
    }
}

/// Values of any type.
#[derive(Debug)]
pub enum OfAny {}

#[diagnostic::do_not_recommend]
impl<T: Any<M, W> + ?Sized, M, W> Value<OfAny, M, W> for T {
    const TYPE: TypeInfo = T::TYPE;

    fn is_present(&self) -> bool {
        Any::is_present(self)
    }

    fn put_or_null(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        Any::put_or_null(self, encoder, at, field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::written::{written, written_by};
    use crate::kind::{OfArray, OfMap};
    use alloc::collections::BTreeMap;
    use alloc::string::{String, ToString};
    use alloc::vec;
    use serde_json::json;
    use voucher_definition::{Array, Evidence, Kind, Map};

    static OPTIONAL: Field = Field::new("a", "a", "", Kind::Any);
    static REQUIRED: Field = Field::new("a", "a", "", Kind::Any).required(Evidence::Documented);
    static LIST: Field = Field::new("a", "a", "", Kind::Array(&ARRAY));
    static ARRAY: Array = Array {
        element: &Field::element("/a", Kind::Any),
        min: 0,
        max: u32::MAX,
        unique: false,
    };
    static OF_KEYS: Field = Field::new("a", "a", "", Kind::Map(&MAP));
    static MAP: Map = Map {
        key: &Field::element("/a", Kind::Text),
        value: &Field::element("/a", Kind::Any),
        min: 0,
        max: u32::MAX,
    };

    #[test]
    fn any_value_is_written_as_serde_json_writes_it() {
        for value in [
            json!(null),
            json!([1, null]),
            json!({"b": 0.5}),
            json!("é\n"),
            json!(true),
        ] {
            let put = |field| written_by(|encoder, at| Any::<_>::put(&value, encoder, at, field));
            assert_eq!(put(&OPTIONAL), Ok(json!({ "a": value }).to_string()));
            assert_eq!(put(&REQUIRED), Ok(json!({ "a": value }).to_string()));
            assert!(Any::<_>::is_present(&value));
        }
    }

    #[test]
    fn none_is_omitted_or_null() {
        let none: Option<i64> = None;
        assert!(!Any::<_>::is_present(&none));
        let put = |field| written_by(|encoder, at| Any::<_>::put(&none, encoder, at, field));
        assert_eq!(put(&OPTIONAL), Ok(String::from("{}")));
        assert_eq!(put(&REQUIRED), Ok(String::from(r#"{"a":null}"#)));
        let put =
            |field| written_by(|encoder, at| Any::<_>::put_required(&none, encoder, at, field));
        assert_eq!(
            put(&REQUIRED),
            Err(String::from("/a: required, but missing"))
        );
        let list = vec![Some(1), None];
        assert_eq!(
            written::<OfArray<OfAny>, _>(&LIST, &list),
            Ok(json!({ "a": list }).to_string())
        );
        let map = BTreeMap::from([("b", None), ("c", Some(2))]);
        assert_eq!(
            written::<OfMap<OfAny>, _>(&OF_KEYS, &map),
            Ok(json!({ "a": map }).to_string())
        );
    }

    #[test]
    fn a_value_that_json_cannot_represent_is_a_violation() {
        let result = written_by(|encoder, at| Any::<_>::put(&f64::NAN, encoder, at, &OPTIONAL));
        assert!(result.unwrap_err().starts_with("/a: "));
    }
}
