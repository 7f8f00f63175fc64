//! The same for the result of a conversion, whose type the macro does not see. So everything that the kind of the field accepts
//! is looked up.

use super::{Keys, Readings, Selection, Step, Subject};
use crate::lower::kind::{ByType, Container, KindName, LoweredKind};

/// The constants that tell which field traits a key implements.
const OF_KEYS: [&str; 4] = ["__TEXT", "__DISPLAY", "__INTEGER", "__ENUM"];

impl Selection<'_> {
    /// Returns what must be selected for the result of a conversion that is sent as a kind.
    pub(crate) fn of_result(kind: &LoweredKind<'_>) -> Option<Self> {
        let alternatives = kind.alternatives.as_ref();
        Self::of_contents(&mut Vec::new(), kind.name, &kind.containers, alternatives)
    }

    fn of_contents(
        steps: &mut Vec<Step>,
        name: KindName,
        containers: &[Container],
        alternatives: Option<&ByType>,
    ) -> Option<Self> {
        if let Some((container, inner)) = containers.split_first() {
            let keys = Keys::of_result(steps, *container);
            steps.push(container.step());
            let values = Self::of_contents(steps, name, inner, alternatives);
            steps.pop();
            return match keys {
                Some(_) => Some(Self::Map {
                    keys,
                    values: values.map(Box::new),
                }),
                None => values,
            };
        }
        let Some(alternatives) = alternatives else {
            name.selector()?;
            return Some(Self::Kind(name, Subject::Result(steps.clone())));
        };
        let mut readings = Readings::default();
        readings.add_result(steps, alternatives);
        (!readings.values.is_empty()).then_some(Self::OneOf(readings))
    }

    /// Returns what must be looked up in the result of the conversion: the steps to a value, and the constant of a field trait.
    pub(crate) fn looked_up(&self) -> Vec<(&[Step], &'static str)> {
        let mut looked_up = Vec::new();
        match self {
            Self::Kind(name, subject) => {
                let names = name.selector().map_or(&[][..], |(_, names)| names);
                subject.add_to(names, &mut looked_up);
            }
            Self::Map { keys, values } => {
                if let Some(keys) = keys {
                    keys.map.add_to(&OF_KEYS, &mut looked_up);
                }
                if let Some(values) = values {
                    looked_up.extend(values.looked_up());
                }
            }
            Self::OneOf(readings) => {
                for keys in &readings.keys {
                    keys.map.add_to(&OF_KEYS, &mut looked_up);
                }
                for (subject, alternatives) in &readings.values {
                    for names in alternatives {
                        subject.add_to(names, &mut looked_up);
                    }
                }
            }
        }
        looked_up
    }
}

impl Container {
    /// Returns the step to the values in it.
    fn step(self) -> Step {
        match self {
            Self::Array => Step::Element,
            Self::Map { .. } => Step::Value,
        }
    }
}

impl Subject<'_> {
    fn add_to<'s>(
        &'s self,
        names: &[&'static str],
        looked_up: &mut Vec<(&'s [Step], &'static str)>,
    ) {
        if let Self::Result(steps) = self {
            looked_up.extend(names.iter().map(|name| (steps.as_slice(), *name)));
        }
    }
}

impl Keys<'_> {
    /// Returns the keys of a container to which these steps lead, if it is a map.
    fn of_result(steps: &[Step], container: Container) -> Option<Self> {
        let mut steps = steps.to_vec();
        steps.push(Step::Key);
        container.is_map().then_some(Self {
            map: Subject::Result(steps),
            is_listed: container.is_listed(),
        })
    }
}

impl Readings<'_> {
    /// Adds a value with alternatives to which these steps lead.
    fn add_result(&mut self, steps: &mut Vec<Step>, alternatives: &ByType) {
        if alternatives.are_derived() {
            return;
        }
        let subject = Subject::Result(steps.clone());
        self.values.push((subject, alternatives.field_traits()));
        for kind in alternatives.0.iter().flatten() {
            if !kind.containers.is_empty() {
                let inner = kind.alternatives.as_ref();
                self.add_contents_of_result(steps, kind.name, &kind.containers, inner);
            }
        }
    }

    /// Adds what an array or a map contains.
    fn add_contents_of_result(
        &mut self,
        steps: &mut Vec<Step>,
        name: KindName,
        containers: &[Container],
        alternatives: Option<&ByType>,
    ) {
        let Some((container, inner)) = containers.split_first() else {
            return match (alternatives, name.selector()) {
                (Some(alternatives), _) => self.add_result(steps, alternatives),
                (None, Some((_, names))) => {
                    let subject = Subject::Result(steps.clone());
                    self.values.push((subject, vec![names]));
                }
                (None, None) => {}
            };
        };
        self.keys.extend(Keys::of_result(steps, *container));
        steps.push(container.step());
        self.add_contents_of_result(steps, name, inner, alternatives);
        steps.pop();
    }
}
