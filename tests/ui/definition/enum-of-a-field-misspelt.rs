use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/shop.json", field = "order.items.categry")]
enum Category {
    Food,
}

fn main() {}
