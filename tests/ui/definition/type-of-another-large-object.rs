use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/wide.json", object = "small")]
struct Small {
    n1: Option<i64>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/wide.json", object = ".")]
struct Wide {
    id: String,
    large: Small,
}

fn main() {}
