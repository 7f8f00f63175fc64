#![deny(deprecated)]

use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "channel")]
enum Channel {
    Chat,
    Fax,
}

fn main() {}
