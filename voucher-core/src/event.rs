//! The trait of events, and the ready-made events.

mod body;
#[cfg(feature = "derive")]
mod ready_made;
mod voucher_type;
#[cfg(feature = "serde")]
mod wire;

#[cfg(feature = "derive")]
pub use ready_made::{Voucher, VoucherCheck, VoucherRedemption};
pub use voucher_type::{VoucherCheckType, VoucherType};
#[cfg(feature = "serde")]
pub use wire::Wire;

use crate::encode::{BodyForm, Encoder};
use crate::mapping::EventMapping;
use crate::type_info::SchemaInfo;
use crate::{Endpoint, Prepared, Timestamp, Violations};
use alloc::string::String;
use alloc::vec::Vec;

/// An event of the API. Only `#[derive(RavelinEvent)]` implements it.
///
/// Each method validates the event while writing it, and reports all [`Violations`] at once. What can be checked
/// without a value is checked when the struct is compiled.
///
#[cfg_attr(
    feature = "derive",
    doc = "The attribute keys are on the page of [the derive](macro@crate::RavelinEvent).\n"
)]
#[cfg_attr(feature = "derive", doc = "```")]
#[cfg_attr(not(feature = "derive"), doc = "```ignore")]
/// use voucher_core::{RavelinEvent, Rule};
///
/// #[derive(RavelinEvent)]
/// #[ravelin(event = "voucher/check")]
/// struct Check {
///     customer_id: String,
///     depth: i64,
/// }
///
/// let mut check = Check { customer_id: "abc-123-ZYZ".into(), depth: 3 };
/// assert_eq!(check.to_json().unwrap(), r#"{"customerId":"abc-123-ZYZ","depth":3}"#);
/// assert_eq!(check.prepare().unwrap().path(), "/v2/voucher/check");
///
/// check.depth = 11;
/// let violations = check.validate().unwrap_err();
/// assert_eq!(violations.first().rule(), Rule::Range);
/// assert_eq!(violations.first().field(), Some("Check.depth"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `RavelinEvent`",
    label = "not an event",
    note = "add `#[derive(RavelinEvent)]` and `#[ravelin(event = \"…\")]` to its struct"
)]
pub trait RavelinEvent {
    /// The method and path of the event.
    const ENDPOINT: Endpoint = Endpoint::of(Self::__MAPPING.definition); // instead of a `dyn RavelinEvent`, pass a `Prepared`

    #[doc(hidden)]
    const __MAPPING: &'static EventMapping;

    #[doc(hidden)]
    const __SCHEMA: &'static SchemaInfo;

    #[doc(hidden)]
    fn __write(&self, encoder: &mut Encoder<'_>) -> usize;

    /// Validates the event without writing it. For `timestamp = now`, the clock is not read.
    ///
    /// # Errors
    /// Returns all violations, in the order of the definition.
    fn validate(&self) -> Result<(), Violations> {
        body::validate(&self, Self::__MAPPING)
    }

    /// Appends the event's JSON body to `out`, or nothing if the request has no body.
    ///
    /// # Errors
    /// Returns all violations; `out` is then unchanged.
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), Violations> {
        body::encode(&self, Self::__MAPPING, form::<Self>(), out, None)
    }

    /// Appends the event's JSON body to `out`, with `now` as the time of `timestamp = now`.
    ///
    /// # Errors
    /// Returns all violations; `out` is then unchanged.
    fn encode_at(&self, out: &mut Vec<u8>, now: Timestamp) -> Result<(), Violations> {
        body::encode(&self, Self::__MAPPING, form::<Self>(), out, Some(now))
    }

    /// Returns the event's JSON body, or an empty string if the request has no body.
    ///
    /// # Errors
    /// Returns all violations.
    fn to_json(&self) -> Result<String, Violations> {
        body::to_json(&self, Self::__MAPPING, form::<Self>())
    }

