use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/labels.json")]
struct Review {
    review: String,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/labels.json")]
struct Label {
    #[ravelin(flatten)]
    review: Review,
    #[ravelin(rename = ":type")]
    kind: &'static str,
}

fn main() {}
