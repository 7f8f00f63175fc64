use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "priority")]
enum Priority {
    #[ravelin(value = 1)]
    Low = 1,
    High = 3,
}

fn main() {}
