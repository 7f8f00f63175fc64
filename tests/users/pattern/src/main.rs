//! Reads customers, one per line, and writes the bodies of those that match.
#![deny(warnings, clippy::pedantic, missing_docs)]

use std::io::stdin;
use voucher_core::RavelinEvent;

/// A check of a customer.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^(?:[A-Z]{2}|[^\x00-\x7f]+)-[0-9]{1,9}$", length(max = 12))]
    customer_id: String,
    #[ravelin(pattern = "[13579]$")]
    voucher_code: Option<u32>,
}

fn main() {
    for line in stdin().lines().map_while(Result::ok) {
        let voucher_code = line.len().try_into().ok();
        let check = Check {
            customer_id: line,
            voucher_code,
        };
        match check.to_json() {
            Ok(body) => println!("{body}"),
            Err(violations) => println!("{violations}"),
        }
    }
}
