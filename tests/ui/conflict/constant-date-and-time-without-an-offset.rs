use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now, constant(start = "2026-11-28T10:00:00"))]
struct Booking {
    id: &'static str,
}

fn main() {}
