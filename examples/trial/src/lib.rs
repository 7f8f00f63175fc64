//! What judges the outbox programs from outside: it kills them, and compares the books with what arrived.

mod crash;
mod host;
mod refusal;
mod sandbox;

pub use crash::{Ledger, Program, Promo, rounds};
pub use host::host_rejections;
pub use refusal::refusals;
pub use sandbox::{Received, Sandbox, Told};
