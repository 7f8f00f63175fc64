//! What an answer means.

use super::message::{quoted, shortened};

/// What happened to a request, after all attempts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The status of the answer; `None` if there was none.
    pub status: Option<u16>,
    /// Whether the answer is a transient failure whatever its status, such as the page of a proxy.
    pub is_transient: bool,
    /// The message of the answer, or why there is none.
    pub message: Option<String>,
    /// More errors that the answer lists.
    pub errors: Vec<String>,
    /// The warnings of the answer.
    pub warnings: Vec<String>,
}

/// What an answer means for the definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Accepted {
        status: u16,
        warnings: Vec<String>,
    },
    Rejected {
        status: u16,
        messages: Vec<String>,
    },
    /// It says nothing about the body.
    Unknown(String),
    /// Every other request would have the same answer.
    Stop(String),
}

impl Meaning {
    pub(super) fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted { .. })
    }
}

impl Reply {
    /// Returns an answer with a status and nothing else.
    #[must_use]
    pub fn answer(status: u16) -> Self {
        Self {
            status: Some(status),
            ..Self::default()
        }
    }

    /// Returns the reply to a request without an answer.
    #[must_use]
    pub fn none(reason: impl Into<String>) -> Self {
        Self {
            message: Some(reason.into()),
            ..Self::default()
        }
    }

    /// Adds the message of an answer.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    pub(super) fn is_unanswered(&self) -> bool {
        self.status.is_none()
    }

    pub(super) fn meaning(&self) -> Meaning {
        let Some(status) = self.status else {
            return Meaning::Unknown(self.reason("no answer"));
        };
        match status {
            _ if self.is_transient => Meaning::Unknown(self.reason(&status.to_string())),
            200..=299 => Meaning::Accepted {
                status,
                warnings: self.warnings.iter().map(|text| shortened(text)).collect(),
            },
            400 | 422 => Meaning::Rejected {
                status,
                messages: self.messages(),
            },
            401 | 403 => Meaning::Stop(format!(
                "the API does not accept the credentials: {}",
                self.reason(&status.to_string())
            )),
            404 => Meaning::Stop(format!(
                "the API does not know the path: {}",
                self.reason("404")
            )),
            300..=399 | 405 | 406 | 407 | 410 | 415 | 421 => Meaning::Stop(format!(
                "the API does not accept requests like this: {}",
                self.reason(&status.to_string())
            )),
            _ => Meaning::Unknown(self.reason(&status.to_string())),
        }
    }

    /// Returns what happened, with the message of the answer.
    fn reason(&self, what: &str) -> String {
        match &self.message {
            Some(message) if self.is_unanswered() => shortened(message),
            Some(message) => format!("{what}, {}", quoted(message)),
            None => what.into(),
        }
    }

    /// Returns each message of a rejection. A line such as `Invalid request:` only introduces the others.
    fn messages(&self) -> Vec<String> {
        let lines = self.message.iter().flat_map(|message| message.lines());
        let errors = self.errors.iter().map(String::as_str);
        let all = lines.chain(errors).map(shortened);
        let mut all: Vec<_> = all.filter(|line| !line.is_empty()).collect();
        if all.iter().any(|line| !line.ends_with(':')) {
            all.retain(|line| !line.ends_with(':'));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Reply};

    #[test]
    fn only_a_2xx_accepts_and_only_a_400_or_422_rejects() {
        for status in 200..=599 {
            let meaning = Reply::answer(status).meaning();
            let (is_accepted, is_rejected) = (
                meaning.is_accepted(),
                matches!(meaning, Meaning::Rejected { .. }),
            );
            assert_eq!(is_accepted, status < 300, "{status}");
            assert_eq!(is_rejected, matches!(status, 400 | 422), "{status}");
        }
        let stops = (200..=599).filter(|&status| {
            matches!(Reply::answer(status).meaning(), Meaning::Stop(_)) && status >= 400
        });
        assert_eq!(
            stops.collect::<Vec<_>>(),
            [401, 403, 404, 405, 406, 407, 410, 415, 421]
        );
    }

    #[test]
    fn the_page_of_a_proxy_is_not_an_acceptance() {
        let page = Reply {
            is_transient: true,
            ..Reply::answer(200)
        };
        let page = page.with_message("the body is not JSON");
        assert_eq!(
            page.meaning(),
            Meaning::Unknown("200, \"the body is not JSON\"".into())
        );
        let lost = Reply::none("no answer in time").meaning();
        assert_eq!(lost, Meaning::Unknown("no answer in time".into()));
    }

    #[test]
    fn each_line_of_a_rejection_is_a_message_without_its_introduction() {
        let mut reply = Reply::answer(400).with_message("Invalid Request:\n/a: wrong\n\n/b: wrong");
        reply.errors.push("c\u{1b}[2J is wrong".into());
        let Meaning::Rejected { messages, .. } = reply.meaning() else {
            panic!("{reply:?}");
        };
        assert_eq!(messages, ["/a: wrong", "/b: wrong", "c [2J is wrong"]);
        let only = Reply::answer(400).with_message("Invalid Request:");
        let messages = vec!["Invalid Request:".into()];
        let status = 400;
        assert_eq!(only.meaning(), Meaning::Rejected { status, messages });
    }
}
