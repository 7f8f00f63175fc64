//! A client works over any transport: with a proxy, a wrapper, or a user's own implementation.

use http::{Request, Response};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use voucher_clients::{Server, answer};
use voucher_core::http::{
    AsyncTransport, Client, Limits, Lost, NoAnswer, RetryPolicy, Settings, Token, Transport,
};
use voucher_core::{RavelinEvent, VoucherCheck};

fn settings() -> Settings {
    let wait = Duration::from_millis(1);
    let retries = RetryPolicy::default()
        .with_attempts(2)
        .with_waits(wait, wait);
    Settings::new(Token::new("sk_test_1").unwrap())
        .with_retries(retries)
        .with_check_timeout(Duration::from_secs(60))
}

fn check() -> VoucherCheck {
    VoucherCheck::new("abc-123-ZYZ")
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// A host that only the proxy would resolve.
const BEHIND: &str = "http://api.invalid";

#[test]
fn ureq_goes_through_a_proxy() {
    let proxy = Server::start(vec![answer(200, "", "null")]);
    let agent = ureq::Agent::config_builder()
        .proxy(Some(ureq::Proxy::new(&proxy.url()).unwrap()))
        .build()
        .new_agent();
    let client = voucher_core::ureq::Client::over(agent, settings().with_base_url(BEHIND).unwrap());
    client.send(&check()).unwrap();
    let lines: Vec<_> = proxy
        .requests()
        .into_iter()
        .map(|request| request.line)
        .collect();
    assert!(lines[0].contains("api.invalid"), "{lines:?}");
    assert!(
        lines.last().unwrap().ends_with("/v2/voucher/check"),
        "{lines:?}"
    );
}

#[test]
fn reqwest_goes_through_a_proxy() {
    let proxy = Server::start(vec![answer(200, "", "null")]);
    let builder = voucher_core::reqwest::builder().proxy(reqwest::Proxy::all(proxy.url()).unwrap());
    let settings = settings().with_base_url(BEHIND).unwrap();
    let client = voucher_core::reqwest::Client::over(builder.build().unwrap(), settings);
    block_on(client.send(&check())).unwrap();
    assert_eq!(
        proxy.requests()[0].line,
        "POST http://api.invalid/v2/voucher/check"
    );
}

/// The agent's own configuration does not change what the client receives.
#[test]
fn every_answer_is_returned_whatever_the_agents_configuration() {
    let replies = vec![
        answer(503, "", ""),
        answer(303, "Location: /elsewhere\r\n", ""),
    ];
    let server = Server::start(replies);
    let agent = ureq::Agent::config_builder()
        .max_redirects(3)
        .build()
        .new_agent();
    let settings = settings().with_base_url(&server.url()).unwrap();
    let client = voucher_core::ureq::Client::over(agent, settings);
    let error = client.send(&check()).unwrap_err();
    assert_eq!(error.answer().unwrap().status(), 303);
    assert_eq!(server.requests().len(), 2);
}

/// Loses the first request, and counts all requests.
struct Counting<T>(T, AtomicUsize);

impl<T> Counting<T> {
    fn is_first(&self) -> bool {
        self.1.fetch_add(1, Ordering::Relaxed) == 0
    }
}

impl<T: Transport> Transport for Counting<T> {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        if self.is_first() {
            return Err(NoAnswer::new(Lost::Connection).with_source("the cat sat on it"));
        }
        self.0.send(request, limits)
    }
}

impl<T: AsyncTransport + Sync> AsyncTransport for Counting<T> {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        if self.is_first() {
            return Err(NoAnswer::new(Lost::Connection).with_source("the cat sat on it"));
        }
        self.0.send(request, limits).await
    }
}

/// Accepts every request.
struct AcceptAll;

impl Transport for AcceptAll {
    fn send(&self, request: Request<Vec<u8>>, _: &Limits) -> Result<Response<Vec<u8>>, NoAnswer> {
        assert_eq!(request.uri(), "https://api.ravelin.com/v2/voucher/check");
        Ok(Response::new(b"null".to_vec()))
    }
}

