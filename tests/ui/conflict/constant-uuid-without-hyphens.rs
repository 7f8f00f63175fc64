use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now, constant(guest = "67e5504410b1426f9247bb680e5fe0c8"))]
struct Booking {
    id: &'static str,
}

fn main() {}
