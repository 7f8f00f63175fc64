use voucher_core::{RavelinEvent, TextField, UuidField};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    guest: Guest,
}

struct Guest(String);

impl TextField for Guest {
    fn text(&self) -> &str {
        &self.0
    }
}

impl UuidField for Guest {
    fn uuid(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

fn main() {}
