use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "definitions/gift.json")]
struct Gift {
    code: String,
}

fn main() {}
