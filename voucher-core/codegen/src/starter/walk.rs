//! Plans the types of a starter, from the definition of the request inwards.

use super::place::Place;
use super::plan::{
    Content, FieldKey, FieldPlan, Item, LeftOut, Plan, Reason, StructPlan, Type, TypePlan,
    UnionPlan, VariantPlan,
};
use super::scope::{Names, Scope};
use super::selection::{Inclusion, Selection};
use super::type_key::{Level, TypeKey, level};
use super::value::{
    constant, deprecated_value, is_any, is_empty, note, plain, scalar, tag, values,
};
use std::collections::BTreeMap;
use voucher_definition::{Alternative, Definition, Field, Kind, Object, OneOf, Selector};

/// The result of planning something that may be impossible to map, with the reason.
type Planned<T> = Result<T, String>;

/// Plans the types of a starter.
///
/// # Errors
/// Why a required field cannot be mapped.
pub(super) fn plan(definition: &'static Definition, selection: &Selection) -> Planned<Plan> {
    let mut walker = Walker {
        definition,
        selection,
        types: Vec::new(),
        known: BTreeMap::new(),
        levels: Vec::new(),
        body: None,
    };
    let event = walker.event()?;
    Ok(Plan {
        event,
        types: walker.types,
    })
}

struct Walker<'s> {
    definition: &'static Definition,
    selection: &'s Selection,
    types: Vec<TypePlan>,
    known: BTreeMap<TypeKey, usize>,
    /// The objects and alternatives around the current value.
    levels: Vec<Level>,
    /// The type of the body, if it contains itself.
    body: Option<usize>,
}

/// A field to add to a struct.
struct Member<'p> {
    field: &'static Field,
    inclusion: Inclusion,
    place: &'p Place,
    /// The name of what contains the field, for a struct that has the field's name already.
    around: &'static str,
    /// Whether it always has a value although its status does not say so: a segment of the path, or the body.
    is_present: bool,
}

