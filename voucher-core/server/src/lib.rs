//! Serves the [sandbox](voucher_core::sandbox) over HTTP, with a web page at `/`.
//!
//! The page shows each request as it arrives, with the offending lines of its body; it sends requests, shows the definitions, and
//! switches faults on and off. It needs no JavaScript to be read. It is what `voucher sandbox` serves.
//!
//! ```no_run
//! use voucher_core::sandbox::Sandbox;
//! use voucher_sandbox::{Settings, serve};
//!
//! # fn main() -> std::io::Result<()> {
//! let counts = serve(Settings::new(Sandbox::new(7)), |url| println!("{url}"))?;
//! println!("{} accepted", counts.accepted);
//! # Ok(())
//! # }
//! ```
//!
//! # What it guarantees
//!
//! - Memory is bounded: the page shows as many requests as [`Settings::with_requests`] sets, and fewer if they are longer than
//!   4 KiB on average. A page that reads slowly misses rows, and reloads them.
//! - Every string is escaped, and characters that control the direction of writing are shown as their code points. The
//!   `Content-Security-Policy` of each page allows no inline script and no other host.
//! - It listens on the loopback interface, unless [`Settings::with_address`] sets another address.
//! - Tokens are not remembered. In bodies and paths, the page replaces what has the form of a token.
//! - Pages of other origins can neither read nor change anything. A request to the page needs a `Host` that is an IP address,
//!   `localhost` or [allowed](Settings::with_allowed_host), which prevents DNS rebinding. A request that changes something
//!   needs the `Origin` of the page, or none.

mod body_lines;
mod guard;
mod introduction;
mod journal;
mod live;
mod log;
mod page;
mod redact;
mod server;
mod service;
mod settings;
mod site;

pub use introduction::introduction;
pub use server::{Server, serve};
pub use settings::Settings;
