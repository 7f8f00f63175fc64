//! Compares the rules of strings, integers, numbers and bools of the same kind.

use super::comparison::Comparison;
use super::integers::{self, Range};
use super::{Changes, Draft, Effect, Level, Place, numbers, strings};
use voucher_definition::{Bounds, Field, Kind, Limit, Pattern};

/// A rule before and after, and whether the new one accepts all values of the old field.
struct Rule {
    name: &'static str,
    before: Option<String>,
    after: Option<String>,
    comparison: Comparison,
    advice: &'static str,
}

impl Changes {
    /// Compares all rules of two values of the same kind.
    pub(super) fn rules(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        let rules = match old.kind {
            Kind::Text | Kind::Identifier | Kind::DateTime | Kind::Date | Kind::Uuid => {
                of_strings(old, new)
            }
            Kind::Integer | Kind::Amount => of_integers(old, new),
            Kind::Number => of_numbers(old, new),
            Kind::Enum | Kind::Bool => {
                self.listed_values(place, old, new);
                Vec::new()
            }
            // They have no rules of their own, or are compared elsewhere.
            Kind::Currency
            | Kind::Time
            | Kind::Custom
            | Kind::Any
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::OneOf(_)
            | Kind::Ancestor(_) => Vec::new(),
        };
        for rule in rules {
            self.rule(place, rule, new);
        }
        if old.integers != new.integers && old.kind == new.kind {
            self.listed_integers(place, old, new);
        }
    }

    fn rule(&mut self, place: &Place, rule: Rule, new: &'static Field) {
        if rule.before == rule.after {
            return;
        }
        let (level, effect, advice) = match rule.comparison {
            Comparison::Accepted => (Level::New, Effect::Wish, "nothing to do"),
            Comparison::Rejected(_) => (Level::Reject, Effect::Narrowed(new), rule.advice),
        };
        let draft = Draft::new(level, rule.name, place).change(rule.before, rule.after);
        self.push_with_example(draft, effect, rule.comparison.into_example(), advice);
    }

    /// Compares the listed values of an enum, or the only value of a bool.
    fn listed_values(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        if matches!(old.kind, Kind::Bool) {
            let only = |field: &Field| field.values.first().map(|value| format!("only `{value}`"));
            let rule = Rule {
                name: "value",
                before: only(old),
                after: only(new),
                comparison: super::comparison::accepts_all(old, new),
                advice: "send only the value that is still accepted",
            };
            return self.rule(place, rule, new);
        }
        let quote = |value: &str| format!("`{value}`");
        let json = |value: &str| serde_json::Value::from(value).to_string();
        for value in old
            .values
            .iter()
            .filter(|value| !new.values.contains(value))
        {
            let draft = Draft::new(Level::Reject, "listed value", place).before(quote(value));
            let advice = "stop sending the value; a constant or a variant of a `RavelinEnum` that maps it no longer compiles";
            self.push_with_example(draft, Effect::Value(value), Some(json(value)), advice);
        }
        for value in new
            .values
            .iter()
            .filter(|value| !old.values.contains(value))
        {
            let draft = Draft::new(Level::New, "listed value", place).after(quote(value));
            self.push(draft, Effect::Wish, "the value can be sent, too");
        }
    }

    /// Compares the listed values of an integer.
    fn listed_integers(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        if old.integers.is_empty() || new.integers.is_empty() {
            let list = |field: &Field| {
                let values: Vec<_> = field.integers.iter().map(i64::to_string).collect();
                (!values.is_empty()).then(|| values.join(", "))
            };
            let is_open = new.integers.is_empty();
            let level = if is_open {
                Level::Compile
            } else {
                Level::Reject
            };
            let draft = Draft::new(level, "listed values", place).change(list(old), list(new));
            let (effect, advice) = if is_open {
                (
                    Effect::Mapped,
                    "map an integer instead of a `RavelinEnum`, if there is one",
                )
            } else {
                (Effect::Narrowed(new), "send only the listed values")
            };
            let example = if is_open {
                None
            } else {
                integers::accepts_all(old, new).into_example()
            };
            return self.push_with_example(draft, effect, example, advice);
        }
        for value in old
            .integers
            .iter()
            .filter(|value| !new.integers.contains(value))
        {
            let draft = Draft::new(Level::Reject, "listed value", place).before(value.to_string());
            let advice = "stop sending the value; a constant or a variant of a `RavelinEnum` that maps it no longer compiles";
            self.push_with_example(
                draft,
                Effect::Narrowed(new),
                Some(value.to_string()),
                advice,
            );
        }
        for value in new
            .integers
            .iter()
            .filter(|value| !old.integers.contains(value))
        {
            let draft = Draft::new(Level::New, "listed value", place).after(value.to_string());
            self.push(draft, Effect::Wish, "the value can be sent, too");
        }
    }
}

