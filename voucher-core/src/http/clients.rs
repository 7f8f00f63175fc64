//! The clients that the features `ureq` and `reqwest` add.

#[cfg(feature = "reqwest-no-tls")]
pub mod reqwest;
#[cfg(any(feature = "reqwest-no-tls", feature = "ureq-no-tls"))]
mod tls;
#[cfg(feature = "ureq-no-tls")]
pub mod ureq;
