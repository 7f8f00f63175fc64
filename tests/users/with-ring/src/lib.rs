//! A program whose clients use rustls and ring.
