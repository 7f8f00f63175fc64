use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/labels.json", timestamp = now, constant(temp = "x"))]
struct Label {
    review: String,
    #[ravelin(rename = ":id")]
    supplier: u64,
    #[ravelin(rename = ":type")]
    kind: &'static str,
    #[ravelin(custom)]
    shelf: u8,
}

fn main() {}
