//! What a program prints when the server starts.

use voucher_codegen::sample::samples;
use voucher_definition::voucher;

const NOTICE: &str = "This sandbox is not made by Ravelin and does not compute scores. It validates requests by the published \
    pages, and may differ from the API.";

/// Returns what the sandbox is, the URL of its page, and commands to copy.
///
/// ```
/// let introduction = voucher_sandbox::introduction("http://127.0.0.1:8080");
/// assert!(introduction.contains("\ncurl http://127.0.0.1:8080/v2/voucher -H "));
/// ```
#[must_use]
pub fn introduction(url: &str) -> String {
    let definition = &voucher::DEFINITION;
    // The second sample has only the required fields.
    let sample = samples(definition, 0)
        .ok()
        .and_then(|mut samples| samples.nth(1));
    let body = sample.and_then(|sample| sample.body).unwrap_or_default();
    let path = definition.path;
    format!(
        "{NOTICE}\n{url}\n\n\
         curl {url}{path} -H 'Authorization: token sk_test_1' -H 'Content-Type: application/json' -d '{body}'\n\
         curl {url}/__sandbox/events\n\nctrl-c stops it"
    )
}
