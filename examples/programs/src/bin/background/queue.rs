//! A bounded queue of events that a task sends in the background.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};
use tokio::time::timeout;
use voucher_core::http::{AsyncTransport, SendError};
use voucher_core::reqwest::Client;
use voucher_core::{Prepared, RavelinEvent, Violations};

/// Puts events into the queue. Each handler of requests has a clone.
#[derive(Clone)]
pub(crate) struct Queue(mpsc::Sender<Prepared>);

/// Why an event is not in the queue. An event that could be sent later is returned, so that the caller can store it.
#[derive(Debug)]
pub(crate) enum NotQueued {
    /// It breaks rules.
    Invalid(Violations),
    /// The API is slower than this program, or cannot be reached.
    Full(Box<Prepared>),
    /// The program is about to end.
    Closed(Box<Prepared>),
}

impl Queue {
    /// Validates and writes an event at once, so that `timestamp = now` is the current time, and queues it. It does not wait.
    pub(crate) fn send<E: RavelinEvent>(&self, event: &E) -> Result<(), NotQueued> {
        let prepared = event.prepare().map_err(NotQueued::Invalid)?;
        self.0.try_send(prepared).map_err(|error| match error {
            TrySendError::Full(prepared) => NotQueued::Full(prepared.into()),
            TrySendError::Closed(prepared) => NotQueued::Closed(prepared.into()),
        })
    }

    /// Queues an event that was prepared before. If the queue is full, it waits.
    pub(crate) async fn send_prepared(&self, prepared: Prepared) -> Result<(), NotQueued> {
        let sent = self.0.send(prepared).await;
        sent.map_err(|error| NotQueued::Closed(error.0.into()))
    }
}

impl fmt::Display for NotQueued {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => violations.fmt(out),
            Self::Full(_) => out.write_str("the queue is full"),
            Self::Closed(_) => out.write_str("the queue is closed"),
        }
    }
}

impl std::error::Error for NotQueued {}

/// The task that sends the events of a queue.
pub(crate) struct Background {
    phase: watch::Sender<Phase>,
    task: JoinHandle<Vec<Prepared>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Running,
    /// Accepts no more events, and sends those in the queue.
    Draining,
    /// Sends nothing more.
    Stopped,
}

impl Background {
    /// Starts the task. At most `capacity` events wait in the queue, and at most `at_once` are being sent. `report` is called for
    /// each event that was not delivered; [`SendError::can_retry`] returns whether to store it.
    pub(crate) fn start<T, R>(
        client: Client<T>,
        capacity: usize,
        at_once: usize,
        report: R,
    ) -> (Queue, Self)
    where
        T: AsyncTransport + Send + Sync + 'static,
        R: Fn(Prepared, &SendError) + Send + Sync + 'static,
    {
        let (queue, events) = mpsc::channel(capacity.max(1));
        let (phase, current) = watch::channel(Phase::Running);
        let sender = Arc::new(Sender { client, report });
        let task = tokio::spawn(send_all(sender, events, at_once.max(1), current));
        (Queue(queue), Self { phase, task })
    }

    /// Closes the queue, and waits until its events are sent. After `limit`, it stops and returns what is left, also an event
    /// whose answer is missing: sending it again is safe.
    pub(crate) async fn drain(mut self, limit: Duration) -> Result<Vec<Prepared>, JoinError> {
        self.phase.send_replace(Phase::Draining);
        if let Ok(left) = timeout(limit, &mut self.task).await {
            return left;
        }
        self.phase.send_replace(Phase::Stopped);
        self.task.await
    }
}

struct Sender<T, R> {
    client: Client<T>,
    report: R,
}

/// Sends events until the queue is closed and empty. Returns those that were not sent in time.
async fn send_all<T, R>(
    sender: Arc<Sender<T, R>>,
    mut events: mpsc::Receiver<Prepared>,
    at_once: usize,
    mut phase: watch::Receiver<Phase>,
) -> Vec<Prepared>
where
    T: AsyncTransport + Send + Sync + 'static,
    R: Fn(Prepared, &SendError) + Send + Sync + 'static,
{
    let mut left = Vec::new();
    let mut sending = JoinSet::new();
    loop {
        tokio::select! {
            Ok(()) = phase.changed() => events.close(),
            Some(sent) = sending.join_next() => left.extend(sent.ok().flatten()),
            event = events.recv(), if sending.len() < at_once => match event {
                Some(event) => {
                    sending.spawn(send(Arc::clone(&sender), event, phase.clone()));
                }
                None => break,
            },
        }
    }
    while let Some(sent) = sending.join_next().await {
        left.extend(sent.ok().flatten());
    }
    left
}

