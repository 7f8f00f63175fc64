//! Where a change is: the way from the request to a value.

use voucher_definition::{Alternative, Selector, pointer};

/// The way from the request to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place(Vec<Step>);

/// One step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a parameter of the path.
    Parameter(&'static str),
    /// To a parameter of the query.
    Query(&'static str),
    /// To the body.
    Body,
    /// To a field of an object.
    Member(&'static str),
    /// To the elements of an array.
    Element,
    /// To the values of a map.
    Value,
    /// To the keys of a map.
    Key,
    /// To an alternative, which is selected like this.
    Alternative(&'static Alternative, Selector),
}

impl Place {
    /// Returns the place one step further.
    pub(crate) fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the steps, from the request to the value.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the place that contains this one.
    pub(crate) fn parent(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// Returns the path as attribute keys write it: `order.items.price`, `paymentMethod[card].cardBin`, `:id`, `?limit`. The
    /// elements of an array are `order.items[]`, the values of a map `prices.*`, and the request is empty.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        let mut steps = self.0.iter().peekable();
        while let Some(step) = steps.next() {
            let is_inside = matches!(steps.peek(), Some(Step::Member(_))) && !path.is_empty();
            match step {
                Step::Body if steps.peek().is_none() => path.push_str("body"),
                Step::Body => {}
                Step::Element | Step::Value if is_inside => {}
                Step::Parameter(name) => path.extend([":", name]),
                Step::Query(name) => path.extend(["?", name]),
                Step::Member(name) if path.is_empty() => path.push_str(name),
                Step::Member(name) => path.extend([".", name]),
                Step::Element => path.push_str("[]"),
                Step::Value | Step::Key if path.is_empty() => path.push('*'),
                Step::Value | Step::Key => path.push_str(".*"),
                Step::Alternative(alternative, _) => path.extend(["[", alternative.name, "]"]),
            }
        }
        path
    }

    /// Returns the JSON Pointer, as violations have it: `/order/items/*/price`, `/:id`, `/?limit`.
    pub(crate) fn pointer(&self) -> String {
        self.0
            .iter()
            .fold(String::new(), |parent, step| match step {
                Step::Parameter(name) => pointer(&parent, &format!(":{name}")),
                Step::Query(name) => pointer(&parent, &format!("?{name}")),
                Step::Member(name) => pointer(&parent, name),
                Step::Element | Step::Value | Step::Key => pointer(&parent, "*"),
                Step::Body | Step::Alternative(..) => parent,
            })
    }
}
