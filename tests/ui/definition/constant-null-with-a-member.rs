use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/ticket.json",
    object = "ticket.box",
    constant(custom = null)
)]
struct Box {
    #[ravelin(custom)]
    shelf: u8,
}

fn main() {}
