//! Checks data against a definition: a body, or a stream of bodies.
//!
//! Most data is valid, so a body is first checked while it is parsed, without a tree of values. Only a body that may be invalid
//! is parsed again, to find everything that is wrong with it and where.
//!
//! ```
//! use voucher_codegen::check::Checker;
//! use voucher_definition::Definition;
//!
//! let mut checker = Checker::new(Definition::find("voucher/check").unwrap());
//! assert!(checker.check(br#"{"customerId": "c1"}"#).is_ok());
//!
//! let findings = checker.check(br#"{"customerId": "c1", "depth": 11}"#).unwrap_err();
//! let finding = &findings[0];
//! assert_eq!((finding.line, finding.column, &*finding.pointer), (1, 31, "/depth"));
//! assert_eq!(finding.message, "expected at most 10, found 11");
//! ```

mod duplicate;
mod exact;
mod fast;
mod finding;
mod framing;
mod names;
mod plan;
mod position;
mod report;
mod stream;
mod text;
mod window;

pub use finding::{Finding, Rule};
pub use report::{JSON_SCHEMA, Report, Style};
pub use stream::{Format, Options, Tally};

use fast::State;
use plan::Plan;
use voucher_definition::Definition;

/// Checks bodies against a definition.
pub struct Checker {
    definition: &'static Definition,
    reports_unknown: bool,
    plan: Plan,
    state: State,
}

impl Checker {
    /// Prepares a definition.
    #[must_use]
    pub fn new(definition: &'static Definition) -> Self {
        let plan = Plan::new(definition.body, false);
        let state = State::new(&plan);
        Self {
            definition,
            reports_unknown: false,
            plan,
            state,
        }
    }

    /// Also reports members that are not in the definition where the API may accept them. Free objects such as `custom` have
    /// no unknown members.
    ///
    /// ```
    /// use voucher_codegen::check::Checker;
    /// use voucher_definition::Definition;
    ///
    /// let mut checker = Checker::new(Definition::find("voucher/check").unwrap()).report_unknown();
    /// let findings = checker.check(br#"{"customerId": "c1", "voucherTipe": "staff"}"#).unwrap_err();
    /// assert_eq!(findings[0].nearest, Some("voucherType"));
    /// ```
    #[must_use]
    pub fn report_unknown(mut self) -> Self {
        self.reports_unknown = true;
        self.plan = Plan::new(self.definition.body, true);
        self
    }

    /// Returns the definition.
    #[must_use]
    pub fn definition(&self) -> &'static Definition {
        self.definition
    }

    /// Checks one body: JSON text, such as a line of NDJSON.
    ///
    /// # Errors
    /// Everything that is wrong with the body, in its order.
    pub fn check(&mut self, body: &[u8]) -> Result<(), Vec<Finding>> {
        if self.is_certainly_valid(body) {
            return Ok(());
        }
        let findings = exact::findings(self.definition, self.reports_unknown, body);
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }

    /// Returns whether the fast pass alone accepts a body. It accepts no invalid one, and nearly every valid one.
    #[must_use]
    pub fn is_certainly_valid(&mut self, body: &[u8]) -> bool {
        let text = std::str::from_utf8(body);
        text.is_ok_and(|text| fast::is_valid(&self.plan, &mut self.state, text))
    }
}
