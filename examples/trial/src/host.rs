//! An event that was rejected by the host and not by the API is retried: the base URL may be wrong, or a gateway answered.

use crate::{Ledger, Program, serve};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

/// Answers of a host that is not the API.
const ANSWERS: [(u16, &str); 16] = [
    (301, ""),
    (302, ""),
    (303, ""),
    (307, ""),
    (308, ""),
    (400, "<html>Bad Request</html>"),
    (401, ""),
    (403, r#"{"message":"Forbidden"}"#),
    (404, ""),
    (404, r#"{"status":404,"message":"no such path"}"#),
    (405, "<html>Not Allowed</html>"),
    (413, "<html>Too Large</html>"),
    (421, ""),
    (422, "null"),
    (425, ""),
    (501, ""),
];

/// Checks that every event is kept, whatever the host answers.
///
/// # Panics
/// Panics if an event was given up.
pub fn host_rejections(program: &Program, ledger: &mut dyn Ledger) {
    let now = Timestamp::now();
    for number in 0..ANSWERS.len() {
        let voucher = Voucher::new(now, format!("V-{number}"), 500, Currency::GBP, now);
        let prepared = voucher.prepare().expect("it is right");
        ledger.put(&serde_json::to_string(&prepared).expect("JSON"));
    }
    let (answered, answers) = channel();
    let next = Mutex::new(ANSWERS.into_iter());
    let url = serve(move |_| {
        let answer = next.lock().expect("no other thread panicked").next();
        let (status, body) = answer.expect("each event is sent once");
        answered.send(()).expect("the test is running");
        (status, body.into())
    });
    let mut relay = program.command("relay", &[&url]).spawn().expect("a relay");
    let all = ANSWERS.map(|_| answers.recv_timeout(Duration::from_secs(60)));
    // Leaves time to store the result of the last one.
    thread::sleep(Duration::from_millis(500));
    relay.kill().expect("it can be killed");
    relay.wait().expect("it ends");
    assert!(all.iter().all(Result::is_ok), "each event is sent");
    assert_eq!(ledger.refused(), Vec::<String>::new());
    assert_eq!(ledger.left(), 16);
}
