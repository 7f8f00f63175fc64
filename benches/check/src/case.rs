//! The measured cases, and whether all contestants have the same result.

use crate::lines::lines;
use crate::measure::{Case, Contestant};
use serde_json::Value;
#[cfg(feature = "ours")]
use std::cell::RefCell;
use std::rc::Rc;
#[cfg(feature = "ours")]
use voucher_codegen::check::Checker;
use voucher_definition::Definition;

pub(crate) const ORDER: &str = "order";
pub(crate) const CHECKOUT: &str = "checkout";
pub(crate) const INVALID: &str = "order, one line in a hundred invalid";
pub(crate) const CASES: [&str; 3] = [ORDER, CHECKOUT, INVALID];

#[cfg(feature = "ours")]
pub(crate) const OURS: &str = "voucher check";
pub(crate) const VALUE: &str = "serde_json Value";
pub(crate) const VALIDATOR: &str = "serde_json Value + Definition::check";
pub(crate) const JSONSCHEMA: &str = "serde_json Value + jsonschema";
pub(crate) const ALL_ERRORS: &str = "serde_json Value + jsonschema, all errors";

/// The size of the lines of a case. They fit in the second cache, so that only the work is compared.
const BYTES: usize = 256 << 10;

/// Returns the lines of a case, and which are valid.
fn of_case(name: &str, definition: &Definition) -> Vec<(String, bool)> {
    let mut lines: Vec<_> = lines(definition, BYTES)
        .into_iter()
        .map(|line| (line, true))
        .collect();
    if name == INVALID {
        for (line, is_valid) in lines.iter_mut().skip(50).step_by(100) {
            *line = line.replacen("\"timestamp\":", "\"timestamp\":\"now\",\"at\":", 1);
            *is_valid = false;
        }
    }
    lines
}

/// Returns a contestant that checks the line with the number of the call.
fn contestant(
    name: &str,
    lines: &Rc<Vec<(String, bool)>>,
    check: impl Fn(&[u8]) -> bool + 'static,
) -> Contestant {
    let lines = Rc::clone(lines);
    Contestant::new(name, move |at, _| {
        lines
            .get(at)
            .is_some_and(|(line, is_valid)| check(line.as_bytes()) == *is_valid)
    })
}

fn parse(line: &[u8]) -> Option<Value> {
    serde_json::from_slice(line).ok()
}

pub(crate) fn case(name: &str) -> Result<Case, String> {
    let name = CASES.into_iter().find(|known| *known == name);
    let name = name.ok_or("no such case")?;
    let file = if name == CHECKOUT { CHECKOUT } else { ORDER };
    let definition = Definition::find(file).ok_or("no such definition")?;
    let lines = Rc::new(of_case(name, definition));
    let validator = Rc::new(validator(file)?);
    let valid = Rc::clone(&lines);
    let contestants = vec![
        #[cfg(feature = "ours")]
        {
            let checker = RefCell::new(Checker::new(definition));
            contestant(OURS, &lines, move |line| {
                checker.borrow_mut().check(line).is_ok()
            })
        },
        // It accepts every line.
        Contestant::new(VALUE, move |at, _| {
            valid
                .get(at)
                .is_some_and(|(line, _)| parse(line.as_bytes()).is_some())
        }),
        contestant(VALIDATOR, &lines, |line| {
            parse(line).is_some_and(|body| definition.check(&body).is_ok())
        }),
        contestant(JSONSCHEMA, &lines, {
            let validator = Rc::clone(&validator);
            move |line| parse(line).is_some_and(|body| validator.is_valid(&body))
        }),
        contestant(ALL_ERRORS, &lines, move |line| {
            parse(line).is_some_and(|body| validator.iter_errors(&body).count() == 0)
        }),
    ];
    Ok(Case {
        name,
        cycle: lines.len(),
        contestants,
    })
}

/// Returns the validator of the file of a definition.
fn validator(file: &str) -> Result<jsonschema::Validator, String> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../voucher-core/definition/definitions"
    );
    let path = format!("{folder}/{file}.json");
    let schema = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let schema: Value = serde_json::from_slice(&schema).map_err(|error| error.to_string())?;
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).map_err(|error| error.to_string())
}

/// Checks that each contestant has the expected result for each line.
pub(crate) fn verify(case: &Case) -> Result<(), String> {
    for contestant in &case.contestants {
        for at in 0..case.cycle {
            if !(contestant.run)(at, &mut Vec::new()) {
                return Err(format!(
                    "{}: `{}` has another result for line {}",
                    case.name,
                    contestant.name,
                    at + 1
                ));
            }
        }
    }
    Ok(())
}
