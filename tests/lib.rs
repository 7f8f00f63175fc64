//! Empty; the tests are in the files next to this one.
