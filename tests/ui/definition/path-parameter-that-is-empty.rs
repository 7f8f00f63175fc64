#[derive(voucher_core::RavelinEvent)]
#[ravelin(event = "supplier/:id/labels", constant(id = ""))]
struct Label {
    review: String,
}

fn main() {}
