use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/booking.json", timestamp = now)]
struct Booking {
    id: &'static str,
    guest: uuid::Uuid,
}

/// A type of a crate whose feature is off.
mod uuid {
    pub struct Uuid;
}

fn main() {}
