//! Any bytes as a line of `voucher check`, for a shipped definition. The fast pass accepts nothing that the exact one rejects, and the
//! checker agrees with the run-time validator.

use crate::{Counts, Finding};
use serde_json::Value;
use std::collections::BTreeSet;
use voucher_codegen::check::{Checker, Finding as Found, Rule};
use voucher_definition::{Definition, SHIPPED};

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let Some((first, body)) = bytes.split_first() else {
        return Ok(Counts::default());
    };
    let definition = definition(*first);
    let mut checker = Checker::new(definition);
    let is_fast = checker.is_certainly_valid(body);
    let findings = checker.check(body).err().unwrap_or_default();
    let is_same = match serde_json::from_slice::<Value>(body) {
        Ok(body) => of_definition(&findings) == violations(definition, &body),
        Err(_) => findings.len() == 1 && of_definition(&findings).is_empty(),
    };
    if !is_same || is_fast && !findings.is_empty() {
        return Err(Finding(format!(
            "{}: the fast pass says {is_fast}, {findings:?}",
            definition.name
        )));
    }
    Ok(Counts {
        accepted: usize::from(findings.is_empty()),
        rejected: usize::from(!findings.is_empty()),
    })
}

fn definition(choice: u8) -> &'static Definition {
    let name = SHIPPED[usize::from(choice) % SHIPPED.len()];
    Definition::find(name).expect("a shipped definition has this name")
}

/// Returns the pointer and the message of each violation. Duplicate members are findings, but not violations.
fn of_definition(findings: &[Found]) -> BTreeSet<(String, String)> {
    let findings = findings.iter();
    findings
        .filter(|finding| matches!(finding.rule, Rule::Definition(_)))
        .map(|finding| (finding.pointer.clone(), finding.message.clone()))
        .collect()
}

fn violations(definition: &'static Definition, body: &Value) -> BTreeSet<(String, String)> {
    let found = definition.check(body).err();
    found
        .iter()
        .flatten()
        .map(|violation| (violation.pointer().into(), violation.message().into()))
        .collect()
}
