//! The clients that the features `ureq` and `reqwest` add.

#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "ureq")]
pub mod ureq;
