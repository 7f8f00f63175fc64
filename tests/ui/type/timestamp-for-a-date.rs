use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    day: Option<Timestamp>,
}

fn main() {}
