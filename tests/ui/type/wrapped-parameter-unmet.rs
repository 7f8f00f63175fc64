use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo<'p, C> {
    voucher_code: &'p str,
    value: i64,
    currency: &'p str,
    creation_time: Timestamp,
    custom: Option<Box<&'p C>>,
}

struct Campaign;

fn send(promo: &Promo<'_, Campaign>) {
    take(promo);
}

fn take(_: &impl RavelinEvent) {}

fn main() {}