    /// Returns the event as it is sent: endpoint, path, query and exact bytes.
    ///
    /// # Errors
    /// Returns all violations.
    fn prepare(&self) -> Result<Prepared, Violations> {
        body::prepare(&self, Self::__MAPPING, None)
    }

    /// Returns the event as it is sent, with `now` as the time of `timestamp = now`.
    ///
    /// # Errors
    /// Returns all violations.
    fn prepare_at(&self, now: Timestamp) -> Result<Prepared, Violations> {
        body::prepare(&self, Self::__MAPPING, Some(now))
    }

    /// Returns the event as it is sent, even if it breaks rules, together with its violations. For a rollout that observes first:
    /// send the request, log the violations, and change to [`prepare`](Self::prepare) once there are none.
    ///
    /// The body is always well-formed. A value that breaks a rule is in it, unless it has no JSON form, such as a `None` for a
    /// required field, an integer above the range of `i64`, or the error of a conversion.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use voucher_core::{RavelinEvent, Rule};
    ///
    /// #[derive(RavelinEvent)]
    /// #[ravelin(event = "voucher/check")]
    /// struct Check {
    ///     customer_id: String,
    ///     depth: i64,
    /// }
    ///
    /// let check = Check { customer_id: "abc-123-ZYZ".into(), depth: 11 };
    /// let (prepared, violations) = check.prepare_reporting().unwrap();
    /// assert_eq!(prepared.body(), r#"{"customerId":"abc-123-ZYZ","depth":11}"#);
    /// assert_eq!(violations.unwrap().first().rule(), Rule::Range);
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns all violations if nothing can be sent: a parameter of the path is missing or not a segment, two keys of a map are
    /// equal, or a body that is not an object is missing.
    fn prepare_reporting(&self) -> Result<(Prepared, Option<Violations>), Violations> {
        body::prepare_reporting(&self, Self::__MAPPING, None)
    }

    /// Returns the event as it is sent, even if it breaks rules, together with its violations, with `now` as the time of
    /// `timestamp = now`. See [`prepare_reporting`](Self::prepare_reporting).
    ///
    /// # Errors
    /// Returns all violations if nothing can be sent.
    fn prepare_reporting_at(
        &self,
        now: Timestamp,
    ) -> Result<(Prepared, Option<Violations>), Violations> {
        body::prepare_reporting(&self, Self::__MAPPING, Some(now))
    }

    /// Returns the event for any serde serializer. It is validated first, and has the same body.
    #[cfg(feature = "serde")]
    fn wire(&self) -> Wire<'_, Self> {
        Wire::new(self)
    }

    /// Returns a JSON Schema (2020-12) of what this type can send. Every body that the event encodes to is valid.
    ///
    /// Constants are `const`, fields that are not an `Option` are required, and fields that the type does not map are left out. The
    /// rules in the struct's attributes are included.
    ///
    /// Rules that JSON Schema cannot express, which are the functions of `check`, are listed in `x-ravelin-not-expressed`. A member
    /// of `custom` and an `extra` are never required, since their serializers may omit them.
    #[cfg(feature = "serde")]
    #[must_use]
    fn schema() -> String
    where
        Self: Sized,
    {
        crate::schema::schema(Self::__MAPPING, Self::__SCHEMA)
    }
}

/// Returns the form of an event's body, which is known when the event is compiled.
#[inline]
fn form<E: RavelinEvent + ?Sized>() -> BodyForm {
    const { BodyForm::of(E::__MAPPING.definition) }
}

/// Converts the output of an encoder, which is JSON and so UTF-8.
fn into_string(out: Vec<u8>) -> String {
    String::from_utf8(out)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[diagnostic::do_not_recommend]
impl<E: RavelinEvent + ?Sized> RavelinEvent for &E {
    const ENDPOINT: Endpoint = E::ENDPOINT;
    const __MAPPING: &'static EventMapping = E::__MAPPING;
    const __SCHEMA: &'static SchemaInfo = E::__SCHEMA;

    fn __write(&self, encoder: &mut Encoder<'_>) -> usize {
        (**self).__write(encoder)
    }
}