fn of_strings(old: &Field, new: &Field) -> Vec<Rule> {
    let only_lengths = |min_length, max_length| Field {
        min_length,
        max_length,
        ..*new
    };
    let advice = "send only strings of the accepted length";
    let number = |length: u32, none: u32| (length != none).then(|| length.to_string());
    vec![
        Rule {
            name: "pattern",
            before: patterns(old),
            after: patterns(new),
            comparison: strings::patterns(old, new),
            advice: "send only strings that match the new pattern",
        },
        Rule {
            name: "minimum length",
            before: number(old.min_length, 0),
            after: number(new.min_length, 0),
            comparison: strings::lengths(old, &only_lengths(new.min_length, u32::MAX)),
            advice,
        },
        Rule {
            name: "maximum length",
            before: number(old.max_length, u32::MAX),
            after: number(new.max_length, u32::MAX),
            comparison: strings::lengths(old, &only_lengths(0, new.max_length)),
            advice,
        },
    ]
}

fn patterns(field: &Field) -> Option<String> {
    let patterns = [field.pattern, field.second_pattern].into_iter().flatten();
    let patterns: Vec<_> = patterns
        .map(|pattern| format!("`{}`", Pattern::source(pattern)))
        .collect();
    (!patterns.is_empty()).then(|| patterns.join(" and "))
}

fn of_integers(old: &Field, new: &Field) -> Vec<Rule> {
    // A minimum that equals the maximum is the only value.
    let advice = "send only integers in the new range";
    let (before, after) = (Range::of(old), Range::of(new));
    let number = |number: i64, none: i64| (number != none).then(|| number.to_string());
    vec![
        Rule {
            name: "minimum",
            before: number(old.min, i64::MIN),
            after: number(new.min, i64::MIN),
            comparison: only_listed(old, new, integers::minimum(before, new.min.into())),
            advice,
        },
        Rule {
            name: "maximum",
            before: number(old.max, i64::MAX),
            after: number(new.max, i64::MAX),
            comparison: only_listed(old, new, integers::maximum(before, new.max.into())),
            advice,
        },
        Rule {
            name: "multiple",
            before: number(old.multiple_of, 1),
            after: number(new.multiple_of, 1),
            comparison: only_listed(old, new, integers::multiple_of(before, after.multiple_of)),
            advice: "send only multiples of the new number",
        },
    ]
}

/// Returns the comparison about a range. If the old field lists integers, only those count.
fn only_listed(old: &Field, new: &Field, comparison: Comparison) -> Comparison {
    if old.integers.is_empty() {
        return comparison;
    }
    let ranges = Field {
        integers: &[],
        ..*new
    };
    integers::all_listed(old, |integer| ranges.check_integer(integer).is_ok())
}

fn of_numbers(old_field: &Field, new_field: &Field) -> Vec<Rule> {
    let (old, new) = (old_field.bounds, new_field.bounds);
    let (min, above) = (new.min, new.above);
    let (max, below) = (new.max, new.below);
    let lower = |limits: &Bounds| numbers::lower(old, limits);
    let upper = |limits: &Bounds| numbers::upper(old, limits);
    let minimum = lower(&Bounds { min, ..Bounds::ANY });
    let exclusive_minimum = lower(&Bounds {
        above,
        ..Bounds::ANY
    });
    let maximum = upper(&Bounds { max, ..Bounds::ANY });
    let exclusive_maximum = upper(&Bounds {
        below,
        ..Bounds::ANY
    });
    let multiple = numbers::multiple_of(old, new);
    let example = numbers::example(old_field, new_field);
    let rule = |name, limit: fn(&Bounds) -> Option<Limit>, comparison| {
        let text = |bounds| limit(bounds).map(|limit| limit.text.to_owned());
        let comparison = match comparison {
            Comparison::Rejected(None) => Comparison::Rejected(example.clone()),
            comparison => comparison,
        };
        Rule {
            name,
            before: text(old),
            after: text(new),
            comparison,
            advice: "send only numbers that the new rule accepts",
        }
    };
    vec![
        rule("minimum", |bounds| bounds.min, minimum),
        rule(
            "exclusive minimum",
            |bounds| bounds.above,
            exclusive_minimum,
        ),
        rule("maximum", |bounds| bounds.max, maximum),
        rule(
            "exclusive maximum",
            |bounds| bounds.below,
            exclusive_maximum,
        ),
        rule("multiple", |bounds| bounds.multiple_of, multiple),
    ]
}
