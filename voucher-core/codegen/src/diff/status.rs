//! Compares whether a field has to be sent, and whether it may be `null`.

use super::{Changes, Draft, Effect, Level, Place};
use voucher_definition::{Evidence, Field, Status};

/// Returns a status as a definition file writes it.
pub(crate) fn name(status: Status) -> &'static str {
    match status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional => "optional",
        Status::Unknown => "unknown",
    }
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Documented => "documented",
        Evidence::Inferred => "inferred",
        Evidence::Client => "client",
    }
}

impl Changes {
    pub(super) fn status(&mut self, place: &Place, old: &Field, new: &Field) {
        let (level, effect, advice) = match (old.status, new.status) {
            (old, new) if old == new => return,
            (_, Status::Required) => (
                Level::Compile,
                Effect::Missing,
                "map the field with a type that is not an `Option`, or add `#[ravelin(required)]`",
            ),
            (Status::Required, _) => (
                Level::New,
                Effect::Wish,
                "remove `required` or `optional(…)` for the field, if there is one; it can be left out",
            ),
            (_, Status::Important) => (
                Level::New,
                Effect::NewField,
                "map the field, if possible, because the API recommends it",
            ),
            (Status::Important | Status::Optional | Status::Unknown, _) => {
                (Level::Documentation, Effect::Wish, "nothing to do")
            }
        };
        let draft = Draft::new(level, "status", place);
        let draft = draft.before(name(old.status)).after(name(new.status));
        self.push(draft, effect, advice);
    }

    pub(super) fn evidence(&mut self, place: &Place, old: &Field, new: &Field) {
        if old.evidence == new.evidence {
            return;
        }
        let is_required = old.is_required() && new.is_required();
        let (level, effect, advice) = match (old.evidence.is_waivable(), new.evidence.is_waivable())
        {
            (true, false) if is_required => (
                Level::Compile,
                Effect::Missing,
                "remove the field from `optional(…)`, if it is there, and map it",
            ),
            (false, true) if is_required => (
                Level::New,
                Effect::Wish,
                "`optional(…)` can waive the field",
            ),
            _ => (Level::Documentation, Effect::Wish, "nothing to do"),
        };
        let draft = Draft::new(level, "evidence", place);
        let draft = draft
            .before(evidence(old.evidence))
            .after(evidence(new.evidence));
        self.push(draft, effect, advice);
    }

    pub(super) fn null(&mut self, place: &Place, old: &Field, new: &Field) {
        let name = |is_accepted| if is_accepted { "accepted" } else { "rejected" };
        if old.nullable == new.nullable {
            return;
        }
        let level = if new.nullable {
            Level::New
        } else {
            Level::Compile
        };
        let draft = Draft::new(level, "null", place);
        let draft = draft.before(name(old.nullable)).after(name(new.nullable));
        if new.nullable {
            self.push(draft, Effect::Wish, "`null` can be sent");
        } else {
            let advice =
                "use a type that does not send `null`, without an `Option` around the value";
            self.push_with_example(draft, Effect::Null, Some("null".to_owned()), advice);
        }
    }
}
