use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/books.json", field = "?srot")]
enum Sort {
    Title,
    Price,
}

fn main() {}
