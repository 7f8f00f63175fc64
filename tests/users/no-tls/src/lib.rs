//! A program that reaches the API only through a proxy on its machine, so it has no TLS library.

use voucher_core::http::{Settings, Token};

/// Returns the settings of a client for a base URL.
///
/// # Panics
/// Panics if the URL is not a base URL.
#[must_use]
pub fn settings(base: &str) -> Settings {
    let settings = Settings::new(Token::new("sk_test_1").expect("a token"));
    settings.with_base_url(base).expect("a base URL")
}
