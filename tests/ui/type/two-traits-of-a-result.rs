use std::fmt;
use voucher_core::{Currency, DisplayField, IntegerField, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    #[ravelin(with = code)]
    voucher_code: u8,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn code(code: &u8) -> Result<Code, String> {
    Ok(Code(*code))
}

struct Code(u8);

impl DisplayField for Code {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "code-{}", self.0)
    }
}

impl IntegerField for Code {
    fn integer(&self) -> Option<i64> {
        Some(self.0.into())
    }
}

fn main() {}