impl AsyncTransport for AcceptAll {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Vec<u8>>, NoAnswer> {
        Transport::send(self, request, limits)
    }
}

#[test]
fn a_transport_can_wrap_another() {
    let counting = Counting(AcceptAll, AtomicUsize::new(0));
    Client::over(&counting, settings()).send(&check()).unwrap();
    assert_eq!(counting.1.load(Ordering::Relaxed), 2);

    let counting = Counting(AcceptAll, AtomicUsize::new(0));
    let client = voucher_core::reqwest::Client::over(&counting, settings());
    block_on(client.send(&check())).unwrap();
    assert_eq!(counting.1.load(Ordering::Relaxed), 2);

    let shared: std::sync::Arc<dyn Transport> = std::sync::Arc::new(AcceptAll);
    Client::over(shared, settings()).send(&check()).unwrap();
}

#[test]
fn a_request_that_cannot_be_built_is_not_retried() {
    struct CannotBuild;
    impl Transport for CannotBuild {
        fn send(&self, _: Request<Vec<u8>>, _: &Limits) -> Result<Response<Vec<u8>>, NoAnswer> {
            Err(NoAnswer::new(Lost::Request).with_source("the proxy has no name"))
        }
    }
    let error = Client::over(CannotBuild, settings())
        .send(&check())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.ravelin.com/v2/voucher/check, attempt 1: the request could not be built: the proxy has no name; \
         trying again cannot help"
    );
}

#[test]
fn a_future_does_not_borrow_its_event() {
    #[derive(RavelinEvent)]
    #[ravelin(event = "voucher/check")]
    struct NotSync {
        customer_id: String,
        /// Makes the event `!Sync`.
        #[ravelin(skip)]
        _seen: std::cell::Cell<bool>,
    }
    fn goes_to_another_thread<F: Future + Send>(future: F) -> F {
        future
    }
    let client = voucher_core::reqwest::Client::over(AcceptAll, settings());
    let future = {
        let event = NotSync {
            customer_id: "abc-123-ZYZ".into(),
            _seen: std::cell::Cell::new(true),
        };
        goes_to_another_thread(client.send(&event))
    };
    block_on(future).unwrap();
}

/// The event and the string that it borrows are dropped before the future is polled.
#[test]
fn a_future_outlives_its_event() {
    let client = voucher_core::reqwest::Client::over(AcceptAll, settings());
    let future = {
        let customer = String::from("abc-123-ZYZ");
        let mut borrowing = Borrowing {
            customer_id: &customer,
        };
        let first = client.send(&borrowing);
        borrowing.customer_id = "another";
        drop(client.send(&borrowing));
        first
    };
    block_on(future).unwrap();
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Borrowing<'b> {
    customer_id: &'b str,
}

/// Sends an event owned by this function.
fn send_own<T, E>(
    client: &voucher_core::reqwest::Client<T>,
    event: E,
) -> voucher_core::reqwest::Sending<'_>
where
    T: AsyncTransport,
    E: RavelinEvent,
{
    client.send(&event)
}

#[test]
fn a_future_has_a_named_type_and_can_be_spawned() {
    let client = std::sync::Arc::new(voucher_core::reqwest::Client::over(AcceptAll, settings()));
    let task = async move {
        let customer = String::from("abc-123-ZYZ");
        let sent = send_own(
            &*client,
            Borrowing {
                customer_id: &customer,
            },
        );
        drop(customer);
        sent.await
    };
    block_on(async { tokio::spawn(task).await.unwrap() }).unwrap();
}

#[test]
fn violations_are_reported_by_the_future() {
    let client = voucher_core::reqwest::Client::over(AcceptAll, settings());
    let future = client.send(&Borrowing { customer_id: "" });
    assert!(block_on(future).unwrap_err().violations().is_some());
}
