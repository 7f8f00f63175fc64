//! Finds out where an API and its definition disagree: which requests to send, what an answer means, and the report.
//!
//! It sends nothing itself. An [`Examination`] returns one request after the other, and learns what the API did:
//!
//! 1. Samples, which the definition accepts. The second one has only what is required.
//! 2. Mutants, which break one rule each. They have only what is required besides the broken value, so they are sent only if
//!    the API accepts such a sample. Otherwise it would reject all of them, for a reason that is not theirs.
//! 3. Parts of the samples that were rejected, to find out which value is the reason.

mod answer;
mod findings;
mod message;
mod reduction;
mod report;
#[cfg(test)]
mod tests;

pub use answer::Reply;
pub use findings::{AcceptedMutant, RejectedSample};
pub use report::Report;

use crate::mutate::{Mutant, mutants};
use crate::sample::{Sample, Unsatisfiable, samples};
use answer::Meaning;
use findings::Findings;
use reduction::Reduction;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use voucher_definition::Definition;

/// How many more samples with only the required fields are tried until the API accepts one.
const CONTROLS: u64 = 4;
/// How many requests in a row may have no verdict.
const MAX_STREAK: usize = 10;
/// How many kinds of rejected samples are reduced.
const MAX_REDUCED: usize = 5;

/// What to send.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many samples, at least 2.
    pub count: usize,
    /// The same seed has the same requests.
    pub seed: u64,
    /// Values of parameters of the path, instead of random ones.
    pub parameters: Map<String, Value>,
}

/// A request to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Why it is sent.
    pub purpose: Purpose,
    /// The path and the query.
    pub target: String,
    /// The body, if the request has one.
    pub body: Option<Value>,
}

/// Why a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Purpose {
    /// It is valid.
    Sample,
    /// It breaks one rule.
    Mutant,
    /// It is a part of a rejected sample, and valid.
    Part,
}

impl Purpose {
    /// Returns the name: `sample`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Mutant => "mutant",
            Self::Part => "part",
        }
    }
}

/// A request, and what its answer is compared with.
#[derive(Debug)]
enum Trial {
    Sample { sample: Sample, has_least: bool },
    Mutant(Mutant),
    Part(Value),
}

/// What is sent after the current requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Samples,
    Mutants,
    Parts,
}

/// The examination of an API.
///
/// ```
/// use voucher_codegen::doctor::{Examination, Options, Reply};
/// use voucher_definition::Definition;
///
/// let check = Definition::find("voucher/check").expect("ships with the toolkit");
/// let options = Options { count: 10, seed: 7, ..Options::default() };
/// let mut examination = Examination::new(check, &options)?;
/// // An API that does not know the limit of `depth`, and checks everything else.
/// while let Some(request) = examination.next_request() {
///     let body = request.body.unwrap_or_default();
///     let violations = check.check(&body).err().into_iter().flatten();
///     let is_valid = violations.into_iter().all(|violation| violation.pointer() == "/depth");
///     let status = if is_valid { 200 } else { 400 };
///     examination.record(&Reply::answer(status));
/// }
/// let report = examination.report();
/// assert!(report.accepted().iter().all(|mutant| mutant.mutant.pointer == "/depth"));
/// assert!(report.accepted().iter().any(|mutant| mutant.mutant.mutation.name() == "above-maximum"));
/// assert_eq!(report.rejected().len(), 0);
/// # Ok::<(), voucher_codegen::sample::Unsatisfiable>(())
/// ```
#[derive(Debug)]
pub struct Examination {
    definition: &'static Definition,
    options: Options,
    /// The sample with only what is required, whose parameters the mutants use.
    least: Sample,
    /// Whether the API accepted such a sample.
    accepts_least: bool,
    /// The bodies of accepted samples.
    accepted: Vec<Value>,
    /// The mutants, until they are sent.
    mutants: Vec<Mutant>,
    phase: Phase,
    controls: u64,
    waiting: VecDeque<Trial>,
    current: Option<Trial>,
    reduction: Option<Reduction>,
    findings: Findings,
    /// How many requests without a verdict were the last ones.
    streak: usize,
}

impl Examination {
    /// Creates an examination.
    ///
    /// # Errors
    /// No valid request was found, because the rules of a value contradict each other.
    pub fn new(definition: &'static Definition, options: &Options) -> Result<Self, Unsatisfiable> {
        let mut waiting = VecDeque::new();
        let mut least = None;
        for (index, sample) in samples(definition, options.seed)?
            .take(options.count.max(2))
            .enumerate()
        {
            let sample = adjusted(sample, definition, options);
            if least.is_none() || index == 1 {
                least = Some(sample.clone());
            }
            waiting.push_back(Trial::Sample {
                sample,
                has_least: index == 1,
            });
        }
        Ok(Self {
            definition,
            options: options.clone(),
            least: least.unwrap_or(Sample {
                parameters: Map::new(),
                query: Map::new(),
                body: None,
            }),
            accepts_least: false,
            accepted: Vec::new(),
            // A definition without a body has no mutants.
            mutants: mutants(definition, options.seed)?.collect(),
            phase: Phase::Samples,
            controls: 0,
            waiting,
            current: None,
            reduction: None,
            findings: Findings::default(),
            streak: 0,
        })
    }

    /// Returns how many requests were returned, and are going to be as far as that is known.
    #[must_use]
    pub fn planned(&self) -> usize {
        self.findings.requests + self.waiting.len() + self.mutants.len()
    }

