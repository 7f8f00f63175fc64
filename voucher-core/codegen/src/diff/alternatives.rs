//! Compares the alternatives of values.

use super::fit::fits;
use super::{Changes, Draft, Effect, Level, Place, Step};
use voucher_definition::{Alternative, Field, Kind, OneOf, Selector};

impl Changes {
    /// Compares alternatives by their names.
    pub(super) fn alternatives(&mut self, place: &Place, old: &'static OneOf, new: &'static OneOf) {
        let OneOf {
            alternatives,
            selector,
            // It follows from the alternatives.
            noun: _,
        } = *old;
        for alternative in alternatives {
            let place = place.then(step(alternative, selector));
            if let Some(new) = find(new, alternative.name) {
                self.alternative(&place, alternative.value, new.value);
                continue;
            }
            let noun = alternative.value.kind.noun();
            let draft = Draft::new(Level::Compile, "alternative", &place).before(noun);
            let advice =
                "stop sending values of this alternative; types that map it do not compile";
            self.push(draft, Effect::Mapped, advice);
        }
        for alternative in new.alternatives {
            if find(old, alternative.name).is_none() {
                let place = place.then(step(alternative, new.selector));
                let draft = Draft::new(Level::New, "alternative", &place);
                let draft = draft.after(alternative.value.kind.noun());
                self.push(
                    draft,
                    Effect::NewField,
                    "values of this alternative can be sent, too",
                );
            }
        }
        self.selector(place, old, new);
    }

    /// Compares one alternative. Its documentation and its `null` are those of the field.
    fn alternative(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        self.kind(place, old, new);
    }

    fn selector(&mut self, place: &Place, old: &OneOf, new: &OneOf) {
        if old.selector == new.selector {
            return;
        }
        let name = |selector| match selector {
            Selector::Type => "by its type".to_owned(),
            Selector::Tag(name) => format!("by `{name}`"),
            Selector::Any => "by its fields".to_owned(),
            Selector::One => "by its fields, which fit only one".to_owned(),
        };
        // Types write a property that selects an alternative by themselves, and do not map it.
        let is_tag = |selector| matches!(selector, Selector::Tag(_));
        let level = match (old.selector, new.selector) {
            (old, new) if is_tag(old) || is_tag(new) => Level::Compile,
            (Selector::Any, _) | (_, Selector::One) => Level::Reject,
            _ => Level::New,
        };
        let draft = Draft::new(level, "selection of an alternative", place);
        let draft = draft.before(name(old.selector)).after(name(new.selector));
        let advice = "check the types that map the objects among the alternatives";
        self.push(draft, Effect::of(level), advice);
    }

    /// Compares a value with one that has alternatives. Types that fit the alternative of its JSON type still fit.
    pub(super) fn new_alternatives(
        &mut self,
        place: &Place,
        old: &'static Field,
        new: &'static Field,
        one_of: &'static OneOf,
    ) {
        let same_type = one_of.alternatives.iter().find(|alternative| {
            let kind = alternative.value.kind;
            kind.json_type() == old.kind.json_type() && !matches!(kind, Kind::Ancestor(_))
        });
        let Some(alternative) = same_type else {
            return self.other_kind(place, old, new);
        };
        let is_kept = fits(old, alternative.value)
            || matches!(
                (old.kind, alternative.value.kind),
                (Kind::Array(_), Kind::Array(_)) | (Kind::Map(_), Kind::Map(_))
            );
        if !is_kept {
            return self.other_kind(place, old, new);
        }
        let draft = Draft::new(Level::New, "type", place);
        let draft = draft.before(old.kind.noun()).after(new.kind.noun());
        self.push(
            draft,
            Effect::Wish,
            "values of other types can be sent, too",
        );
        let place = place.then(step(alternative, one_of.selector));
        self.alternative(&place, old, alternative.value);
    }
}

fn step(alternative: &'static Alternative, selector: Selector) -> Step {
    Step::Alternative(alternative, selector)
}

fn find(one_of: &'static OneOf, name: &str) -> Option<&'static Alternative> {
    let mut alternatives = one_of.alternatives.iter();
    alternatives.find(|alternative| alternative.name == name)
}
