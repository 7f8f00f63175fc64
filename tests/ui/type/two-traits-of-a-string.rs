use std::fmt;
use voucher_core::{DisplayField, IntegerField, RavelinEvent, TextField, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo<'p> {
    voucher_code: String,
    value: i64,
    currency: &'p str,
    creation_time: Timestamp,
    event_type: Option<&'p Kind<'p>>,
}

struct Kind<'k>(&'k str);

impl TextField for Kind<'_> {
    fn text(&self) -> &str {
        self.0
    }
}

impl DisplayField for Kind<'_> {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

// An integer is not a string, so this trait does not conflict.
impl IntegerField for Kind<'_> {
    fn integer(&self) -> Option<i64> {
        None
    }
}

fn main() {}
