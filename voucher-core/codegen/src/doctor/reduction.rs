//! Makes a rejected sample smaller, to find out why it is rejected.

use super::answer::Meaning;
use super::findings::{RejectedSample, reasons};
use super::message::pattern;
use serde_json::Value;
use voucher_definition::{Definition, pointer};

/// How many requests one reduction may send.
const BUDGET: usize = 60;

/// A reduction. Each step removes a value, or takes that of a body that the API accepts; the body stays valid.
#[derive(Debug)]
pub(super) struct Reduction {
    index: usize,
    status: u16,
    message: String,
    body: Value,
    /// Bodies that the API accepts.
    accepted: Vec<Value>,
    steps: std::vec::IntoIter<Step>,
    /// The pointer of the step that was sent last.
    current: Option<Step>,
    /// Where a step makes the API accept the body.
    causes: Vec<String>,
    budget: usize,
}

#[derive(Debug)]
struct Step {
    pointer: String,
    is_element: bool,
    body: Value,
}

impl Reduction {
    pub(super) fn new(
        definition: &Definition,
        index: usize,
        rejected: &RejectedSample,
        accepted: Vec<Value>,
    ) -> Self {
        let body = rejected.body.clone().unwrap_or_default();
        let mut reduction = Self {
            index,
            status: rejected.status,
            message: rejected.message.clone(),
            body,
            accepted,
            steps: Vec::new().into_iter(),
            current: None,
            causes: Vec::new(),
            budget: BUDGET,
        };
        reduction.plan(definition);
        reduction
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Returns the smallest body that is rejected, and the message about it.
    pub(super) fn into_parts(self) -> (String, Option<Value>) {
        (self.message, Some(self.body))
    }

    /// Returns the deepest values that are the reason.
    pub(super) fn causes(&self) -> Vec<String> {
        let is_outer = |outer: &String| {
            let inside = format!("{outer}/");
            self.causes.iter().any(|other| other.starts_with(&inside))
        };
        let causes = self.causes.iter().filter(|pointer| !is_outer(pointer));
        causes.cloned().collect()
    }

    /// Returns the next body to send, or `None` at the end.
    pub(super) fn next_part(&mut self) -> Option<Value> {
        self.budget = self.budget.checked_sub(1)?;
        let step = self.steps.next()?;
        let body = step.body.clone();
        self.current = Some(step);
        Some(body)
    }

    /// Records what the API did with the last body.
    pub(super) fn record(&mut self, definition: &Definition, body: Value, meaning: &Meaning) {
        let Some(step) = self.current.take() else {
            return;
        };
        match meaning {
            Meaning::Accepted { .. } => self.causes.push(step.pointer),
            Meaning::Rejected { status, messages } if *status == self.status => {
                let mut reasons = reasons(messages, Some(&body)).into_iter();
                let expected = pattern(&self.message);
                if let Some(message) = reasons.find(|reason| pattern(reason) == expected) {
                    self.message = message;
                    self.body = body;
                    if step.is_element {
                        // The indexes of other elements have changed.
                        self.causes.clear();
                    }
                    self.plan(definition);
                }
            }
            Meaning::Rejected { .. } | Meaning::Unknown(_) | Meaning::Stop(_) => {}
        }
    }

    /// Plans the steps from the current body, from the outside to the inside.
    fn plan(&mut self, definition: &Definition) {
        let mut pointers = Vec::new();
        push_pointers(&self.body, "", &mut pointers);
        pointers.retain(|(pointer, _)| !self.causes.contains(pointer));
        let removals = pointers.iter().filter_map(|(pointer, is_element)| {
            let mut body = self.body.clone();
            remove(&mut body, pointer)?;
            Some((pointer, *is_element, body))
        });
        let replacements = pointers.iter().filter_map(|(pointer, _)| {
            let mut others = self.accepted.iter();
            let other = others.find_map(|accepted| accepted.pointer(pointer))?;
            let mut body = self.body.clone();
            let value = body.pointer_mut(pointer)?;
            if value == other || value.is_object() || value.is_array() {
                return None;
            }
            *value = other.clone();
            Some((pointer, false, body))
        });
        let steps = removals.chain(replacements);
        let steps = steps.filter(|(_, _, body)| definition.check(body).is_ok());
        let steps = steps.map(|(pointer, is_element, body)| Step {
            pointer: pointer.clone(),
            is_element,
            body,
        });
        self.steps = steps.collect::<Vec<_>>().into_iter();
    }
}

/// Adds the pointers of all values in a value, and whether each is an element of an array.
fn push_pointers(value: &Value, at: &str, pointers: &mut Vec<(String, bool)>) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                let at = format!("{at}/{index}");
                pointers.push((at.clone(), true));
                push_pointers(element, &at, pointers);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let at = pointer(at, name);
                pointers.push((at.clone(), false));
                push_pointers(member, &at, pointers);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn remove(body: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    match body.pointer_mut(parent)? {
        Value::Object(members) => members.shift_remove(&last.replace("~1", "/").replace("~0", "~")),
        Value::Array(elements) => {
            let index: usize = last.parse().ok()?;
            (index < elements.len()).then(|| elements.remove(index))
        }
        _ => None,
    }
}
