use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    #[ravelin(length(max = 10))]
    day: String,
}

fn main() {}
