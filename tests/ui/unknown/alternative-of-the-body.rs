use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/notice.json", field = ".")]
enum Content {
    Text(String),
}

fn main() {}
