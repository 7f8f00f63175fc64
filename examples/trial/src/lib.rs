//! Crash tests of the outbox programs: they are killed, and the ledger is compared with the events that arrived.

mod crash;
mod host;
mod rejection;
mod sandbox;
mod server;

pub use crash::{Ledger, Program, Promo, rounds};
pub use host::host_rejections;
pub use rejection::rejections;
pub use sandbox::{Received, Recorded, Sandbox};
pub use server::{Request, serve};
