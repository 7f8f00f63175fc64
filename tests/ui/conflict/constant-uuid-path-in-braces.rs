use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now, constant(guest = GUEST))]
struct Booking {
    id: &'static str,
}

const GUEST: &str = "{67e55044-10b1-426f-9247-bb680e5fe0c8}";

fn main() {}
