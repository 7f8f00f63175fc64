use std::fmt;
use voucher_core::{DisplayField, IntegerField, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/kinds.json")]
struct Kinds<'k, T> {
    text: T,
    identifiers: &'k [Box<OrderId>],
}

struct OrderId(u8);

impl DisplayField for OrderId {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "order-{}", self.0)
    }
}

impl IntegerField for OrderId {
    fn integer(&self) -> Option<i64> {
        Some(self.0.into())
    }
}

fn main() {}
