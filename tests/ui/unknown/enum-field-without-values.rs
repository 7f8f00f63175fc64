use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "currency")]
enum Reason {
    General,
}

fn main() {}
