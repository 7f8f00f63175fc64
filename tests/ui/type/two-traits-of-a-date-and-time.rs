use voucher_core::{DateTimeField, RavelinEvent, TextField};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    start: Start,
}

struct Start(String);

impl TextField for Start {
    fn text(&self) -> &str {
        &self.0
    }
}

impl DateTimeField for Start {
    fn date_time(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

fn main() {}
