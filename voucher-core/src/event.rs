//! The trait of everything that can be sent.

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

use crate::encode::{Encoder, Written};
use crate::mapping::EventMapping;
use crate::type_info::SchemaInfo;
use crate::{Endpoint, Prepared, Timestamp, Violations};
use alloc::string::String;
use alloc::vec::Vec;

/// An event of the API. Only `#[derive(RavelinEvent)]` implements it.
///
/// Each method validates the event while writing it, and reports all [`Violations`] at once. What can be checked without a
/// value is checked when the struct is compiled.
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
    /// Where the event goes.
    const ENDPOINT: Endpoint = Endpoint::of(Self::__MAPPING.definition); // instead of a `dyn RavelinEvent`, pass a `Prepared`

    #[doc(hidden)]
    const __MAPPING: &'static EventMapping;

    #[doc(hidden)]
    const __SCHEMA: &'static SchemaInfo;

    #[doc(hidden)]
    fn __write(&self, encoder: &mut Encoder<'_>) -> usize;

    /// Checks the event without writing it. The clock of `timestamp = now` is not read.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the definition's order.
    fn validate(&self) -> Result<(), Violations> {
        let mut out = Vec::new();
        let mut encoder = Encoder::validate_only(&mut out, Self::__MAPPING);
        self.__write(&mut encoder);
        encoder.result()
    }

    /// Appends the event's JSON body to `out`.
    ///
    /// # Errors
    /// Everything that is wrong with the event; `out` is then as it was.
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), Violations> {
        written(self, out, None).map(drop)
    }

    /// Appends the event's JSON body to `out`; `timestamp = now` is the reading given here.
    ///
    /// # Errors
    /// Everything that is wrong with the event; `out` is then as it was.
    fn encode_at(&self, out: &mut Vec<u8>, now: Timestamp) -> Result<(), Violations> {
        written(self, out, Some(now)).map(drop)
    }

    /// The event's JSON body.
    ///
    /// # Errors
    /// Everything that is wrong with the event.
    fn to_json(&self) -> Result<String, Violations> {
        let mut out = Vec::new();
        self.encode(&mut out)?;
        Ok(text(out))
    }

    /// The event as it is sent: endpoint, path and exact bytes.
    ///
    /// # Errors
    /// Everything that is wrong with the event.
    fn prepare(&self) -> Result<Prepared, Violations> {
        prepared(self, None)
    }

    /// The event as it is sent; `timestamp = now` is the reading given here.
    ///
    /// # Errors
    /// Everything that is wrong with the event.
    fn prepare_at(&self, now: Timestamp) -> Result<Prepared, Violations> {
        prepared(self, Some(now))
    }

    /// The event for any serializer: the same body, validated first.
    #[cfg(feature = "serde")]
    fn wire(&self) -> Wire<'_, Self> {
        Wire::new(self)
    }

    /// A JSON Schema (2020-12) of what this very type can send: constants as `const`, a field that is no `Option` as
    /// required, a field that the type does not map not at all, the user's own rules included. Every body that the event
    /// encodes to is valid.
    ///
    /// What JSON Schema cannot say, a function given as `check`, is listed in `x-ravelin-not-expressed`. Whether a member of
    /// `custom` or an `extra` is absent, only its serializer knows, so none is required.
    #[cfg(feature = "serde")]
    #[must_use]
    fn schema() -> String
    where
        Self: Sized,
    {
        crate::schema::schema(Self::__MAPPING, Self::__SCHEMA)
    }
}

fn written<E: RavelinEvent + ?Sized>(
    event: &E,
    out: &mut Vec<u8>,
    clock: Option<Timestamp>,
) -> Result<Written, Violations> {
    let mut encoder = Encoder::new(out, E::__MAPPING, clock);
    let at = event.__write(&mut encoder);
    encoder.finish(at)
}

fn prepared<E: RavelinEvent + ?Sized>(
    event: &E,
    clock: Option<Timestamp>,
) -> Result<Prepared, Violations> {
    let mut out = Vec::new();
    let written = written(event, &mut out, clock)?;
    Ok(Prepared::new(E::ENDPOINT, text(out), written))
}

/// What an encoder wrote is JSON text, and so UTF-8.
fn text(out: Vec<u8>) -> String {
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
