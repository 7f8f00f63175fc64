//! Violations in a body, which reject the request, and warnings, which do not.

use super::time_units::{find_unit, to_millis};
use super::{Finding, Times};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;
use voucher_definition::suggest::distance;
use voucher_definition::time::Unit;
use voucher_definition::{Contents, Definition, Evidence, Field, Kind, Rule, Violation, pointer};

/// A violation or warning.
pub(super) struct Graded {
    pub(super) violation: Violation,
    pub(super) is_warning: bool,
    /// Whether all members of a group are missing of which exactly one is required. The violation is then at their object.
    is_of_group: bool,
}

/// A field of a definition, found by the JSON Pointer of its value.
struct Located {
    field: &'static Field,
    /// Whether the field or an enclosing object or array is sensitive.
    is_sensitive: bool,
    is_element: bool,
}

/// Returns all violations and warnings of a body, in the definition's order. Unknown members follow the missing members of the
/// same object, because an unknown member is often a misspelt one.
pub(super) fn findings_in(
    definition: &'static Definition,
    body: &Value,
    times: Times,
) -> Vec<Graded> {
    let violations = definition.check(body).err();
    let mut findings = Vec::new();
    for violation in violations.into_iter().flatten() {
        if is_of_group(&violation, body) {
            findings.push(Graded {
                is_of_group: true,
                ..Graded::violation(violation)
            });
            continue;
        }
        match locate(definition, body, violation.pointer()) {
            Some(located) => findings.extend(grade(definition, &located, violation, body, times)),
            None => findings.push(Graded::violation(violation)),
        }
    }
    with_unknown(definition, body, findings, definition.unknown(body))
}

impl From<&Graded> for Finding {
    fn from(graded: &Graded) -> Self {
        Self {
            pointer: Some(graded.violation.pointer().into()),
            line: None,
            message: graded.violation.message().into(),
            is_warning: graded.is_warning,
        }
    }
}

impl Graded {
    pub(super) fn violation(violation: Violation) -> Self {
        Self {
            violation,
            is_warning: false,
            is_of_group: false,
        }
    }

    pub(super) fn warning(violation: Violation) -> Self {
        Self {
            violation,
            is_warning: true,
            is_of_group: false,
        }
    }
}

/// Returns whether something is missing from an object that is in the body: all members of a group of which exactly one is
/// required.
fn is_of_group(violation: &Violation, body: &Value) -> bool {
    violation.rule() == Rule::Required && body.pointer(violation.pointer()).is_some()
}

/// Returns what the sandbox reports for a violation of a parameter's value; `None` if the API accepts the value.
pub(super) fn of_parameter(
    field: &'static Field,
    violation: Violation,
    value: &Value,
    times: Times,
) -> Option<Graded> {
    let located = &Located {
        field,
        is_sensitive: field.sensitive,
        is_element: false,
    };
    let finding = if violation.rule() == Rule::Time {
        time(located, violation, value, times)?
    } else {
        Graded::violation(violation)
    };
    Some(with_evidence(field, finding))
}

/// Returns what the sandbox reports for a violation; `None` if the API accepts the value.
fn grade(
    definition: &'static Definition,
    located: &Located,
    violation: Violation,
    body: &Value,
    times: Times,
) -> Option<Graded> {
    let field = located.field;
    let value = body.pointer(violation.pointer());
    let finding = match (violation.rule(), value) {
        (Rule::Required, _) => required(definition, field, violation, body),
        (Rule::Type | Rule::Object, Some(Value::Null)) => null(located, &violation),
        (Rule::Time, Some(count)) => return time(located, violation, count, times),
        (Rule::Type, Some(value)) if field.kind == Kind::Time => {
            Graded::violation(with_millis(located, &violation, value))
        }
        _ => Graded::violation(violation),
    };
    Some(with_evidence(field, finding))
}

/// Grades a missing member: a warning if it is required only by inference and not misspelt, else a violation.
fn required(
    definition: &'static Definition,
    field: &Field,
    violation: Violation,
    body: &Value,
) -> Graded {
    let is_warning = field.evidence.is_waivable()
        && !is_misspelt(definition, field.name, parent(&violation), body);
    Graded {
        is_warning,
        ..Graded::violation(violation)
    }
}

/// Returns whether an object has an unknown member whose name is similar to a missing one. `object` is its JSON Pointer.
fn is_misspelt(definition: &'static Definition, missing: &str, object: &str, body: &Value) -> bool {
    let members = body.pointer(object).and_then(Value::as_object);
    let mut names = members.into_iter().flat_map(Map::keys);
    names.any(|name| {
        distance(name, missing).is_some()
            && locate(definition, body, &pointer(object, name)).is_none()
    })
}

/// Reports a `null`, which is not a value: the API's clients omit members without a value.
fn null(located: &Located, violation: &Violation) -> Graded {
    let field = located.field;
    let is_stated = field.is_required() && field.evidence == Evidence::Documented;
    let advice = if is_stated && !located.is_element {
        "leave it out to send no value, but this member is required"
    } else {
        "leave it out"
    };
    let expected = field.kind.json();
    let message = format!("expected {expected}, found null; {advice}");
    Graded::violation(with_message(violation, message))
}