impl Walker<'_> {
    fn event(&mut self) -> Planned<StructPlan> {
        let (mut plan, mut names) = (
            StructPlan::default(),
            Names::new(Scope::Event(self.definition)),
        );
        let definition = self.definition;
        for (mark, around, parameters) in [
            (':', "path", definition.parameters),
            ('?', "query", definition.query),
        ] {
            for field in parameters {
                let is_present = mark == ':';
                let inclusion = self.of_parameter(field, is_present);
                let place = &Place::parameter(mark, field);
                let member = &Member {
                    field,
                    inclusion,
                    place,
                    around,
                    is_present,
                };
                self.add(&mut plan, &mut names, member)?;
            }
        }
        match definition.body {
            Some(Field {
                kind: Kind::Object(_),
                ..
            }) => self.object_body(&mut plan, &mut names)?,
            Some(body) => self.value_body(&mut plan, body)?,
            None => {}
        }
        Ok(plan)
    }

    fn of_parameter(&self, field: &'static Field, is_present: bool) -> Inclusion {
        if is_present || field.is_required() {
            Inclusion::Included { is_sole: false }
        } else if !self.selection.is_chosen(field) {
            Inclusion::NotChosen
        } else if field.deprecated {
            Inclusion::LeftOut(Reason::Deprecated)
        } else if field.read_only {
            Inclusion::LeftOut(Reason::ReadOnly)
        } else {
            Inclusion::Included { is_sole: false }
        }
    }

    /// Adds the field for a body that is not an object.
    fn value_body(&mut self, plan: &mut StructPlan, body: &'static Field) -> Planned<()> {
        let ty = self.value(body, &Place::body(self.definition), true)?;
        let mut used = plan.items.iter();
        let is_used = used.any(|item| matches!(item, Item::Field(field) if field.ident == "body"));
        let field = FieldPlan {
            ident: if is_used { "request_body" } else { "body" }.into(),
            key: FieldKey::Body,
            ty: if body.nullable && !is_any(body) {
                ty.optional()
            } else {
                ty
            },
            description: body.description,
            note: note(body),
        };
        plan.items.push(Item::Field(field));
        Ok(())
    }

    /// Adds the fields of the body, and those of the entity in its place.
    fn object_body(&mut self, plan: &mut StructPlan, names: &mut Names) -> Planned<()> {
        let (place, body) = (Place::object_body(), self.definition.object());
        let entity = self.definition.entity();
        self.levels.push(Level::Body);
        for (field, inclusion) in self
            .selection
            .of_object(body, entity.map(|(field, _)| field))
        {
            match entity {
                Some((entity, object)) if std::ptr::eq(entity, field) => {
                    self.levels.push(Level::Entity);
                    let place = place.field(self.definition, body, field);
                    self.members(plan, names, object, &place, entity.name)?;
                    self.levels.pop();
                }
                _ => {
                    let place = &place.field(self.definition, body, field);
                    let member = &Member {
                        field,
                        inclusion,
                        place,
                        around: "body",
                        is_present: false,
                    };
                    self.add(plan, names, member)?;
                }
            }
        }
        self.levels.pop();
        Ok(())
    }

    /// Adds the fields of an object.
    fn members(
        &mut self,
        plan: &mut StructPlan,
        names: &mut Names,
        object: &'static Object,
        place: &Place,
        around: &'static str,
    ) -> Planned<()> {
        for (field, inclusion) in self.selection.of_object(object, None) {
            let place = &place.field(self.definition, object, field);
            let member = &Member {
                field,
                inclusion,
                place,
                around,
                is_present: false,
            };
            self.add(plan, names, member)?;
        }
        Ok(())
    }

    /// Adds a field to a struct, or the reason why it is left out.
    fn add(
        &mut self,
        plan: &mut StructPlan,
        names: &mut Names,
        member: &Member<'_>,
    ) -> Planned<()> {
        let field = member.field;
        let is_sole = match &member.inclusion {
            Inclusion::NotChosen => return Ok(()),
            Inclusion::LeftOut(reason) => {
                let left_out = left_out(names, member, reason.clone());
                plan.items.push(Item::LeftOut(left_out));
                return Ok(());
            }
            Inclusion::Included { is_sole } => *is_sole,
        };
        if field.deprecated || field.read_only {
            plan.deprecated.push(field.name);
        }
        if plan.tag.is_some_and(|tag| std::ptr::eq(tag, field)) {
            plan.deprecated.extend(deprecated_value(field));
            return Ok(());
        }
        let is_fixed = field.is_required() && !field.nullable || member.is_present;
        if is_fixed && field.is_timestamp {
            plan.is_now = true;
            return Ok(());
        }
        let constant = constant(field).zip(names.constant(field));
        if let (true, Some((value, name))) = (is_fixed, constant) {
            plan.deprecated.extend(deprecated_value(field));
            plan.constants.push((name, value));
            return Ok(());
        }
        match self.field(names, member, is_sole) {
            Ok(field) => plan.items.push(Item::Field(field)),
            Err(reason) if is_fixed || field.is_required() || is_sole => return Err(reason),
            Err(reason) => {
                let left_out = left_out(names, member, Reason::Unmappable(reason));
                plan.items.push(Item::LeftOut(left_out));
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        names: &mut Names,
        member: &Member<'_>,
        is_sole: bool,
    ) -> Planned<FieldPlan> {
        let field = member.field;
        let found = names.add(field, member.around);
        let (ident, rename) = found.ok_or_else(|| {
            let path = member.place.shown();
            format!(
                "the derive has no name for the field \"{path}\"; set its `x-ravelin-rust-name`"
            )
        })?;
        let ty = self.value(field, member.place, true)?;
        let is_null = field.nullable && !is_any(field);
        let is_required = field.is_required() || member.is_present;
        Ok(FieldPlan {
            ident,
            key: rename.map_or(FieldKey::None, FieldKey::Rename),
            ty: match (is_required, is_null) {
                _ if is_sole && !is_required => ty,
                (true, false) => ty,
                (true, true) | (false, false) => ty.optional(),
                (false, true) => ty.optional().optional(),
            },
            description: field.description,
            note: note(field),
        })
    }

    /// Plans the type of a value that is not `null`. A value that contains itself is in a `Box`, if it `needs_box`.
    fn value(&mut self, field: &'static Field, place: &Place, needs_box: bool) -> Planned<Type> {
        match field.kind {
            Kind::Enum => Ok(self.listed(field, place, "String")),
            Kind::Integer if !field.integers.is_empty() => Ok(self.listed(field, place, "i64")),
            Kind::Object(object) => self.object(object, place, field.description, None),
            Kind::OneOf(one_of) => self.union(one_of, place, field.description),
            Kind::Array(array) => {
                let element = self.content(array.element, place)?;
                Ok(Type::Vec(Box::new(element)))
            }
            Kind::Map(map) => {
                let value = self.content(map.value, place)?;
                Ok(Type::Map(Box::new(value)))
            }
            Kind::Ancestor(distance) => {
                let ty = self.ancestor(distance, place)?;
                Ok(if needs_box {
                    Type::Boxed(Box::new(ty))
                } else {
                    ty
                })
            }
            _ => Ok(scalar(field)),
        }
    }

    /// Plans the type of the elements of an array, or of the values of a map.
    fn content(&mut self, field: &'static Field, place: &Place) -> Planned<Type> {
        let ty = self.value(field, place, false)?;
        Ok(if field.nullable && !is_any(field) {
            ty.optional()
        } else {
            ty
        })
    }

    /// Plans an enum of listed values. If the derive cannot find the field, or if a value is empty, for which a variant cannot
    /// have a `rename`, any string or integer has to do. So it has if only `null` is listed, which is a `None`.
    fn listed(&mut self, field: &'static Field, place: &Place, fallback: &'static str) -> Type {
        let key = TypeKey::of_values(field);
        if let Some(index) = self.find(&key, place) {
            return Type::Defined(index);
        }
        let is_only_null = field.values.is_empty() && field.integers.is_empty();
        if place.field.is_none() || field.values.contains(&"") || is_only_null {
            return Type::Named(fallback);
        }
        let index = self.types.len();
        self.known.insert(key, index);
        self.types.push(TypePlan {
            places: vec![place.clone()],
            description: "",
            content: Content::Enum(values(field)),
        });
        Type::Defined(index)
    }

    fn object(
        &mut self,
        object: &'static Object,
        place: &Place,
        description: &'static str,
        tag: Option<&'static Field>,
    ) -> Planned<Type> {
        let key = TypeKey::of_object(object, self.selection, &self.levels);
        if let Some(index) = self.find(&key, place) {
            return Ok(Type::Defined(index));
        }
        if place.object.is_none() {
            let path = place.shown();
            return Err(format!(
                "no path of the derive leads to the object \"{path}\""
            ));
        }
        self.define(Some(key), place, description, |walker, level| {
            walker.levels.push(level);
            let (mut plan, mut names) = (StructPlan::default(), Names::new(Scope::Object(object)));
            plan.tag = tag;
            walker.members(&mut plan, &mut names, object, place, "field")?;
            walker.levels.pop();
            Ok(Content::Object(plan))
        })
    }

    fn union(
        &mut self,
        one_of: &'static OneOf,
        place: &Place,
        description: &'static str,
    ) -> Planned<Type> {
        let key = TypeKey::of_union(one_of, self.selection, &self.levels);
        if let Some(index) = self.find(&key, place) {
            return Ok(Type::Defined(index));
        }
        if place.field.is_none() {
            let path = place.shown();
            return Err(format!(
                "no path of the derive leads to the alternatives of \"{path}\""
            ));
        }
        self.define(Some(key), place, description, |walker, level| {
            walker.levels.push(level);
            let union = walker.variants(one_of, place);
            walker.levels.pop();
            if union.variants.is_empty() {
                let path = place.shown();
                return Err(format!("the derive can map no alternative of \"{path}\""));
            }
            Ok(Content::Union(union))
        })
    }

    fn variants(&mut self, one_of: &'static OneOf, place: &Place) -> UnionPlan {
        let is_chosen = |one: &&Alternative| self.selection.is_chosen(one.value);
        let mut alternatives: Vec<_> = one_of.alternatives.iter().filter(is_chosen).collect();
        if alternatives.is_empty() {
            alternatives.extend(one_of.alternatives);
        }
        let (mut variants, mut left_out) = (Vec::new(), Vec::new());
        for alternative in alternatives {
            let place = place.alternative(alternative);
            match self.variant(alternative, one_of.selector, &place) {
                Ok(ty) => variants.push(VariantPlan {
                    name: alternative.name,
                    ty,
                }),
                Err(reason) => left_out.push(LeftOut {
                    name: alternative.name,
                    reason: Reason::Unmappable(reason),
                    description: alternative.value.description,
                    field: None,
                }),
            }
        }
        UnionPlan { variants, left_out }
    }

    fn variant(
        &mut self,
        alternative: &'static Alternative,
        selector: Selector,
        place: &Place,
    ) -> Planned<Option<Type>> {
        let tag = tag(alternative, selector);
        if is_empty(alternative, tag) {
            return Ok(None);
        }
        if alternative.name.is_empty() {
            return Err("the derive has no name for it".into());
        }
        let value = alternative.value;
        let ty = match value.kind {
            Kind::Object(object) => self.object(object, place, value.description, tag),
            _ => self.value(value, place, true),
        };
        ty.map(Some)
    }

    /// Returns the type of an object or of alternatives around a value.
    fn ancestor(&mut self, distance: u32, place: &Place) -> Planned<Type> {
        let distance = usize::try_from(distance).ok();
        match distance.and_then(|distance| level(&self.levels, distance)) {
            Some(Level::Type(index)) => Ok(Type::Defined(index)),
            Some(Level::Body) if self.definition.entity().is_none() => self.whole_body(),
            Some(Level::Body | Level::Entity) | None => {
                let path = place.shown();
                Err(format!(
                    "\"{path}\" contains the body or the entity again, for which the derive has no type"
                ))
            }
        }
    }

    /// Returns the type of a body that contains itself.
    fn whole_body(&mut self) -> Planned<Type> {
        if let Some(index) = self.body {
            return Ok(Type::Defined(index));
        }
        let place = Place {
            object: Some(".".into()),
            field: None,
            names: vec!["body".into()],
        };
        self.body = Some(self.types.len());
        let levels = std::mem::take(&mut self.levels);
        let object = self.definition.object();
        let planned = self.define(None, &place, "", |walker, _| {
            walker.levels.push(Level::Body);
            let (mut plan, mut names) = (StructPlan::default(), Names::new(Scope::Object(object)));
            let inside = Place::object_body();
            walker.members(&mut plan, &mut names, object, &inside, "field")?;
            Ok(Content::Object(plan))
        });
        self.levels = levels;
        if planned.is_err() {
            self.body = None;
        }
        planned
    }

    /// Returns a type of this key, and notes that it is used here, too.
    fn find(&mut self, key: &TypeKey, place: &Place) -> Option<usize> {
        let index = *self.known.get(key)?;
        if let Some(found) = self.types.get_mut(index) {
            found.places.push(place.clone());
        }
        Some(index)
    }

    /// Plans a type. If that fails, the types inside it are forgotten.
    fn define(
        &mut self,
        key: Option<TypeKey>,
        place: &Place,
        description: &'static str,
        content: impl FnOnce(&mut Self, Level) -> Planned<Content>,
    ) -> Planned<Type> {
        let (index, depth) = (self.types.len(), self.levels.len());
        if let Some(key) = key {
            self.known.insert(key, index);
        }
        self.types.push(TypePlan {
            places: vec![place.clone()],
            description,
            content: Content::Pending,
        });
        let content = content(self, Level::Type(index));
        self.levels.truncate(depth);
        match content {
            Ok(content) => {
                if let Some(planned) = self.types.get_mut(index) {
                    planned.content = content;
                }
                Ok(Type::Defined(index))
            }
            Err(reason) => {
                self.types.truncate(index);
                self.known.retain(|_, known| *known < index);
                self.body = self.body.filter(|body| *body < index);
                Err(reason)
            }
        }
    }
}

/// Returns why a field is left out, and the line that would map it if its type is not one to define.
fn left_out(names: &mut Names, member: &Member<'_>, reason: Reason) -> LeftOut {
    let field = member.field;
    let is_mappable = !matches!(reason, Reason::Unmappable(_));
    let ty = plain(field).filter(|_| is_mappable);
    let line = ty.and_then(|ty| {
        let (ident, rename) = names.add(field, member.around)?;
        let ty = if field.nullable && !is_any(field) {
            ty.optional()
        } else {
            ty
        };
        let key = rename.map_or(FieldKey::None, FieldKey::Rename);
        Some((ident, key, ty.optional()))
    });
    LeftOut {
        name: field.name,
        reason,
        description: field.description,
        field: line,
    }
}
