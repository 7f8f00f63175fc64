use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    start: i64,
}

fn main() {}
