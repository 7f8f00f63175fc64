//! Writes what an examination has found.

use super::findings::{AcceptedMutant, Findings, RejectedSample, Tally};
use crate::github::{Annotation, Severity};
use crate::mutate::Mutation;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use voucher_definition::Definition;

/// The maximum number of mutants with the same mutation whose bodies are shown.
const MAX_BODIES: usize = 3;

/// What an examination has found.
#[derive(Debug)]
pub struct Report {
    request: String,
    seed: u64,
    findings: Findings,
}

impl Report {
    pub(super) fn new(definition: &Definition, seed: u64, findings: Findings) -> Self {
        let Definition { method, path, .. } = definition;
        Self {
            request: format!("{method} {path}"),
            seed,
            findings,
        }
    }

    /// Returns the mutants that the API accepts, in the order of the definition.
    #[must_use]
    pub fn accepted(&self) -> &[AcceptedMutant] {
        &self.findings.accepted
    }

    /// Returns the samples that the API rejects, by their messages.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedSample] {
        &self.findings.rejected
    }

    /// Returns the number of disagreements.
    #[must_use]
    pub fn disagreements(&self) -> usize {
        self.findings.accepted.len() + self.findings.rejected.len()
    }

    /// Returns the number of samples and mutants to which the API gave no verdict. They do not count as agreement.
    #[must_use]
    pub fn without_verdict(&self) -> usize {
        self.findings.unknown.len()
    }

    /// Returns why the examination ended early, if it did.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.findings.stopped.as_deref()
    }

    /// Returns whether the API accepted or rejected anything.
    #[must_use]
    pub fn has_verdicts(&self) -> bool {
        let Findings {
            samples, mutants, ..
        } = &self.findings;
        samples.accepted + samples.rejected + mutants.accepted + mutants.rejected > 0
    }

    /// Returns the report as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.request);
        self.push_accepted(&mut text);
        self.push_rejected(&mut text);
        self.push_unknown(&mut text);
        let findings = &self.findings;
        if !findings.warnings.is_empty() {
            text.push_str("\nwarnings about accepted samples:\n");
        }
        for (warning, count) in &findings.warnings {
            let _ = writeln!(text, "  {count} x {warning}");
        }
        let _ = writeln!(text, "\n{}", self.summary());
        text
    }

    /// Returns the numbers, on a few lines.
    fn summary(&self) -> String {
        let findings = &self.findings;
        let counts = |tally: Tally, singular: &str| {
            let sent = counted(tally.sent(), singular);
            let unknown = match tally.unknown {
                0 => String::new(),
                unknown => format!(", {unknown} without a verdict"),
            };
            let Tally {
                accepted, rejected, ..
            } = tally;
            format!("{sent}: {accepted} accepted, {rejected} rejected{unknown}\n")
        };
        let mut summary = counts(findings.samples, "sample");
        if findings.mutants.sent() > 0 {
            summary.push_str(&counts(findings.mutants, "mutant"));
        }
        if findings.unsent_mutants > 0 {
            let unsent = counted(findings.unsent_mutants, "mutant");
            let _ = writeln!(
                summary,
                "{unsent} not sent: the API accepts no sample with only the required fields, so it would reject every mutant"
            );
        }
        if let Some(reason) = &findings.stopped {
            let _ = writeln!(summary, "ended early: {reason}");
        }
        summary.push_str(&match self.disagreements() {
            0 if self.is_complete() => "API and definition agree".into(),
            disagreements => counted(disagreements, "disagreement"),
        });
        summary
    }

    /// Returns whether everything was sent and has a verdict.
    fn is_complete(&self) -> bool {
        let findings = &self.findings;
        findings.stopped.is_none() && findings.unsent_mutants == 0 && findings.unknown.is_empty()
    }

    /// Returns the accepted mutants by what is wrong with them.
    fn accepted_by_mutation(&self) -> BTreeMap<Mutation, Vec<&AcceptedMutant>> {
        let mut groups = BTreeMap::<_, Vec<_>>::new();
        for accepted in &self.findings.accepted {
            let group = groups.entry(accepted.mutant.mutation).or_default();
            group.push(accepted);
        }
        groups
    }

    fn push_accepted(&self, text: &mut String) {
        if !self.findings.accepted.is_empty() {
            text.push_str("\naccepted by the API, but invalid by the definition:\n");
        }
        for (mutation, group) in self.accepted_by_mutation() {
            let _ = writeln!(text, "\n  {mutation}");
            let width = group.iter().map(|one| place(&one.mutant.pointer).len());
            let width = width.max().unwrap_or_default();
            let smallest = group
                .iter()
                .min_by_key(|one| one.mutant.body.to_string().len());
            for accepted in &group {
                let place = place(&accepted.mutant.pointer);
                let rule = accepted.rule();
                let _ = writeln!(text, "    {place:width$}  {rule}");
                if group.len() <= MAX_BODIES {
                    accepted.push_answer(text);
                }
            }
            if let Some(smallest) = smallest.filter(|_| group.len() > MAX_BODIES) {
                smallest.push_answer(text);
            }
        }
    }

    fn push_rejected(&self, text: &mut String) {
        if !self.findings.rejected.is_empty() {
            text.push_str("\nrejected by the API, but valid by the definition:\n");
        }
        for rejected in &self.findings.rejected {
            let samples = counted(rejected.samples, "sample");
            let _ = writeln!(text, "\n  {}", rejected.headline());
            let causes = rejected.pointers.iter().map(|pointer| place(pointer));
            let causes = causes.collect::<Vec<_>>().join(", ");
            let causes = match &*causes {
                "" => String::new(),
                causes => format!("; because of {causes}"),
            };
            let _ = writeln!(text, "    {samples}{causes}");
            let _ = match &rejected.body {
                Some(body) => writeln!(text, "      {body}"),
                None => writeln!(text, "      {}", rejected.target),
            };
        }
    }

    fn push_unknown(&self, text: &mut String) {
        let mut reasons = BTreeMap::<_, Vec<_>>::new();
        for unknown in &self.findings.unknown {
            let what = match &unknown.mutant {
                None => "sample".into(),
                Some((mutation, pointer)) => format!("{mutation} {}", place(pointer)),
            };
            reasons.entry(&unknown.reason).or_default().push(what);
        }
        if !reasons.is_empty() {
            text.push_str("\nwithout a verdict:\n");
        }
        for (reason, what) in reasons {
            let _ = writeln!(text, "\n  {reason}");
            for what in what.iter().take(MAX_BODIES) {
                let _ = writeln!(text, "    {what}");
            }
            let others = what.len().saturating_sub(MAX_BODIES);
            if others > 0 {
                let _ = writeln!(text, "    and {others} more");
            }
        }
    }

    /// Returns the report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let findings = &self.findings;
        let tally = |tally: Tally| {
            let Tally {
                accepted,
                rejected,
                unknown,
            } = tally;
            json!({"accepted": accepted, "rejected": rejected, "unknown": unknown})
        };
        let accepted = findings.accepted.iter().map(AcceptedMutant::json);
        let rejected = findings.rejected.iter().map(RejectedSample::json);
        let unknown = findings.unknown.iter().map(|unknown| {
            let mutant = unknown.mutant.as_ref();
            json!({
                "mutation": mutant.map(|(mutation, _)| mutation.name()),
                "pointer": mutant.map(|(_, pointer)| pointer),
                "reason": unknown.reason,
                "body": unknown.body,
            })
        });
        json!({
            "request": self.request,
            "seed": self.seed,
            "accepted": accepted.collect::<Vec<_>>(),
            "rejected": rejected.collect::<Vec<_>>(),
            "unknown": unknown.collect::<Vec<_>>(),
            "warnings": findings.warnings,
            "summary": {
                "requests": findings.requests,
                "samples": tally(findings.samples),
                "mutants": tally(findings.mutants),
                "unsentMutants": findings.unsent_mutants,
                "disagreements": self.disagreements(),
                "stopped": findings.stopped,
            },
        })
    }

    /// Returns the disagreements as commands that make GitHub annotate a file: the definition file, if it is known.
    #[must_use]
    pub fn github(&self, definition_file: Option<&str>) -> String {
        let mut commands = String::new();
        let mut annotate = |severity, title: &str, message: &str| {
            let annotation = Annotation {
                severity,
                file: definition_file,
                place: None,
                title,
                message,
            };
            let _ = writeln!(commands, "{annotation}");
        };
        for (mutation, group) in self.accepted_by_mutation() {
            let lines = group
                .iter()
                .map(|one| format!("{}: {}", place(&one.mutant.pointer), one.rule()));
            let lines = lines.collect::<Vec<_>>().join("\n");
            let title = format!("the API accepts what the definition rejects: {mutation}");
            annotate(Severity::Warning, &title, &lines);
        }
        for rejected in &self.findings.rejected {
            let body = rejected.body.as_ref().map(Value::to_string);
            let message = format!("{}\n{}", rejected.headline(), body.unwrap_or_default());
            let title = "the API rejects what the definition accepts";
            annotate(Severity::Error, title, message.trim_end());
        }
        commands
    }
}

