use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/labels.json")]
struct Label {
    review: String,
    #[ravelin(rename = ":type")]
    kind: &'static str,
}

fn main() {}