    /// Returns the next request, or `None` at the end. Its answer has to be [recorded](Self::record).
    pub fn next_request(&mut self) -> Option<Request> {
        while self.findings.stopped.is_none() {
            let Some(trial) = self.waiting.pop_front() else {
                self.advance()?;
                continue;
            };
            let request = self.request(&trial);
            self.findings.requests += 1;
            self.current = Some(trial);
            return Some(request);
        }
        None
    }

    /// Records what the API did with the last request.
    pub fn record(&mut self, reply: &Reply) {
        let Some(trial) = self.current.take() else {
            return;
        };
        let request = self.request(&trial);
        let meaning = reply.meaning();
        self.stop_if_useless(reply, &meaning);
        match trial {
            Trial::Sample { sample, has_least } => {
                if meaning.is_accepted() {
                    self.accepts_least |= has_least;
                    self.accepted.extend(sample.body.clone());
                }
                self.findings
                    .of_sample(&request.target, sample.body, &meaning);
            }
            Trial::Mutant(mutant) => self.findings.of_mutant(self.definition, mutant, &meaning),
            Trial::Part(body) => {
                if let Some(reduction) = &mut self.reduction {
                    reduction.record(self.definition, body, &meaning);
                }
            }
        }
    }

    /// Ends the examination if no other request can have a verdict.
    fn stop_if_useless(&mut self, reply: &Reply, meaning: &Meaning) {
        let is_unreachable = reply.is_unanswered() && !self.findings.is_reached;
        self.findings.is_reached |= !reply.is_unanswered();
        match meaning {
            Meaning::Accepted { .. } | Meaning::Rejected { .. } => self.streak = 0,
            Meaning::Stop(reason) => {
                let names = self.definition.parameters.iter();
                let names: Vec<_> = names.map(|field| format!("`{}`", field.name)).collect();
                let hint = if reply.status == Some(404) && !names.is_empty() {
                    format!("; the value of {} may not exist there", names.join(" or "))
                } else {
                    String::new()
                };
                self.findings.stopped = Some(format!("{reason}{hint}"));
            }
            Meaning::Unknown(reason) => {
                self.streak += 1;
                if is_unreachable {
                    self.findings.stopped = Some(reason.clone());
                } else if self.streak == MAX_STREAK {
                    self.findings.stopped = Some(format!(
                        "{MAX_STREAK} requests in a row had no verdict; the last one: {reason}"
                    ));
                }
            }
        }
    }

    /// Returns what was found so far.
    #[must_use]
    pub fn report(self) -> Report {
        Report::new(self.definition, self.options.seed, self.findings)
    }

    fn request(&self, trial: &Trial) -> Request {
        let (purpose, body) = match trial {
            Trial::Sample { sample, .. } => {
                return Request {
                    purpose: Purpose::Sample,
                    target: sample.target(self.definition),
                    body: sample.body.clone(),
                };
            }
            Trial::Mutant(mutant) => (Purpose::Mutant, &mutant.body),
            Trial::Part(body) => (Purpose::Part, body),
        };
        Request {
            purpose,
            target: self.least.target(self.definition),
            body: Some(body.clone()),
        }
    }

    /// Plans the requests of the next phase. Returns `None` at the end.
    fn advance(&mut self) -> Option<()> {
        match self.phase {
            Phase::Samples => {
                let is_over = self.accepts_least || self.definition.body.is_none();
                let control = (!is_over).then(|| self.next_control()).flatten();
                if let Some(control) = control {
                    self.waiting.push_back(control);
                    return Some(());
                }
                let mutants = core::mem::take(&mut self.mutants);
                if self.accepts_least {
                    self.waiting = mutants.into_iter().map(Trial::Mutant).collect();
                } else {
                    self.findings.unsent_mutants = mutants.len();
                }
                self.phase = Phase::Mutants;
            }
            Phase::Mutants => self.phase = Phase::Parts,
            Phase::Parts => {
                let part = self.next_part()?;
                self.waiting.push_back(Trial::Part(part));
            }
        }
        Some(())
    }

    /// Returns another sample with only what is required.
    fn next_control(&mut self) -> Option<Trial> {
        if self.controls == CONTROLS {
            return None;
        }
        self.controls += 1;
        let seed = self.options.seed.wrapping_add(self.controls);
        let sample = samples(self.definition, seed).ok()?.nth(1)?;
        Some(Trial::Sample {
            sample: adjusted(sample, self.definition, &self.options),
            has_least: true,
        })
    }

    /// Returns the next part of a rejected sample.
    fn next_part(&mut self) -> Option<Value> {
        loop {
            if let Some(reduction) = &mut self.reduction {
                if let Some(part) = reduction.next_part() {
                    return Some(part);
                }
            }
            if let Some(reduction) = self.reduction.take() {
                self.findings.reduced(reduction);
            }
            let (index, rejected) = self.findings.next_to_reduce(MAX_REDUCED)?;
            let accepted = self.accepted.clone();
            self.reduction = Some(Reduction::new(self.definition, index, rejected, accepted));
        }
    }
}

/// Sets the parameters of the options, and leaves out the parameter that asks for a score, unless it is required.
fn adjusted(mut sample: Sample, definition: &Definition, options: &Options) -> Sample {
    for (name, value) in &options.parameters {
        sample.parameters.insert(name.clone(), value.clone());
    }
    let is_score = |name: &str| name == "score";
    let mut query = definition.query.iter();
    if query.any(|field| is_score(field.name) && !field.is_required()) {
        sample.query.retain(|name, _| !is_score(name));
    }
    sample
}
