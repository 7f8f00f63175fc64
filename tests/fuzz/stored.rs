//! Any bytes as a stored `Prepared`. What can be read is a request, and is stored again as an equal one.

use crate::{Counts, Finding};
use voucher_core::Prepared;
use voucher_core::http::{BaseUrl, Token};

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let Ok(prepared) = serde_json::from_slice::<Prepared>(bytes) else {
        return Ok(Counts {
            accepted: 0,
            rejected: 1,
        });
    };
    let again = serde_json::to_vec(&prepared)
        .and_then(|stored| serde_json::from_slice::<Prepared>(&stored));
    if !again.as_ref().is_ok_and(|again| *again == prepared) {
        return Err(Finding(format!("{prepared:?} is stored as {again:?}")));
    }
    let token = Token::new("sk_test_1234").expect("a valid token");
    let target = prepared.target();
    let request = prepared.request(&token);
    let base = BaseUrl::default();
    let addressed = prepared.with_base_url(&base).request(&token);
    let url = format!("{base}{target}");
    if *request.uri() != target || *addressed.uri() != *url {
        return Err(Finding(format!("{target:?} became {:?}", addressed.uri())));
    }
    Ok(Counts {
        accepted: 1,
        rejected: 0,
    })
}
