use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher", object = "voucher.owner")]
struct Owner {
    name: String,
}

fn main() {
    let _ = Owner { name: String::new() };
}
