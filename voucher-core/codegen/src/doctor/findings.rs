//! Where API and definition disagree.

use super::answer::Meaning;
use super::message::{generalized, pattern};
use super::reduction::Reduction;
use crate::mutate::{Mutant, Mutation};
use serde_json::Value;
use std::collections::BTreeMap;
use voucher_definition::{Contents, Definition, Field};

/// A mutant that the API accepts.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AcceptedMutant {
    /// The mutant: its body, and the rule that it breaks.
    pub mutant: Mutant,
    /// The status of the answer.
    pub status: u16,
    /// The warnings of the answer.
    pub warnings: Vec<String>,
    /// Whether the field is required only because the definition infers it: no page of the API says so.
    pub is_inferred: bool,
}

/// Samples that the API rejects with the same message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RejectedSample {
    /// The status of the answers.
    pub status: u16,
    /// The message about the body, with `…` in place of its values. Empty if the answers have none.
    pub message: String,
    /// How many samples.
    pub samples: usize,
    /// The JSON Pointers of the values because of which the API rejects the body: it accepts the body without them, or with
    /// other values. Empty if that was not found.
    pub pointers: Vec<String>,
    /// The path and the query of a request that is rejected.
    pub target: String,
    /// The smallest body that is rejected.
    pub body: Option<Value>,
    is_reduced: bool,
}

#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) requests: usize,
    /// Whether any request was answered.
    pub(super) is_reached: bool,
    /// Why not everything was sent.
    pub(super) stopped: Option<String>,
    pub(super) samples: Tally,
    pub(super) mutants: Tally,
    /// Mutants that were not sent, because no sample with only the required fields was accepted.
    pub(super) unsent_mutants: usize,
    pub(super) accepted: Vec<AcceptedMutant>,
    pub(super) rejected: Vec<RejectedSample>,
    /// Warnings about accepted samples, and how many samples have them.
    pub(super) warnings: BTreeMap<String, usize>,
    pub(super) unknown: Vec<Unknown>,
}

/// How many requests had which verdict.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) accepted: usize,
    pub(super) rejected: usize,
    pub(super) unknown: usize,
}

impl Tally {
    pub(super) fn sent(self) -> usize {
        self.accepted + self.rejected + self.unknown
    }

    fn add(&mut self, meaning: &Meaning) {
        match meaning {
            Meaning::Accepted { .. } => self.accepted += 1,
            Meaning::Rejected { .. } => self.rejected += 1,
            Meaning::Unknown(_) => self.unknown += 1,
            Meaning::Stop(_) => {}
        }
    }
}

/// A request without a verdict.
#[derive(Debug)]
pub(super) struct Unknown {
    /// The mutant's mutation and pointer; `None` for a sample.
    pub(super) mutant: Option<(Mutation, String)>,
    pub(super) reason: String,
    pub(super) body: Option<Value>,
}

/// Returns a message for each reason of a rejection, without the values of the body.
pub(super) fn reasons(messages: &[String], body: Option<&Value>) -> Vec<String> {
    let mut reasons: Vec<_> = messages
        .iter()
        .map(|message| generalized(message, body))
        .collect();
    reasons.sort();
    reasons.dedup();
    if reasons.is_empty() {
        reasons.push(String::new());
    }
    reasons
}

impl Findings {
    pub(super) fn of_sample(&mut self, target: &str, body: Option<Value>, meaning: &Meaning) {
        self.samples.add(meaning);
        match meaning {
            Meaning::Accepted { warnings, .. } => {
                let warnings = warnings.iter();
                let mut warnings: Vec<_> = warnings
                    .map(|warning| generalized(warning, body.as_ref()))
                    .collect();
                warnings.sort();
                warnings.dedup();
                for warning in warnings {
                    *self.warnings.entry(warning).or_default() += 1;
                }
            }
            Meaning::Rejected { status, messages } => {
                for message in reasons(messages, body.as_ref()) {
                    self.reject(*status, message, target, body.as_ref());
                }
            }
            Meaning::Unknown(reason) => self.unknown.push(Unknown {
                mutant: None,
                reason: reason.clone(),
                body,
            }),
            Meaning::Stop(_) => {}
        }
    }

    fn reject(&mut self, status: u16, message: String, target: &str, body: Option<&Value>) {
        let mut known = self.rejected.iter_mut();
        let known = known
            .find(|known| known.status == status && pattern(&known.message) == pattern(&message));
        if let Some(known) = known {
            known.samples += 1;
            let is_smaller = |body: &&Value| {
                let old = known.body.as_ref().map(length);
                old.is_some_and(|old| length(body) < old)
            };
            if let Some(body) = body.filter(is_smaller) {
                known.body = Some(body.clone());
                known.message = message;
                known.target = target.into();
            }
            return;
        }
        self.rejected.push(RejectedSample {
            status,
            message,
            samples: 1,
            pointers: Vec::new(),
            target: target.into(),
            body: body.cloned(),
            is_reduced: false,
        });
    }

    pub(super) fn of_mutant(
        &mut self,
        definition: &'static Definition,
        mutant: Mutant,
        meaning: &Meaning,
    ) {
        self.mutants.add(meaning);
        match meaning {
            Meaning::Accepted { status, warnings } => {
                let field = locate(definition, &mutant.pointer);
                let is_inferred = mutant.mutation == Mutation::Missing
                    && field.is_some_and(|field| field.evidence.is_waivable());
                self.accepted.push(AcceptedMutant {
                    mutant,
                    status: *status,
                    warnings: warnings.clone(),
                    is_inferred,
                });
            }
            Meaning::Unknown(reason) => self.unknown.push(Unknown {
                mutant: Some((mutant.mutation, mutant.pointer)),
                reason: reason.clone(),
                body: Some(mutant.body),
            }),
            Meaning::Rejected { .. } | Meaning::Stop(_) => {}
        }
    }

    /// Returns rejected samples that were not reduced yet, and their index.
    pub(super) fn next_to_reduce(&mut self, max: usize) -> Option<(usize, &RejectedSample)> {
        let mut rejected = self.rejected.iter_mut().enumerate().take(max);
        let next = rejected.find(|(_, rejected)| !rejected.is_reduced && rejected.body.is_some());
        let (index, rejected) = next?;
        rejected.is_reduced = true;
        Some((index, rejected))
    }

    pub(super) fn reduced(&mut self, reduction: Reduction) {
        if let Some(rejected) = self.rejected.get_mut(reduction.index()) {
            rejected.pointers = reduction.causes();
            (rejected.message, rejected.body) = reduction.into_parts();
        }
    }
}

fn length(body: &Value) -> usize {
    body.to_string().len()
}

/// Finds the field of the value at a JSON Pointer; `None` for the body itself, and inside alternatives.
fn locate(definition: &'static Definition, pointer: &str) -> Option<&'static Field> {
    let mut field = definition.body?;
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        field = match field.kind.contents() {
            Contents::Fields(object) => object.field(&name)?,
            Contents::Elements(array) => array.element,
            Contents::Values(map) => map.value,
            Contents::Alternatives(_) | Contents::Ancestor(_) | Contents::None => return None,
        };
    }
    Some(field)
}
