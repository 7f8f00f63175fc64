use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shp.json")]
struct Shop {
    note: String,
}

fn main() {}
