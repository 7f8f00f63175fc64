use voucher_core::{Currency, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(event = "voucher", export = "schemas/money.json")]
struct Money {
    value: i64,
    currency: Currency,
}

fn main() {}
