//! The sandbox accepts the samples of every definition that ships.

use http::{HeaderValue, Request};
use voucher_codegen::sample::samples;
use voucher_core::Timestamp;
use voucher_core::sandbox::Sandbox;
use voucher_judges::shipped;

#[test]
fn the_sandbox_accepts_samples_of_each_shipped_definition() {
    for (definition, _) in shipped() {
        let mut sandbox = Sandbox::new(1);
        for sample in samples(definition, 1).unwrap().take(20) {
            let body = sample.body.as_ref().map(ToString::to_string);
            let body = body.unwrap_or_default();
            let mut request = Request::new(body.as_bytes());
            *request.uri_mut() = sample.target(definition).parse().unwrap();
            *request.method_mut() = definition.method.parse().unwrap();
            let headers = request.headers_mut();
            let token = HeaderValue::from_static("token sk_test_1");
            headers.insert("authorization", token);
            if sample.body.is_some() {
                let json = HeaderValue::from_static("application/json");
                headers.insert("content-type", json);
            }
            let reply = sandbox.answer(request, Timestamp::now());
            let status = reply.response.status();
            assert!(
                status.is_success(),
                "{} {status} {body}: {:?}",
                sample.target(definition),
                reply.response.body()
            );
        }
    }
}