/// Sends an event, and returns it if there was no time left.
async fn send<T, R>(
    sender: Arc<Sender<T, R>>,
    event: Prepared,
    mut phase: watch::Receiver<Phase>,
) -> Option<Prepared>
where
    T: AsyncTransport + Send + Sync + 'static,
    R: Fn(Prepared, &SendError) + Send + Sync + 'static,
{
    let result = tokio::select! {
        biased;
        Ok(_) = phase.wait_for(|phase| *phase == Phase::Stopped) => None,
        result = sender.client.send_prepared(&event) => Some(result),
    };
    match result {
        None => Some(event),
        Some(Ok(_)) => None,
        Some(Err(error)) => {
            (sender.report)(event, &error);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{Request, Response};
    use std::collections::BTreeSet;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::time::sleep;
    use voucher_core::http::{Limits, NoAnswer, RetryPolicy, Settings, Token};
    use voucher_core::sandbox::{InProcess, Sandbox};
    use voucher_core::{Currency, Timestamp, Voucher};

    /// A transport whose answers take some time. It counts how many requests are open.
    #[derive(Clone)]
    struct Slow {
        delay: Duration,
        open: Arc<AtomicUsize>,
        most: Arc<AtomicUsize>,
        sandbox: InProcess,
    }

    impl Slow {
        fn new(delay: Duration) -> Self {
            Self {
                delay,
                open: Arc::default(),
                most: Arc::default(),
                sandbox: InProcess::new(Sandbox::new(1)),
            }
        }
    }

    const NEVER: Duration = Duration::from_secs(86_400);

    impl AsyncTransport for Slow {
        async fn send(
            &self,
            request: Request<Vec<u8>>,
            limits: &Limits,
        ) -> Result<Response<Vec<u8>>, NoAnswer> {
            let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(open, Ordering::SeqCst);
            sleep(self.delay).await;
            self.open.fetch_sub(1, Ordering::SeqCst);
            AsyncTransport::send(&self.sandbox, request, limits).await
        }
    }

    fn client<T: AsyncTransport>(transport: T) -> Client<T> {
        let settings = Settings::new(Token::new("sk_test_1").unwrap());
        let settings = settings.with_base_url("http://sandbox.test").unwrap();
        Client::over(transport, settings.with_retries(RetryPolicy::never()))
    }

    fn voucher(number: usize) -> Voucher {
        let now = Timestamp::now();
        Voucher::new(now, format!("A-{number}"), 1, Currency::GBP, now)
    }

    #[tokio::test]
    async fn every_event_of_the_queue_is_sent_by_a_limited_number_of_requests() {
        let transport = Slow::new(Duration::from_millis(1));
        let report = |_, error: &SendError| panic!("{error}");
        let (queue, background) = Background::start(client(transport.clone()), 50, 3, report);
        for number in 0..50 {
            queue.send(&voucher(number)).unwrap();
        }
        assert_eq!(background.drain(NEVER).await.unwrap(), []);
        assert_eq!(transport.sandbox.lock().events().count(), 50);
        assert_eq!(transport.most.load(Ordering::SeqCst), 3);
        let closed = queue.send(&voucher(50));
        assert!(matches!(closed, Err(NotQueued::Closed(_))));
    }

    #[tokio::test]
    async fn an_event_that_does_not_fit_is_returned_and_an_invalid_one_is_not_queued() {
        let (queue, background) = Background::start(client(Slow::new(NEVER)), 2, 1, |_, _| {});
        let results = [0, 1, 2].map(|number| queue.send(&voucher(number)));
        let [Ok(()), Ok(()), Err(NotQueued::Full(event))] = results else {
            panic!("{results:?}");
        };
        assert!(event.body().contains("A-2"));
        let mut invalid = voucher(3);
        invalid.voucher_code.clear();
        let result = queue.send(&invalid);
        assert!(matches!(result, Err(NotQueued::Invalid(_))));
        let left = background.drain(Duration::ZERO).await.unwrap();
        assert_eq!(left.len(), 2);
    }

    #[tokio::test]
    async fn what_cannot_be_sent_in_time_is_returned_once() {
        let (queue, background) = Background::start(client(Slow::new(NEVER)), 20, 3, |_, _| {});
        for number in 0..20 {
            queue.send(&voucher(number)).unwrap();
        }
        let left = background.drain(Duration::from_millis(20)).await.unwrap();
        let different: BTreeSet<_> = left.iter().map(Prepared::body).collect();
        assert_eq!((left.len(), different.len()), (20, 20));
    }

    #[tokio::test]
    async fn an_event_that_was_not_delivered_is_reported() {
        let transport = InProcess::new(Sandbox::new(1).with_faults(1.0));
        let reported = Arc::new(Mutex::new(0));
        let count = Arc::clone(&reported);
        let report = move |_, _: &SendError| *count.lock().unwrap() += 1;
        let (queue, background) = Background::start(client(transport.clone()), 10, 2, report);
        for number in 0..10 {
            queue.send(&voucher(number)).unwrap();
        }
        assert_eq!(background.drain(NEVER).await.unwrap(), []);
        let delivered = transport.lock().events().count();
        assert!(*reported.lock().unwrap() >= 10 - delivered);
    }

    #[tokio::test]
    async fn the_queue_has_room_again_after_an_event_is_sent() {
        let transport = Slow::new(Duration::from_millis(1));
        let (queue, background) = Background::start(client(transport.clone()), 1, 1, |_, _| {});
        for number in 0..20 {
            let prepared = voucher(number).prepare().unwrap();
            queue.send_prepared(prepared).await.unwrap();
        }
        assert_eq!(background.drain(NEVER).await.unwrap(), []);
        assert_eq!(transport.sandbox.lock().events().count(), 20);
    }
}
