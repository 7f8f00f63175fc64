//! Times in seconds, milliseconds, microseconds and nanoseconds.

use crate::Timestamp;
use serde_json::Value;
use voucher_definition::format::date_time;
use voucher_definition::time::Unit;

/// How the sandbox treats times in seconds, although the API's pages ask for milliseconds.
///
/// Milliseconds and nanoseconds are always accepted, as on the API's page
/// (<https://developer.ravelin.com/merchant/api/endpoints/voucher>). Microseconds are always rejected, because no page mentions
/// them. No page documents what the API does with seconds: older pages ask for them
/// (<https://developer.ravelin.com/apis/vouchers/>), and the example on
/// <https://developer.ravelin.com/merchant/api/endpoints/dispute/> still uses them.
///
/// The default is to reject seconds, so that a wrong unit is found. The API might answer 200 and then merge the event as if it
/// had happened in 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// A time in seconds is a violation, which shows the same time in milliseconds.
    #[default]
    Strict,
    /// A time in seconds is accepted with a warning. Existing clients of the API, for Ruby, Node, C# and Java, send
    /// seconds: this is for tests of a service that uses one.
    Lenient,
}

/// Returns the unit in which a number is a valid time. Milliseconds are tried first, then nanoseconds, which the API accepts
/// too.
pub(super) fn find_unit(count: i64) -> Option<Unit> {
    let mut units = [Unit::Millis, Unit::Nanos, Unit::Seconds, Unit::Micros].into_iter();
    units.find(|unit| unit.to_millis(count).is_ok())
}

/// Converts a time to milliseconds: an integer in any unit, fractional seconds, or a string with an integer or a date.
pub(super) fn to_millis(value: &Value) -> Option<i64> {
    let in_millis = |count: i64| find_unit(count)?.to_millis(count).ok();
    if let Some(string) = value.as_str() {
        let count = string.parse().ok().and_then(in_millis);
        return count.or_else(|| Some(string.parse::<Timestamp>().ok()?.as_millis()));
    }
    let number = value.as_f64()?;
    if number % 1.0 == 0.0 {
        return super::integer(value).and_then(in_millis);
    }
    let millis = super::integer(&Value::from(number * 1_000.0))?;
    Unit::Millis.to_millis(millis).ok()
}

/// Converts a time to nanoseconds, so that times in different units can be compared. A number that is not a valid time in any
/// unit counts as milliseconds. A string in the format of RFC 3339 is compared by its milliseconds.
pub(super) fn to_nanos(value: &Value) -> Option<i128> {
    if let Some(text) = value.as_str() {
        return Some(i128::from(date_time(text).ok()?) * 1_000_000);
    }
    let count = super::integer(value)?;
    let nanos = match find_unit(count).unwrap_or(Unit::Millis) {
        Unit::Seconds => 1_000_000_000,
        Unit::Millis => 1_000_000,
        Unit::Micros => 1_000,
        Unit::Nanos => 1,
    };
    Some(i128::from(count) * nanos)
}

#[cfg(test)]
mod tests {
    use super::to_nanos;
    use serde_json::json;

    #[test]
    fn times_of_every_form_are_compared_with_each_other() {
        let expected = Some(1_512_828_988_826_000_000);
        for same in [
            json!(1_512_828_988_826_i64),
            json!(1_512_828_988_826_000_000_i64),
            json!("2017-12-09T14:16:28.8269Z"),
            json!("2017-12-09T15:16:28.826+01:00"),
        ] {
            assert_eq!(to_nanos(&same), expected, "{same}");
        }
        assert_eq!(to_nanos(&json!("2017-12-09")), None);
    }
}
