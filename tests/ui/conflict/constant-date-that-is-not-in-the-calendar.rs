use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now, constant(day = "2026-02-29"))]
struct Booking {
    id: &'static str,
}

fn main() {}