impl AcceptedMutant {
    /// Returns what the definition says about the value.
    fn rule(&self) -> String {
        let inferred = if self.is_inferred {
            " (inferred, no page of the API says so)"
        } else {
            ""
        };
        format!("{}{inferred}", self.mutant.message)
    }

    fn push_answer(&self, text: &mut String) {
        for warning in &self.warnings {
            let _ = writeln!(text, "      with a warning: {warning}");
        }
        let _ = writeln!(text, "      {}", self.mutant.body);
    }

    fn json(&self) -> Value {
        json!({
            "mutation": self.mutant.mutation.name(),
            "pointer": self.mutant.pointer,
            "rule": self.mutant.rule.to_string(),
            "message": self.mutant.message,
            "inferred": self.is_inferred,
            "status": self.status,
            "warnings": self.warnings,
            "body": self.mutant.body,
        })
    }
}

impl RejectedSample {
    fn headline(&self) -> String {
        let Self {
            status, message, ..
        } = self;
        match &**message {
            "" => format!("{status}, without a message"),
            message => format!("{status}: {message}"),
        }
    }

    fn json(&self) -> Value {
        json!({
            "status": self.status,
            "message": self.message,
            "samples": self.samples,
            "pointers": self.pointers,
            "target": self.target,
            "body": self.body,
        })
    }
}

/// Returns a JSON Pointer, or words for the body itself.
fn place(pointer: &str) -> &str {
    if pointer.is_empty() {
        "the body"
    } else {
        pointer
    }
}

fn counted(count: usize, singular: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {singular}{plural}")
}
