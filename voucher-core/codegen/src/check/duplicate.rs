//! Finds members of an object that have the same name.

use super::exact::Problem;
use super::finding::Rule;
use super::position::Spot;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;
use voucher_definition::{Contents, Definition, Field, pointer};

/// The maximum number of definitions that a value can have, if its alternatives are not decided.
const MAX_CANDIDATES: usize = 64;

/// Returns a problem for each name that an object has more than once.
pub(super) fn duplicates(definition: &Definition, text: &str) -> Vec<Problem> {
    let mut found = BTreeSet::new();
    let path = Path {
        parent: None,
        segment: Segment::Index(0),
    };
    let all = All {
        path: &path,
        found: &mut found,
    };
    // The text was parsed before, so this cannot fail.
    let _ = all.deserialize(&mut serde_json::Deserializer::from_str(text));
    let problems = found.into_iter().map(|segments| {
        let (shown, is_complete) = shown(definition, &segments);
        Problem {
            pointer: segments
                .iter()
                .fold(String::new(), |parent, name| pointer(&parent, name)),
            shown: Some(shown),
            spot: Spot::Name,
            rule: Rule::Duplicate,
            message: if is_complete {
                "the object has two members with this name; remove one".into()
            } else {
                "an object here has two members with the same name; remove one".into()
            },
            expected: "different names".into(),
            nearest: None,
        }
    });
    problems.collect()
}

/// Returns the JSON Pointer of a value up to the first name that may be sensitive, and whether it is complete.
fn shown(definition: &Definition, segments: &[String]) -> (String, bool) {
    let mut shown = String::new();
    let mut candidates = Candidates::default();
    if let Some(body) = definition.body {
        candidates.add(body, Around::default());
    }
    for segment in segments {
        let Some(next) = candidates.enter(segment) else {
            return (shown, false);
        };
        candidates = next;
        shown = pointer(&shown, segment);
    }
    (shown, true)
}

/// The objects and alternatives around a definition, from the inside out.
type Around = Option<Rc<Enclosing>>;

struct Enclosing {
    field: &'static Field,
    around: Around,
}

/// The definitions that a value may have.
#[derive(Default)]
struct Candidates(BTreeMap<*const Field, (&'static Field, Around)>);

impl Candidates {
    /// Adds a definition, or each of its alternatives.
    fn add(&mut self, field: &'static Field, around: Around) {
        if self.0.len() > MAX_CANDIDATES {
            return;
        }
        match field.kind.contents() {
            Contents::Alternatives(one_of) => {
                let around = Some(Rc::new(Enclosing { field, around }));
                for alternative in one_of.alternatives {
                    self.add(alternative.value, around.clone());
                }
            }
            Contents::Ancestor(distance) => {
                let mut enclosing = around;
                for _ in 0..distance {
                    enclosing = enclosing.and_then(|enclosing| enclosing.around.clone());
                }
                if let Some(enclosing) = enclosing {
                    self.add(enclosing.field, enclosing.around.clone());
                }
            }
            Contents::None | Contents::Fields(_) | Contents::Elements(_) | Contents::Values(_) => {
                self.0.insert(field, (field, around));
            }
        }
    }

    /// Returns the definitions of a member or an element; `None` if its name may be sensitive.
    fn enter(&self, name: &str) -> Option<Self> {
        if self.0.len() > MAX_CANDIDATES {
            return None;
        }
        let mut next = Self::default();
        for (field, around) in self.0.values() {
            let inside = Some(Rc::new(Enclosing {
                field,
                around: around.clone(),
            }));
            match field.kind.contents() {
                Contents::Fields(object) => match object.field(name) {
                    Some(field) => next.add(field, inside),
                    None if field.sensitive => return None,
                    None => {}
                },
                Contents::Elements(array) => next.add(array.element, around.clone()),
                _ if field.sensitive => return None,
                Contents::Values(map) => next.add(map.value, around.clone()),
                Contents::None | Contents::Alternatives(_) | Contents::Ancestor(_) => {}
            }
        }
        Some(next)
    }
}

/// Where a value is.
struct Path<'p> {
    parent: Option<&'p Self>,
    segment: Segment<'p>,
}

#[derive(Clone, Copy)]
enum Segment<'p> {
    Name(&'p str),
    Index(usize),
}

impl Path<'_> {
    fn segments(&self) -> Vec<String> {
        let mut segments = Vec::new();
        let mut path = self;
        while let Some(parent) = path.parent {
            segments.push(match path.segment {
                Segment::Name(name) => name.to_owned(),
                Segment::Index(index) => index.to_string(),
            });
            path = parent;
        }
        segments.reverse();
        segments
    }
}

/// Looks at every member of a value.
struct All<'p, 'f> {
    path: &'p Path<'p>,
    found: &'f mut BTreeSet<Vec<String>>,
}

impl All<'_, '_> {
    fn at<'s>(&'s mut self, path: &'s Path<'s>) -> All<'s, 's> {
        All {
            path,
            found: self.found,
        }
    }
}

impl<'de> DeserializeSeed<'de> for All<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for All<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let parent = Some(self.path);
            let path = Path {
                parent,
                segment: Segment::Index(index),
            };
            if elements.next_element_seed(self.at(&path))?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let parent = Some(self.path);
            let path = Path {
                parent,
                segment: Segment::Name(&name),
            };
            if names.contains(&name) {
                self.found.insert(path.segments());
            }
            members.next_value_seed(self.at(&path))?;
            names.insert(name);
        }
        Ok(())
    }
}
