use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customr_id: u64,
    depth: f64,
}

#[derive(RavelinFields)]
#[ravelin(evnt = "vouchr")]
struct Price {
    value: i64,
}

#[derive(RavelinEnum)]
#[ravelin(event = "voucher")]
enum Reason {
    General,
}

fn send<E: RavelinEvent>(event: &E) -> bool {
    event.prepare().is_ok() && event.validate().is_ok()
}

fn all(check: &Check, reason: &Reason) -> bool {
    let mut bytes = Vec::new();
    let value = voucher_core::EnumField::value(reason);
    send(check) && check.encode(&mut bytes).is_ok() && check.to_json().is_ok() && value.is_empty()
}

fn main() {}
