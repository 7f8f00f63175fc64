use voucher_core::{IntegerField, RavelinEvent, TextField, Timestamp};

type Referrer = Option<UserId>;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: String,
    creation_time: Timestamp,
    referrer_id: Referrer,
}

struct UserId(i64);

impl TextField for UserId {
    fn text(&self) -> &str {
        "7"
    }
}

impl IntegerField for UserId {
    fn integer(&self) -> Option<i64> {
        Some(self.0)
    }
}

fn main() {}
