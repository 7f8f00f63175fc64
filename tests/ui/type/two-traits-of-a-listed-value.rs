use voucher_core::{EnumField, RavelinEvent, TextField, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo<'p> {
    voucher_code: String,
    value: i64,
    currency: &'p str,
    creation_time: Timestamp,
    voucher_type: Option<&'p Reason>,
}

struct Reason;

impl TextField for Reason {
    fn text(&self) -> &str {
        "STAFF"
    }
}

impl EnumField for Reason {
    const VALUES: &'static [&'static str] = &["STAFF"];

    fn value(&self) -> &'static str {
        "STAFF"
    }
}

fn main() {}
