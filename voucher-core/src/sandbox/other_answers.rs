//! The answers of endpoints that do not answer with a status and a time. Each has the members that its page shows.

use crate::Timestamp;
use serde_json::{Map, Value, json};
use std::string::{String, ToString};
use std::vec::Vec;
use voucher_definition::Definition;

/// The user name that the API calls breached in tests (<https://developer.ravelin.com/guides/testing/>).
const BREACHED_NAME: &str = "test@example.com";

/// The SHA-256 hashes of `password` and `password1`, the passwords of that page.
const BREACHED_HASHES: [&str; 2] = [
    "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    "0b14d501a594442a01c6859541bcb3e8164d183d32937b851835442f69d5c94e",
];

/// Returns the answer to an accepted request, if its endpoint has one of its own.
pub(super) fn other_answer(
    definition: &Definition,
    body: &Value,
    now: Timestamp,
) -> Option<Map<String, Value>> {
    let answer = match definition.name {
        "supplier/allocation" => allocation(body),
        "lookup/credentials/check" => {
            let hash = body["passwordHash"].as_str();
            credential_status(body["username"].as_str(), hash)
        }
        // <https://developer.ravelin.com/merchant/api/endpoints/customer-label>
        "customer/:id/labels" | "supplier/:id/labels" => json!({"eventTime": now.to_string()}),
        _ => return None,
    };
    match answer {
        Value::Object(answer) => Some(answer),
        _ => None,
    }
}

/// Returns the recommendation to allocate each supplier
/// (<https://developer.ravelin.com/merchant/api/endpoints/supplier-allocation/>). No page lists a supplier for tests.
fn allocation(body: &Value) -> Value {
    let suppliers = body["suppliers"].as_array().into_iter().flatten();
    let recommendations: Vec<_> = suppliers
        .map(|supplier| json!({"supplierId": supplier["supplierId"], "recommendation": "ALLOW"}))
        .collect();
    json!({"recommendations": recommendations})
}

/// Returns whether a user name and the SHA-256 hash of a password are known from a breach
/// (<https://developer.ravelin.com/merchant/api/endpoints/deprecated/credential-check>).
pub(super) fn credential_status(name: Option<&str>, password_hash: Option<&str>) -> Value {
    let is_name = name.is_some_and(|name| name.eq_ignore_ascii_case(BREACHED_NAME));
    let mut hashes = BREACHED_HASHES.iter();
    let is_password =
        password_hash.is_some_and(|found| hashes.any(|hash| found.eq_ignore_ascii_case(hash)));
    json!({
        "usernameBreached": is_name,
        "passwordBreached": is_password,
        "numBreachedPasswords": u8::from(is_name),
    })
}
