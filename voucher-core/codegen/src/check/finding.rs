//! What the check reports.

use std::borrow::Cow;
use std::fmt;

/// What is wrong with a value of the input, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The line of the input, from 1.
    pub line: u64,
    /// The column in the line, in characters, from 1.
    pub column: u64,
    /// The number of bytes before it in the input, after decompression.
    pub offset: u64,
    /// The JSON Pointer of the value: `/order/price`. Empty if it is the body itself, or if the body cannot be parsed.
    pub pointer: String,
    /// The rule that the value breaks.
    pub rule: Rule,
    /// What was expected and what was found. It never contains a value that the definition marks as sensitive.
    pub message: String,
    /// What the rule expects, as a noun: `at least 2 characters`. It does not depend on the value.
    pub expected: Cow<'static, str>,
    /// The name that was probably meant, for a member that is not in the definition.
    pub nearest: Option<&'static str>,
}

impl Finding {
    /// Returns a finding about the body behind these bytes.
    pub(super) fn at(before: &[u8], rule: Rule, message: String) -> Self {
        let mut place = Place::START;
        place.advance(before);
        place.finding(rule, message)
    }

    /// Moves the finding to the place of its body in the input.
    pub(super) fn moved(mut self, body: Place) -> Self {
        if self.line == 1 {
            self.column += body.column - 1;
        }
        self.line += body.line - 1;
        self.offset += body.offset;
        self
    }
}

/// A place in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) column: u64,
    pub(super) offset: u64,
}

impl Place {
    pub(super) const START: Self = Self {
        line: 1,
        column: 1,
        offset: 0,
    };

    /// Moves behind these bytes. A character is the byte that begins it, so that bytes that are not UTF-8 are counted, too.
    pub(super) fn advance(&mut self, bytes: &[u8]) {
        self.offset += bytes.len() as u64;
        let last_line = match memchr::memrchr(b'\n', bytes) {
            Some(at) => {
                self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
                self.column = 1;
                bytes.get(at + 1..).unwrap_or_default()
            }
            None => bytes,
        };
        let starts = last_line.iter().filter(|byte| **byte & 0xc0 != 0x80);
        self.column += starts.count() as u64;
    }

    pub(super) fn finding(self, rule: Rule, message: String) -> Finding {
        Finding {
            line: self.line,
            column: self.column,
            offset: self.offset,
            pointer: String::new(),
            rule,
            message,
            expected: rule.expected().into(),
            nearest: None,
        }
    }
}

/// The rule that a value of the input breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The input is not JSON.
    Syntax,
    /// The input is not UTF-8.
    Utf8,
    /// A line, an element or a document is longer than the limit. It was not checked.
    Length,
    /// Arrays and objects are nested too deeply for the parser.
    Depth,
    /// Two members of an object have the same name.
    Duplicate,
    /// A rule of the definition.
    Definition(voucher_definition::Rule),
}

impl Rule {
    /// Every rule, in the order of a summary.
    pub const ALL: [Self; 23] = {
        use voucher_definition::Rule as Of;
        [
            Self::Syntax,
            Self::Utf8,
            Self::Length,
            Self::Depth,
            Self::Duplicate,
            Self::Definition(Of::Required),
            Self::Definition(Of::Type),
            Self::Definition(Of::Pattern),
            Self::Definition(Of::Format),
            Self::Definition(Of::Enum),
            Self::Definition(Of::Const),
            Self::Definition(Of::Range),
            Self::Definition(Of::Length),
            Self::Definition(Of::Items),
            Self::Definition(Of::Members),
            Self::Definition(Of::OneOf),
            Self::Definition(Of::Depth),
            Self::Definition(Of::Time),
            Self::Definition(Of::Currency),
            Self::Definition(Of::Amount),
            Self::Definition(Of::Object),
            Self::Definition(Of::Unknown),
            Self::Definition(Of::Exclusive),
        ]
    };

    /// Returns the name of the rule in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Utf8 => "utf-8",
            Self::Length => "too-long",
            Self::Depth => "too-deep",
            Self::Duplicate => "duplicate-member",
            Self::Definition(rule) => rule.code(),
        }
    }

    /// Returns what a rule that is not of the definition expects, as a noun.
    fn expected(self) -> &'static str {
        match self {
            Self::Syntax => "JSON",
            Self::Utf8 => "UTF-8",
            Self::Length => "a body that is not longer than the limit",
            Self::Depth => "at most 127 levels of arrays and objects",
            Self::Duplicate => "different names",
            Self::Definition(_) => "a value that the definition accepts",
        }
    }

    /// Returns what the rule asks for, in one sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        use voucher_definition::Rule as Of;
        match self {
            Self::Syntax => "The input is JSON.",
            Self::Utf8 => "The input is UTF-8.",
            Self::Length => "No line, element or document is longer than `--max-line`.",
            Self::Depth => "Arrays and objects are nested at most 127 levels deep.",
            Self::Duplicate => "Each name occurs at most once in an object.",
            Self::Definition(rule) => match rule {
                Of::Required => "Required members are present.",
                Of::Type => "A value has the JSON type of its definition.",
                Of::Pattern => "A string matches its pattern.",
                Of::Format => "A string is a date, a date and time, or a UUID.",
                Of::Enum => "A value is one of the listed values.",
                Of::Const => "A value is the only allowed one.",
                Of::Range => "A number is in its range.",
                Of::Length => "A string is neither too short nor too long.",
                Of::Items => {
                    "An array has neither too few nor too many elements, and no equal ones."
                }
                Of::Members => {
                    "A map has neither too few nor too many members, and only allowed keys."
                }
                Of::OneOf => "A value is one of several alternatives.",
                Of::Depth => "A value is not nested too deeply.",
                Of::Time => "A time is in the accepted range.",
                Of::Currency => "Three letters are a currency code.",
                Of::Amount => "An amount is a whole number of minor units.",
                Of::Object => "A value is a JSON object.",
                Of::Unknown => "A member is in the definition.",
                Of::Exclusive => "Mutually exclusive members are not both present.",
                _ => "A check of the user's own succeeds.",
            },
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
