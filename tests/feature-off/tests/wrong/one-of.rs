use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(event = "order", field = "paymentMethod")]
enum Payment {
    Card(String),
}

fn main() {
    let _ = Payment::Card(String::new());
}
