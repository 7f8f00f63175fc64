use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = "^(?:GB|FR|DE|CZ|SK|HU|RO|BG|GR|HR|SI|EE|LV|LT|MT|CY)-\\p{Nd}{4}$")]
    customer_id: String,
}

fn main() {}
