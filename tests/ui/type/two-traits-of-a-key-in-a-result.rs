use std::collections::BTreeMap;
use std::fmt;
use voucher_core::{DisplayField, IntegerField, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Rates {
    #[ravelin(with = by_code)]
    by_code: u8,
}

fn by_code(code: &u8) -> BTreeMap<String, BTreeMap<Code, u32>> {
    BTreeMap::from([(String::new(), BTreeMap::from([(Code(*code), 1)]))])
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
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