/// Grades a number that is not a time in milliseconds.
fn time(located: &Located, violation: Violation, count: &Value, times: Times) -> Option<Graded> {
    let unit = super::integer(count).and_then(find_unit);
    match (unit, times) {
        (Some(Unit::Nanos), _) => None,
        (Some(Unit::Seconds), Times::Lenient) => {
            let message = "expected milliseconds, found seconds".to_string();
            let warning = with_message(&violation, message);
            Some(Graded::warning(with_millis(located, &warning, count)))
        }
        (Some(_), _) => Some(Graded::violation(with_millis(located, &violation, count))),
        (None, _) => Some(Graded::violation(violation)),
    }
}

/// Adds the advice to send milliseconds to the message: `…; send milliseconds: 1512828988000`.
fn with_millis(located: &Located, violation: &Violation, value: &Value) -> Violation {
    let message = violation.message();
    let message = match to_millis(value).filter(|_| !located.is_sensitive) {
        Some(millis) => format!("{message}; send milliseconds: {millis}"),
        None => format!("{message}; send milliseconds"),
    };
    with_message(violation, message)
}

/// Marks the message of a rule that no page of the API states. The unit of times and mutually exclusive fields are documented
/// for all fields.
fn with_evidence(field: &Field, finding: Graded) -> Graded {
    let rule = finding.violation.rule();
    if matches!(rule, Rule::Time | Rule::Exclusive) {
        return finding;
    }
    let message = finding.violation.message();
    let message = match (field.evidence, field.source) {
        (Evidence::Documented, _) => return finding,
        (Evidence::Inferred, "") => format!("{message} (inferred)"),
        (Evidence::Inferred, source) => format!("{message} (inferred from {source})"),
        (Evidence::Client, "") => format!("{message} (known only from public clients)"),
        (Evidence::Client, source) => format!("{message} (known only from {source})"),
    };
    Graded {
        violation: with_message(&finding.violation, message),
        ..finding
    }
}

fn with_message(violation: &Violation, message: String) -> Violation {
    Violation::new(violation.pointer().into(), violation.rule(), message)
}

/// Adds the unknown members: those of an object after its last missing field, the others at the end.
fn with_unknown(
    definition: &'static Definition,
    body: &Value,
    findings: Vec<Graded>,
    unknown: Vec<Violation>,
) -> Vec<Graded> {
    // Unknown members of a closed object are already reported as violations.
    let violations = findings.iter().map(|finding| &finding.violation);
    let violations = violations.filter(|violation| violation.rule() == Rule::Unknown);
    let pointers = violations.map(|violation| violation.pointer().into());
    let reported: BTreeSet<String> = pointers.collect();
    let mut by_parent: BTreeMap<String, Vec<Violation>> = BTreeMap::new();
    for unknown in unknown {
        if !reported.contains(unknown.pointer()) {
            let object = object_of(definition, body, &unknown);
            let members = by_parent.entry(object.into()).or_default();
            members.push(unknown);
        }
    }
    let mut all = Vec::new();
    for finding in findings.into_iter().rev() {
        if finding.violation.rule() == Rule::Required {
            let object = if finding.is_of_group {
                finding.violation.pointer()
            } else {
                parent(&finding.violation)
            };
            let members = by_parent.remove(object);
            let members = members.into_iter().flatten().rev();
            all.extend(members.map(Graded::warning));
        }
        all.push(finding);
    }
    all.reverse();
    let rest = by_parent.into_values().flatten();
    all.extend(rest.map(Graded::warning));
    all
}

/// Returns the JSON Pointer of the object that contains an unknown member. In a sensitive object, the member is reported at
/// the object itself.
fn object_of<'v>(definition: &'static Definition, body: &Value, unknown: &'v Violation) -> &'v str {
    match locate(definition, body, unknown.pointer()) {
        Some(_) => unknown.pointer(),
        None => parent(unknown),
    }
}

/// Returns the JSON Pointer of the object that contains a member.
fn parent(violation: &Violation) -> &str {
    let pointer = violation.pointer();
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Finds the field definition of the value at a JSON Pointer; `None` for the body itself and unknown members.
fn locate(definition: &'static Definition, body: &Value, pointer: &str) -> Option<Located> {
    let mut kind = definition.body?.kind;
    let mut around = Some(body);
    let mut located = None;
    let mut is_sensitive = false;
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        if let Contents::Alternatives(one_of) = kind.contents() {
            let alternative = one_of.alternative_of(around?)?;
            is_sensitive |= alternative.sensitive;
            kind = alternative.kind;
        }
        let (field, is_element) = match kind.contents() {
            Contents::Fields(object) => (object.field(&name)?, false),
            Contents::Elements(array) => (array.element, true),
            Contents::Values(map) => (map.value, true),
            Contents::Alternatives(_) | Contents::Ancestor(_) | Contents::None => return None,
        };
        around = around.and_then(|around| match around {
            Value::Array(elements) => elements.get(name.parse::<usize>().ok()?),
            _ => around.get(&name),
        });
        kind = field.kind;
        is_sensitive |= field.sensitive;
        located = Some(Located {
            field,
            is_sensitive,
            is_element,
        });
    }
    located
}
