//! The requests of the API that ship with this crate, a page each: the fields, with status, rules and source.
//!
//! The name of a page is that of the definition as a Rust name. In paths of fields, `:` marks a parameter of the path and `?` one of the
//! query, `[]` are the elements of an array, `.*` the values of a map, and a name in brackets is an alternative. A status that no
//! page of the API states has its evidence in parentheses: `inferred` from pages, or from a `client` of the API.

/// Defines a module for each page.
macro_rules! pages {
    ($($module:ident,)*) => {$(
        #[doc = include_str!(concat!("../docs/definitions/", stringify!($module), ".md"))]
        pub mod $module {}
    )*};
}

pages! {
    _3ds_authenticate,
    _3ds_result,
    _3ds_version,
    auth_checktoken,
    chargeback,
    checkout,
    connect,
    customer,
    customer_id_labels,
    dispute,
    label_customer,
    label_customer_id,
    labels_customer_id,
    login,
    lookup_credentials_check,
    order,
    payment_method_voucher,
    paymentmethod,
    payout,
    pretransaction,
    psp_dispute,
    psp_dispute_async,
    psp_transaction,
    psp_transaction_id_score_score_id,
    reclaim,
    refund,
    registration,
    supplier,
    supplier_allocation,
    supplier_id_labels,
    tag_customer,
    tag_customer_delete,
    tag_customer_id,
    transaction,
    v3_login,
    voucher,
    voucher_check,
}
