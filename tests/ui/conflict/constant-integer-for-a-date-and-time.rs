use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now, constant(start = 1_512_828_988_826))]
struct Booking {
    id: &'static str,
}

fn main() {}
