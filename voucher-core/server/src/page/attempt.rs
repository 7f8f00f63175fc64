//! The section Try: sends a request, and shows it as a command or as a struct.

use super::requests::detail;
use super::shown::shown;
use super::{Section, definitions, layout};
use crate::journal::Entry;
use crate::redact::redact;
use crate::service::State;
use crate::site::Fields;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::request::Parts;
use http::{HeaderValue, Request};
use maud::{Markup, PreEscaped, html};
use serde_json::Value;
use tokio::time::sleep;
use voucher_codegen::sample::samples;
use voucher_codegen::starter::{self, Options, Reference, starter};
use voucher_core::Timestamp;
use voucher_core::sandbox::LONGEST_BODY;
use voucher_definition::Definition;

/// The token of the requests that the page sends. The sandbox accepts any of this form.
const TOKEN: &str = "token sk_test_1";

/// What the form contains.
struct Attempt {
    definition: &'static Definition,
    target: String,
    prefer: String,
    body: String,
}

/// What is below the form.
enum Output {
    None,
    Code { name: &'static str, code: String },
    Answer(Markup),
    Error(String),
}

/// Returns the page with a sample, or with a request that was sent.
pub(crate) fn page(state: &State, fields: &Fields) -> Markup {
    let definitions = state.lock().sandbox.definitions();
    let sent = fields.number("request").and_then(|number| {
        let shared = state.lock();
        Attempt::again(&definitions, shared.journal.entry(number)?)
    });
    let chosen = fields.get("definition").unwrap_or("voucher");
    let chosen = definitions
        .iter()
        .find(|definition| definition.name == chosen);
    let attempt = match (sent, chosen.or(definitions.first())) {
        (Some(sent), _) => sent,
        (None, Some(definition)) => Attempt::sample(definition, fields.get("sample")),
        (None, None) => return super::message("there are no definitions"),
    };
    whole(&definitions, &attempt, &Output::None)
}

/// Sends the request of a form, or shows it in another form.
pub(crate) async fn send(state: &State, head: &Parts, form: &Fields) -> Markup {
    let definitions = state.lock().sandbox.definitions();
    let chosen = form.get("definition").unwrap_or_default();
    let Some(definition) = definitions
        .iter()
        .find(|definition| definition.name == chosen)
    else {
        return super::message("there is no such definition");
    };
    let text = |name| form.get(name).unwrap_or_default().replace("\r\n", "\n");
    let attempt = Attempt {
        definition,
        target: text("target"),
        prefer: text("prefer"),
        body: text("body"),
    };
    let output = match form.get("do") {
        Some("curl") => Output::Code {
            name: "As curl",
            code: attempt.curl(head),
        },
        Some("struct") => attempt.code(state),
        _ => attempt.send(state).await,
    };
    whole(&definitions, &attempt, &output)
}

impl Attempt {
    fn sample(definition: &'static Definition, which: Option<&str>) -> Self {
        let (seed, index) = match which {
            Some("required") => (0, 1),
            Some("random") => (Timestamp::now().as_millis().unsigned_abs(), 2),
            _ => (0, 0),
        };
        let sample = samples(definition, seed).ok();
        let sample = sample.and_then(|mut samples| samples.nth(index));
        let target = sample.as_ref().map(|sample| sample.target(definition));
        let body = sample.and_then(|sample| sample.body);
        Self {
            definition,
            target: target.unwrap_or_else(|| definition.path.into()),
            prefer: String::new(),
            body: body.map(|body| format!("{body:#}")).unwrap_or_default(),
        }
    }

