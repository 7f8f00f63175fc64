use std::fmt;
use voucher_core::{DisplayField, IntegerField, RavelinOneOf};

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/rates.json", field = "codes")]
enum Codes {
    Array(Vec<Code>),
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
