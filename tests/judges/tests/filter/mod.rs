//! The field `filter` of `definitions/tree.json`, whose alternatives contain it.

use voucher_core::{RavelinFields, RavelinOneOf};

#[derive(Clone, Debug, RavelinOneOf)]
#[ravelin(definition = "../definitions/tree.json", field = "filter")]
pub(crate) enum Filter {
    String(String),
    #[ravelin(rename = "1")]
    All(All),
    Not(Not),
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/tree.json", object = "filter[1]")]
pub(crate) struct All {
    pub(crate) op: &'static str,
    pub(crate) of: Vec<Filter>,
}

#[derive(Clone, Debug, RavelinFields)]
#[ravelin(definition = "../definitions/tree.json", object = "filter[not]")]
pub(crate) struct Not {
    pub(crate) of: Box<Filter>,
}
