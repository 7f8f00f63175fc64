use voucher_core::{IntegerField, RavelinEvent, TextField};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: Customer,
}

struct Customer(i64, String);

impl TextField for Customer {
    fn text(&self) -> &str {
        &self.1
    }
}

impl IntegerField for Customer {
    fn integer(&self) -> Option<i64> {
        Some(self.0)
    }
}

fn main() {}
