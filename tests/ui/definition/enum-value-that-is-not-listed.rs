use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/shop.json", field = "order.items.category")]
enum Category {
    Food,
    Toy,
}

fn main() {}
