//! The tests are in the file next to this one.
