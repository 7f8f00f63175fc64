use voucher_core::RavelinFields;

mod jiff {
    pub struct Timestamp;
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Promo {
    expiry: jiff::Timestamp,
}

fn main() {}
