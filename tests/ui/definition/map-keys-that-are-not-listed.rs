use std::collections::BTreeMap;
use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(PartialEq, Eq, PartialOrd, Ord, RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "byTier")]
enum Tier {
    Gold,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Rates {
    tiers: BTreeMap<Tier, String>,
}

fn main() {}
