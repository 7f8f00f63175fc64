//! Any string as a base URL. An accepted one is a URL with the host that it names, and nothing else.

use crate::{Counts, Finding};
use http::Uri;
use voucher_core::http::BaseUrl;
use voucher_core::{RavelinEvent, VoucherCheck};

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let Ok(source) = std::str::from_utf8(bytes) else {
        return Ok(Counts::default());
    };
    let parsed: Result<BaseUrl, _> = source.parse();
    let base = match (BaseUrl::versioned(source), &parsed) {
        (Ok(base), _) => base,
        (Err(_), Ok(_)) => return Err(Finding(format!("{source:?} is accepted by `parse` alone"))),
        (Err(error), Err(_)) => {
            let message = error.to_string();
            let is_shown = message.is_empty() || message.contains('\n');
            return if is_shown {
                Err(Finding(format!("not one line: {message:?}")))
            } else {
                Ok(Counts {
                    accepted: 0,
                    rejected: 1,
                })
            };
        }
    };
    check(source, &base).ok_or_else(|| Finding(format!("{source:?} is read as {base}")))?;
    Ok(Counts {
        accepted: 1,
        rejected: 0,
    })
}

fn check(source: &str, base: &BaseUrl) -> Option<()> {
    let source: Uri = source.parse().ok()?;
    let prepared = VoucherCheck::new("abc-123-ZYZ").prepare().ok()?;
    let request = prepared.with_base_url(base).request_without_token();
    let url = request.uri();
    let path = source.path().trim_end_matches('/');
    let is_same = url.host() == source.host()
        && url.port_u16() == source.port_u16()
        && url.scheme() == source.scheme()
        && url.path() == format!("{path}{}", prepared.target())
        && url.query().is_none()
        && !url.authority()?.as_str().contains('@')
        && BaseUrl::versioned(&base.to_string()).as_ref() == Ok(base);
    is_same.then_some(())
}
