//! Times in the units in which they are sent.

use crate::Timestamp;
use serde_json::Value;
use voucher_definition::time::Unit;

/// How the sandbox treats times in seconds, where the API's pages ask for milliseconds.
///
/// Milliseconds and nanoseconds are accepted in any case, as the API's page does
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher>). Microseconds are rejected in any case: no page names
/// them. What the API does with seconds is on no page: older ones ask for seconds
/// (<https://developer.ravelin.com/apis/vouchers/>), and the example of
/// <https://developer.ravelin.com/merchant/api/endpoints/dispute/> still has some.
///
/// The default is to reject them, since a time in the wrong unit is what the toolkit promises to find: the API may well
/// answer 200 to an event that it then merges as if it were of 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// A time in seconds is a violation, which shows the same time in milliseconds.
    #[default]
    Strict,
    /// A time in seconds is accepted with a warning. Existing clients of the API, for Ruby, Node, C# and Java, send
    /// seconds: this is for tests of a service that uses one.
    Lenient,
}

/// Returns the unit in which a count is a moment that an event can name, in the order in which the API accepts them.
pub(super) fn find_unit(count: i64) -> Option<Unit> {
    let mut units = [Unit::Millis, Unit::Nanos, Unit::Seconds, Unit::Micros].into_iter();
    units.find(|unit| unit.to_millis(count).is_ok())
}

/// Returns the milliseconds of a time in any unit, of seconds with a fraction, or of a string with a count or a date.
pub(super) fn to_millis(value: &Value) -> Option<i64> {
    let in_millis = |count: i64| find_unit(count)?.to_millis(count).ok();
    if let Some(text) = value.as_str() {
        let count = text.parse().ok().and_then(in_millis);
        return count.or_else(|| Some(text.parse::<Timestamp>().ok()?.as_millis()));
    }
    let number = value.as_f64()?;
    if number % 1.0 == 0.0 {
        return super::integer(value).and_then(in_millis);
    }
    let millis = super::integer(&Value::from(number * 1_000.0))?;
    Unit::Millis.to_millis(millis).ok()
}

/// Returns a time as a count of nanoseconds, so that times in different units can be compared. A count that is not a
/// moment in any unit counts as milliseconds.
pub(super) fn to_nanos(value: &Value) -> Option<i128> {
    let count = super::integer(value)?;
    let nanos = match find_unit(count).unwrap_or(Unit::Millis) {
        Unit::Seconds => 1_000_000_000,
        Unit::Millis => 1_000_000,
        Unit::Micros => 1_000,
        Unit::Nanos => 1,
    };
    Some(i128::from(count) * nanos)
}
