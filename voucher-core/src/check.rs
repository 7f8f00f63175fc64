//! The run-time validator, which checks any JSON value against a definition. No macro and no mapping is needed.
//!
//! It is a first step for a program that already sends events as structs with serde: keep the structs, and check what they
//! become before it is sent. The same rules, messages and JSON Pointers as of the encoder say what is wrong.
//!
//! ```
//! use serde::Serialize;
//! use voucher_core::Rule;
//! use voucher_core::check::Definition;
//!
//! #[derive(Serialize)]
//! #[serde(rename_all = "camelCase")]
//! struct Check {
//!     timestamp: i64,
//!     customer_id: String,
//!     voucher_code: Option<String>,
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let check = Check { timestamp: 1_512_828_988, customer_id: "abc-123-ZYZ".into(), voucher_code: Some("A".into()) };
//! let body = serde_json::to_value(&check)?;
//! let definition = Definition::find("voucher/check").unwrap();
//! let violations = definition.check(&body).unwrap_err();
//! assert_eq!(violations.first().pointer(), "/timestamp");
//! assert_eq!(violations.first().rule(), Rule::Time);
//! assert_eq!(violations.first().rule().code(), "time");
//!
//! // Violations implement `Serialize`, for a structured log or an answer.
//! let json = serde_json::to_value(&violations)?;
//! assert_eq!(json[0]["rule"], "time");
//! # Ok(())
//! # }
//! ```
//!
//! What it cannot do: it runs in production, and once for each event. `#[derive(RavelinEvent)]` finds most of the same mistakes when
//! the program is compiled, and checks the rest while it writes the bytes, without a tree of values.
//!
//! # Members that are not in the definition
//!
//! The API may accept more than a definition lists, so [`Definition::check`] reports an unknown member only if its object is closed.
//! [`Definition::unknown`] lists all of them, with the name that was probably meant:
//!
//! ```
//! use serde_json::json;
//! use voucher_core::check::Definition;
//!
//! let body = json!({"timestamp": 1_512_828_988_826_i64, "customerId": "a", "voucherCoed": "A"});
//! let definition = Definition::find("voucher/check").unwrap();
//! assert!(definition.check(&body).is_ok());
//! assert_eq!(definition.unknown(&body)[0].nearest(), Some("voucherCode"));
//! ```
//!
//! # Definition files
//!
//! [`read`] reads a [definition file](crate::definition_file) at run time:
//!
//! ```
//! use serde_json::json;
//! use std::sync::LazyLock;
//! use voucher_core::check::{Definition, read};
//!
//! static GIFT: LazyLock<&Definition> = LazyLock::new(|| {
//!     let file = br#"{
//!         "x-ravelin-path": "/v1/gift", "type": "object", "required": ["code"],
//!         "properties": { "code": { "type": "string", "pattern": "^[A-Z]{3}$" } }
//!     }"#; // in a program: `include_bytes!("../definitions/gift.json")`
//!     read(file).unwrap().leak()
//! });
//! assert!(GIFT.check(&json!({ "code": "ABC" })).is_ok());
//! assert!(GIFT.check(&json!({ "code": "abc" })).is_err());
//! ```

pub use voucher_definition::{Definition, Mistake, Mistakes, Model, SHIPPED, read};
