//! Empty; the tests are in `wrong.rs`.