    /// Returns a request that was sent, if its endpoint is known.
    fn again(definitions: &[&'static Definition], entry: &Entry) -> Option<Self> {
        let path = entry.target.split('?').next().unwrap_or_default();
        let path = path.replacen("/backfill/", "/", 1);
        let mut found = definitions.iter();
        let found =
            found.find(|definition| definition.method == entry.method() && definition.is_at(&path));
        let body = String::from_utf8_lossy(&entry.body);
        let body = redact(&body);
        let pretty = serde_json::from_str::<Value>(&body).map(|body| format!("{body:#}"));
        Some(Self {
            definition: found.copied()?,
            target: entry.target.clone(),
            prefer: String::new(),
            body: pretty.unwrap_or_else(|_| body.into_owned()),
        })
    }

    async fn send(&self, state: &State) -> Output {
        if self.body.len() > LONGEST_BODY {
            return Output::Error(format!(
                "the body is too long; the maximum is {LONGEST_BODY} bytes"
            ));
        }
        let mut request = Request::builder()
            .method(self.definition.method)
            .uri(&self.target)
            .header(AUTHORIZATION, TOKEN);
        if self.definition.body.is_some() {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if !self.prefer.is_empty() {
            request = request.header("prefer", &self.prefer);
        }
        let request = match request.body(self.body.as_bytes()) {
            Ok(request) if self.target.starts_with('/') => request,
            Ok(_) => return Output::Error("expected a path that starts with `/`".into()),
            Err(error) => return Output::Error(format!("the request cannot be sent: {error}")),
        };
        let (reply, number) = state.answer(request);
        sleep(reply.delay).await;
        let shared = state.lock();
        match number.and_then(|number| shared.journal.entry(number)) {
            Some(entry) => Output::Answer(detail(entry, &shared.sandbox)),
            None => Output::Error("the sandbox's own endpoints are not shown here".into()),
        }
    }

    /// Returns the request as a command for a shell.
    fn curl(&self, head: &Parts) -> String {
        let host = head.headers.get(HOST).and_then(|host| host.to_str().ok());
        let url = quoted(&format!(
            "http://{}{}",
            host.unwrap_or("localhost"),
            self.target
        ));
        let method = self.definition.method;
        let mut command =
            format!("curl --request {method} {url} \\\n  --header 'Authorization: {TOKEN}'");
        if !self.prefer.is_empty() {
            let prefer = quoted(&format!("Prefer: {}", self.prefer));
            command = format!(
                "{command} \
  --header {prefer}"
            );
        }
        if self.definition.body.is_some() {
            command.push_str(" \\\n  --header 'Content-Type: application/json'");
        }
        if !self.body.is_empty() {
            let body = quoted(&self.body);
            command = format!("{command} \\\n  --data-raw {body}");
        }
        command
    }

    /// Returns a struct with the fields of the body.
    fn code(&self, state: &State) -> Output {
        let definition = self.definition;
        let file = state.files.get(&(definition.method, definition.path));
        let reference = match file {
            Some(file) => Reference::File(file),
            None => Reference::Event(definition.name),
        };
        let body: Option<Value> = serde_json::from_str(&self.body).ok();
        let command = format!(
            "voucher starter {}",
            file.map_or(definition.name, String::as_str)
        );
        let options = Options {
            fields: body
                .as_ref()
                .map_or(starter::Fields::All, starter::Fields::Sample),
            command: &command,
            ..Options::default()
        };
        match starter(definition, reference, &options) {
            Ok(starter) => Output::Code {
                name: "As a struct",
                code: starter.code,
            },
            Err(error) => Output::Error(error.to_string()),
        }
    }
}

/// Quotes an argument for a POSIX shell.
fn quoted(argument: &str) -> String {
    format!("'{}'", argument.replace('\'', r"'\''"))
}

fn whole(definitions: &[&'static Definition], attempt: &Attempt, output: &Output) -> Markup {
    let content = html! {
        h1 { "Try" }
        (choice(definitions, attempt))
        div.split {
            (form(attempt))
            section #result .panel tabindex="-1" aria-label="Result" {
                @match output {
                    Output::None => p.empty { "Send the request to see the answer here." },
                    Output::Error(error) => p.error role="alert" { (shown(error)) },
                    Output::Answer(answer) => (answer),
                    Output::Code { name, code } => {
                        h2 { (name) }
                        pre #code .code tabindex="0" { (code) }
                    }
                }
            }
        }
    };
    layout(Section::Try, "Try", &content)
}

/// Returns the form that chooses a definition and fills in a sample.
fn choice(definitions: &[&'static Definition], attempt: &Attempt) -> Markup {
    html! {
        form #choice .bar method="get" action="/__sandbox/page/try" {
            label { "Definition "
                select name="definition" {
                    @for definition in definitions {
                        option value=(definition.name) selected[core::ptr::eq(*definition, attempt.definition)] {
                            (definition.method) " " (definition.path)
                        }
                    }
                }
            }
            span.label { "Fill in" }
            button name="sample" value="all" { "every field" }
            button name="sample" value="required" { "required fields" }
            button name="sample" value="random" { "random values" }
        }
    }
}

fn form(attempt: &Attempt) -> Markup {
    let definition = attempt.definition;
    html! {
        form #attempt .stack method="post" action="/__sandbox/page/try" {
            input type="hidden" name="definition" value=(definition.name);
            p.lead { (definition.description) ". " a href=(definitions::link(definition)) { "All fields" } }
            p {
                label for="target" { (definition.method) " path and query" }
                input #target type="text" name="target" value=(attempt.target) spellcheck="false" autocomplete="off" required;
            }
            p {
                label for="prefer" { "Header Prefer, to inject a fault (optional)" }
                input #prefer type="text" name="prefer" value=(attempt.prefer) placeholder="code=429, retry-after=1" spellcheck="false" autocomplete="off";
            }
            p {
                label for="body" { "Body" }
                // The parser removes one line break at the beginning.
                textarea #body name="body" rows="16" spellcheck="false" { (PreEscaped("\n")) (attempt.body) }
            }
            p.actions {
                button.primary name="do" value="send" { "Send" }
                button name="do" value="curl" data-copy="" { "Copy as curl" }
                button name="do" value="struct" data-copy="" { "Copy as a struct" }
            }
        }
    }
}
