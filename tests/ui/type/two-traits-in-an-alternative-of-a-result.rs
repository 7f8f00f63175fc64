use std::fmt;
use voucher_core::{DisplayField, IntegerField, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Rates {
    #[ravelin(with = codes)]
    codes: u8,
}

fn codes(code: &u8) -> Vec<Code> {
    vec![Code(*code)]
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
