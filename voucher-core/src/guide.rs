//! A tutorial, how-to pages, and a page of guarantees. Reference pages are linked, not repeated.
//!
//! - [`tutorial`]: from zero to a delivered event.
//! - How to: [send money and times](money_and_times), [send ids](ids), [send unions and maps](unions_and_maps), [ask for a
//!   recommendation](scoring), [lose no event](outbox), [test with the sandbox](testing), [roll it out](rollout), [check definitions and
//!   data in CI](ci).
//! - [`editor`]: what an editor shows inside attributes.
//! - [`guarantees`]: what is promised, and its limits.

/// Defines a module for each page. Without the feature of a page that it links to, the link leads to the list of features.
macro_rules! pages {
    ($($module:ident,)*) => {$(
        #[cfg_attr(feature = "http", doc = "[at least once]: crate::http#at-least-once")]
        #[cfg_attr(feature = "http", doc = "[policy]: crate::http::RetryPolicy")]
        #[cfg_attr(not(feature = "http"), doc = "[at least once]: crate#features")]
        #[cfg_attr(not(feature = "http"), doc = "[policy]: crate#features")]
        #[cfg_attr(feature = "sandbox", doc = "[sandbox]: crate::sandbox")]
        #[cfg_attr(feature = "sandbox", doc = "[single fault]: crate::sandbox#injected-faults")]
        #[cfg_attr(not(feature = "sandbox"), doc = "[sandbox]: crate#features")]
        #[cfg_attr(not(feature = "sandbox"), doc = "[single fault]: crate#features")]
        #[doc = ""]
        #[doc = include_str!(concat!("../docs/guide/", stringify!($module), ".md"))]
        pub mod $module {}
    )*};
}

pages! {
    tutorial,
    money_and_times,
    ids,
    unions_and_maps,
    scoring,
    outbox,
    testing,
    rollout,
    ci,
    editor,
    guarantees,
}
