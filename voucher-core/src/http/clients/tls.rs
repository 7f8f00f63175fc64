//! What depends on the features for TLS.

/// The error message for `https` without a feature for TLS.
pub(super) const NO_TLS: &str =
    "`https` needs the feature `rustls-ring` or `rustls-aws-lc` of `voucher-core`";

/// Makes rustls use the library of the feature `rustls-aws-lc` or `rustls-ring`, unless the program has chosen one. Without
/// these features, each client has its own library.
pub(super) fn install_provider() {
    #[cfg(feature = "rustls-aws-lc")]
    use rustls::crypto::aws_lc_rs as library;
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
    use rustls::crypto::ring as library;

    #[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may have been faster.
        let _ = library::default_provider().install_default();
    }
}
