//! Bodies that break exactly one rule of a definition, with the violation that has to be reported: a test kit for
//! validators, in any language.

mod change;
mod request;
mod site;
mod wrong;

pub use request::{RequestMutant, request_mutants};

use crate::sample::{Generator, Unsatisfiable, sample};
use serde_json::Value;
use site::Site;
use std::fmt::{self, Display, Formatter};
use voucher_definition::{Definition, Rule};

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Mutation {
    /// A required member is missing.
    Missing,
    /// A value is `null`.
    Null,
    /// A value has another JSON type.
    Type,
    /// An integer has a fraction.
    Fraction,
    /// An integer does not fit in 64 bits.
    Wide,
    /// A string has too few characters.
    TooShort,
    /// A string has too many characters.
    TooLong,
    /// A string does not match a pattern.
    Pattern,
    /// A string does not have its format.
    Format,
    /// A value is not a listed one, or not the only allowed one.
    Unlisted,
    /// A number is below its minimum.
    BelowMinimum,
    /// A number is above its maximum.
    AboveMaximum,
    /// A number is not a multiple of what it has to be.
    NotMultiple,
    /// A time is a number of seconds.
    Seconds,
    /// Three letters are not a currency code.
    Currency,
    /// An array has too few elements.
    TooFewElements,
    /// An array has too many elements.
    TooManyElements,
    /// Two elements are equal.
    Duplicate,
    /// A map has too few members.
    TooFewMembers,
    /// A map has too many members.
    TooManyMembers,
    /// A key of a map is not allowed.
    Key,
    /// A closed object has a member that the definition does not list.
    Unknown,
    /// Two mutually exclusive members are present.
    Exclusive,
    /// Exactly one of several members has to be present, and none is.
    NoneOf,
    /// No alternative accepts the value.
    NoAlternative,
    /// Two alternatives accept the value, and only one may.
    SeveralAlternatives,
    /// A value contains itself too often.
    TooDeep,
}

impl Mutation {
    /// Returns the name: `below-minimum`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Type => "type",
            Self::Fraction => "fraction",
            Self::Wide => "wide",
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::Unlisted => "unlisted",
            Self::BelowMinimum => "below-minimum",
            Self::AboveMaximum => "above-maximum",
            Self::NotMultiple => "not-multiple",
            Self::Seconds => "seconds",
            Self::Currency => "currency",
            Self::TooFewElements => "too-few-elements",
            Self::TooManyElements => "too-many-elements",
            Self::Duplicate => "duplicate",
            Self::TooFewMembers => "too-few-members",
            Self::TooManyMembers => "too-many-members",
            Self::Key => "key",
            Self::Unknown => "unknown",
            Self::Exclusive => "exclusive",
            Self::NoneOf => "none-of",
            Self::NoAlternative => "no-alternative",
            Self::SeveralAlternatives => "several-alternatives",
            Self::TooDeep => "too-deep",
        }
    }
}

impl Display for Mutation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A body that breaks exactly one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// What is wrong with it.
    pub mutation: Mutation,
    /// The JSON Pointer of the violation.
    pub pointer: String,
    /// The rule of the violation.
    pub rule: Rule,
    /// The message of the violation.
    pub message: String,
    /// The body.
    pub body: Value,
}

/// An iterator over bodies that break exactly one rule.
#[derive(Debug)]
pub struct Mutants {
    definition: &'static Definition,
    generator: Generator,
    sites: std::vec::IntoIter<Site>,
    /// The mutants of the current site.
    ready: std::vec::IntoIter<Mutant>,
}

/// Returns a body for each rule of each field that can be broken alone: everything else in it is valid, and
/// [`Definition::check`] reports exactly the announced violation. It has only what is required besides the broken field.
///
/// # Errors
/// No valid body was found, because the rules of a value contradict each other.
///
/// # Examples
/// ```
/// use voucher_codegen::mutate::{Mutation, mutants};
/// use voucher_definition::{Definition, Rule};
///
/// let voucher = Definition::find("voucher").expect("ships with the toolkit");
/// let currency: Vec<_> = mutants(voucher, 7)?
///     .filter(|mutant| mutant.pointer == "/voucher/currency")
///     .map(|mutant| (mutant.mutation, mutant.rule))
///     .collect();
/// assert_eq!(
///     currency,
///     [
///         (Mutation::Missing, Rule::Required),
///         (Mutation::Type, Rule::Type),
///         (Mutation::Null, Rule::Type),
///         (Mutation::Pattern, Rule::Pattern),
///         (Mutation::Currency, Rule::Currency),
///     ]
/// );
/// # Ok::<(), voucher_codegen::sample::Unsatisfiable>(())
/// ```
pub fn mutants(definition: &'static Definition, seed: u64) -> Result<Mutants, Unsatisfiable> {
    if definition.body.is_some() {
        sample(definition, seed)?;
    }
    let sites = definition.body.map(site::sites).unwrap_or_default();
    Ok(Mutants {
        definition,
        generator: Generator::new(seed),
        sites: sites.into_iter(),
        ready: Vec::new().into_iter(),
    })
}

impl Iterator for Mutants {
    type Item = Mutant;

    fn next(&mut self) -> Option<Mutant> {
        loop {
            if let Some(mutant) = self.ready.next() {
                return Some(mutant);
            }
            let site = self.sites.next()?;
            self.ready = self.of_site(&site).into_iter();
        }
    }
}
