use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[3]")]
struct Invoice {
    days: Option<u8>,
}

fn main() {}
