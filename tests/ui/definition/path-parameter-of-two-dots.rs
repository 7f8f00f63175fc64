const PARENT: &str = "..";

#[derive(voucher_core::RavelinEvent)]
#[ravelin(event = "supplier/:id/labels", constant(id = PARENT))]
struct Label {
    review: String,
}

fn main() {}
