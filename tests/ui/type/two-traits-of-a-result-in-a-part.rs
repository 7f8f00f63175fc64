use std::fmt;
use voucher_core::{DisplayField, RavelinFields, TextField};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Code {
    #[ravelin(with = boxed)]
    voucher_code: u8,
}

fn boxed(_: &u8) -> Box<Text> {
    Box::new(Text)
}

struct Text;

impl TextField for Text {
    fn text(&self) -> &str {
        "text"
    }
}

impl DisplayField for Text {
    fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("text")
    }
}

fn main() {}
