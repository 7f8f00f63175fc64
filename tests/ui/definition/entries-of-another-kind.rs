use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order<'o> {
    order_id: u64,
    items: &'o [String],
    matrix: Vec<Vec<f64>>,
}

fn main() {}
