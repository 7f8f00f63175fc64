use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    start: chrono::NaiveDateTime,
}

/// A type of a crate whose feature is off.
mod chrono {
    pub struct NaiveDateTime;
}

fn main() {}
