//! From the model to tokens. Nothing here can fail: what is wrong was said before.

mod bound;

use crate::attr::{Constant, ConstantValue};
use crate::path::CorePath;
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::time::Unit;

/// One block for everything, so that no name of it meets one of the user's.
///
/// ```text
/// // Input:
/// #[ravelin(event = "voucher/check", timestamp = now)]
/// struct Check { customer_id: u64, #[ravelin(rename = "voucherCode")] code: Option<String> }
///
/// // Output:
/// const _: () = {
///     use ::voucher_core as __voucher;
///     impl __voucher::RavelinEvent for Check {
///         const ENDPOINT: … = __voucher::Endpoint::of(&voucher_check::DEFINITION);
///         const PLAN: … = &Plan { definition: …, names: &[(&voucher_check::CUSTOMER_ID, "Check.customer_id"), …] };
///         fn write(&self, __pen: &mut Pen<'_>) -> usize {
///             let __at = __pen.start();
///             let __at = <u64 as IdentifierSlot<_>>::put(&self.customer_id, __pen, __at, &voucher_check::CUSTOMER_ID);
///             let __at = __pen.now(__at, &voucher_check::TIMESTAMP);
///             let __at = <Option<String> as IdentifierSlot<_>>::put(&self.code, __pen, __at, &voucher_check::VOUCHER_CODE);
///             __at
///         }
///     }
///     const _: () = assess(<u64 as IdentifierSlot<_>>::TYPE, &voucher_check::CUSTOMER_ID, "voucher/check");
///     …
/// };
/// ```
pub(crate) fn expand(event: &Event<'_>, core: &CorePath) -> TokenStream {
    let span = Span::mixed_site();
    let ident = event.input.ident;
    let (generics, arguments, _) = event.input.generics.split_for_impl();
    let bounds = expand_where(event);
    let (members, assessments) = (expand_members(event), expand_assessments(event));
    let (names, body) = (expand_names(event), expand_body(event));
    let module = format_ident!("{}", event.definition.module, span = span);
    let unlisted = core.expand_unlisted();
    quote_spanned! {span=>
        const _: () = {
            use #core as __voucher;
            #[allow(unused_imports)]
            use __voucher::__::{Always as _, Sure as _};

            #members

            #[automatically_derived]
            #unlisted
            impl #generics __voucher::RavelinEvent for #ident #arguments #bounds {
                const ENDPOINT: __voucher::Endpoint = __voucher::Endpoint::of(&__voucher::__::#module::DEFINITION);
                const PLAN: &'static __voucher::__::Plan = &__voucher::__::Plan {
                    definition: &__voucher::__::#module::DEFINITION,
                    names: &[#names],
                };

                fn write(&self, __pen: &mut __voucher::__::Pen<'_>) -> __voucher::__::usize {
                    let __at = __pen.start();
                    #body
                    __at
                }
            }

            #assessments
        };
    }
}

/// The struct's own where-clause, and a bound for each parameter that a field's type mentions.
fn expand_where(event: &Event<'_>) -> TokenStream {
    let mut generics = event.input.generics.clone();
    for field in &event.fields {
        if let Some(kind) = Way::of(event, field).map(|way| way.public_trait()) {
            for bound in bound::expand_bounds(field, &kind, event.input.generics) {
                let predicates = &mut generics.make_where_clause().predicates;
                if !predicates.iter().any(|known| is_same_text(known, &bound)) {
                    predicates.push(bound);
                }
            }
        }
    }
    generics.where_clause.to_token_stream()
}

fn is_same_text(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// The rows of members that no definition lists.
fn expand_members(event: &Event<'_>) -> TokenStream {
    let rows = event.fields.iter().enumerate().filter_map(|(at, field)| {
        let (key, parent, span) = match &field.place {
            Place::Custom(key, span) => (key, format!("{}/custom", event.parent()), span),
            Place::Extra(key, span) => (key, String::from(event.parent()), span),
            _ => return None,
        };
        let span = span.resolved_at(Span::mixed_site());
        let name = member_name(at, span);
        Some(quote_spanned! {span=>
            static #name: __voucher::__::Field = __voucher::__::Field::member(#key, #parent);
        })
    });
    rows.collect()
}

fn member_name(at: usize, span: Span) -> Ident {
    format_ident!("__MEMBER_{at}", span = span)
}

/// `(&voucher::VALUE, "Promo.value"),`
fn expand_names(event: &Event<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let constants = event
        .constants
        .iter()
        .map(|(row, constant)| (expand_row(event, row, span), constant.name.to_string()));
    let fields = event.fields.iter().enumerate().filter_map(|(at, field)| {
        let row = match field.place {
            Place::Skip => return None,
            Place::Row(row) => expand_row(event, row, span),
            Place::Custom(..) | Place::Extra(..) => {
                let name = member_name(at, span);
                quote_spanned!(span=> &#name)
            }
        };
        Some((row, field.input.name()))
    });
    let names = constants.chain(fields).map(|(row, name)| {
        let name = format!("{}.{name}", event.input.ident);
        quote_spanned!(span=> (#row, #name),)
    });
    names.collect()
}

/// `&__voucher::__::voucher::VOUCHER_CODE`
fn expand_row(event: &Event<'_>, row: &definition::Field, span: Span) -> TokenStream {
    let module = format_ident!("{}", event.definition.module, span = span);
    let name = format_ident!("{}", row.rust_name.to_uppercase(), span = span);
    quote_spanned!(span=> &__voucher::__::#module::#name)
}

/// The rows in the definition's order: each that has a source is one call.
fn expand_body(event: &Event<'_>) -> TokenStream {
    let rows = event
        .definition
        .body
        .fields
        .iter()
        .map(|row| match row.kind {
            Kind::Object(object) => {
                let span = Span::mixed_site();
                let opened = expand_row(event, row, span);
                let rows = expand_rows(event, object.fields);
                let extras = expand_extras(event);
                quote_spanned! {span=>
                    let __at = __pen.open(__at, #opened);
                    let __entity = __at;
                    #rows
                    #extras
                    let __at = __pen.close(__entity, __at);
                }
            }
            _ => expand_rows(event, std::slice::from_ref(row)),
        });
    let flat = event
        .definition
        .entity()
        .is_none()
        .then(|| expand_extras(event));
    rows.chain(flat).collect()
}

fn expand_rows(event: &Event<'_>, rows: &[&'static definition::Field]) -> TokenStream {
    rows.iter()
        .map(|row| match row.kind {
            Kind::Custom => expand_custom(event, row),
            Kind::Amount => {
                let ahead = expand_ahead(event, row);
                let call = expand_source(event, row);
                quote_spanned!(Span::mixed_site()=> #ahead #call)
            }
            _ => expand_source(event, row),
        })
        .collect()
}

/// The currency is read before an amount that needs it, wherever it stands.
fn expand_ahead(event: &Event<'_>, row: &definition::Field) -> Option<TokenStream> {
    let field = mapped(event, row).next()?;
    let span = field.span().resolved_at(Span::mixed_site());
    let condition = if field.input.words.with.is_some() {
        quote_spanned!(span=> true)
    } else {
        let (ty, slot) = (field.input.ty, Way::of(event, field)?.slot(span, "Typed"));
        quote_spanned!(span=> <#ty as #slot>::TYPE.needs_currency)
    };
    let is_currency = |other: &&definition::Field| {
        other.parent == row.parent && matches!(other.kind, Kind::Currency)
    };
    let call = expand_source(event, event.definition.fields().find(is_currency)?);
    if call.is_empty() {
        return None;
    }
    Some(quote_spanned! {Span::mixed_site()=>
        if #condition {
            __pen.ahead(|__pen| {
                let __at = 0;
                #call
                __at
            });
        }
    })
}

/// Whatever gives a row its value.
fn expand_source(event: &Event<'_>, row: &'static definition::Field) -> TokenStream {
    if let Some((_, span)) = event.now().filter(|(now, _)| is_same_row(now, row)) {
        let span = span.resolved_at(Span::mixed_site());
        let row = expand_row(event, row, span);
        return quote_spanned!(span=> let __at = __pen.now(__at, #row););
    }
    if let Some((_, constant)) = event
        .constants
        .iter()
        .find(|(other, _)| is_same_row(other, row))
    {
        let span = constant.value.span().resolved_at(Span::mixed_site());
        let (row, value) = (expand_row(event, row, span), expand_value(constant));
        return quote_spanned!(span=> let __at = __voucher::__::Given(#value).put(__pen, __at, #row););
    }
    let Some(field) = mapped(event, row).next() else {
        return TokenStream::new();
    };
    let span = field.span().resolved_at(Span::mixed_site());
    expand_field(event, field, &expand_row(event, row, span))
}

fn expand_value(constant: &Constant) -> TokenStream {
    match &constant.value {
        ConstantValue::Text(text) => text.to_token_stream(),
        ConstantValue::Integer(integer, span) => {
            let mut literal = proc_macro2::Literal::i64_suffixed(*integer);
            literal.set_span(*span);
            literal.to_token_stream()
        }
        ConstantValue::Bool(bool) => bool.to_token_stream(),
        ConstantValue::Path(path) => path.to_token_stream(),
    }
}

/// A whole object, and the members that stand beside it.
fn expand_custom(event: &Event<'_>, row: &'static definition::Field) -> TokenStream {
    let span = Span::mixed_site();
    let is_custom = event
        .definition
        .custom()
        .is_some_and(|custom| is_same_row(custom, row));
    let members = event
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_custom && matches!(field.place, Place::Custom(..)));
    let members: TokenStream = members
        .map(|(at, field)| expand_member(event, at, field))
        .collect();
    let whole = expand_source(event, row);
    if members.is_empty() && whole.is_empty() {
        return whole;
    }
    let opened = expand_row(event, row, span);
    quote_spanned! {span=>
        let __before = __at;
        let __at = __pen.open(__at, #opened);
        let __custom = __at;
        #members
        #whole
        let __at = __pen.close_custom(__before, __custom, __at);
    }
}

fn expand_extras(event: &Event<'_>) -> TokenStream {
    let extras = event
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| matches!(field.place, Place::Extra(..)));
    extras
        .map(|(at, field)| expand_member(event, at, field))
        .collect()
}

fn expand_member(event: &Event<'_>, at: usize, field: &Mapped<'_>) -> TokenStream {
    let span = field.span().resolved_at(Span::mixed_site());
    let name = member_name(at, span);
    expand_field(event, field, &quote_spanned!(span=> &#name))
}

/// One call under the span of the field's type, so that the compiler's answer stands there.
fn expand_field(event: &Event<'_>, field: &Mapped<'_>, row: &TokenStream) -> TokenStream {
    let Some(way) = Way::of(event, field) else {
        return TokenStream::new();
    };
    let span = field.span().resolved_at(Span::mixed_site());
    let (slot, more) = (way.slot(span, "Typed"), way.more(span));
    let (ty, ident) = (field.input.ty, field.input.ident);
    let is_required = field.input.words.with.is_some()
        || field.input.words.required.is_some()
        || !bound::is_free(ty, event.input.generics);
    let is_required = is_required
        && field
            .row()
            .is_some_and(|row| row.is_required() && !event.is_waived(row));
    if let Some(with) = &field.input.words.with {
        return expand_with(field, with, &way, row, is_required);
    }
    let put = Ident::new(if is_required { "put_required" } else { "put" }, span);
    quote_spanned!(span=> let __at = <#ty as #slot>::#put(&self.#ident, __pen, __at, #row #more);)
}

/// The value inside an `Option` goes through the user's function; a `Result` of it is opened.
fn expand_with(
    field: &Mapped<'_>,
    with: &syn::Path,
    way: &Way<'_>,
    row: &TokenStream,
    is_required: bool,
) -> TokenStream {
    // The value is a local of these few tokens alone, so its name may stand where the user's path does.
    let (site, span) = (with.span(), with.span().resolved_at(Span::mixed_site()));
    let ident = field.input.ident;
    let (slot, more) = (way.slot(span, "Converted"), way.more(span));
    let value = Ident::new("__value", site);
    let call = quote_spanned!(site=> #with(#value));
    let put = Ident::new(if is_required { "put_required" } else { "put" }, span);
    let (pen, at) = (Ident::new("__pen", span), Ident::new("__at", span));
    let put = quote_spanned!(site=> <_ as #slot>::#put(&#value, #pen, #at, #row #more));
    let none = if is_required {
        quote_spanned!(span=> __pen.absent(__at, #row))
    } else {
        quote_spanned!(span=> __at)
    };
    quote_spanned! {span=>
        let __at = match __voucher::__::Inside(&self.#ident).inside() {
            __voucher::__::Some(#value) => match __voucher::__::Outcome(#call).outcome() {
                __voucher::__::Ok(#value) => #put,
                __voucher::__::Err(__error) => __pen.refused(__at, #row, &__error),
            },
            __voucher::__::None => #none,
        };
    }
}

/// What the compiler is asked before there is a value: one const a question, where a const can name the type.
fn expand_assessments(event: &Event<'_>) -> TokenStream {
    let constants = event.constants.iter().map(|(row, constant)| {
        let span = constant.value.span();
        let (row, value) = (expand_row(event, row, span), expand_value(constant));
        match &constant.value {
            ConstantValue::Path(_) => {
                quote_spanned!(span=> const _: () = __voucher::__::Given(#value).check(#row);)
            }
            _ => TokenStream::new(),
        }
    });
    let fields = event.fields.iter().filter_map(|field| {
        let way = Way::of(event, field)?;
        bound::is_free(field.input.ty, event.input.generics)
            .then(|| expand_assessment(event, field, &way))
    });
    constants.chain(fields).collect()
}

fn expand_assessment(event: &Event<'_>, field: &Mapped<'_>, way: &Way<'_>) -> TokenStream {
    let Some(row) = field.row() else {
        return TokenStream::new();
    };
    let (ty, name) = (bound::expand_static(field.input.ty), event.definition.name);
    let span = field.span();
    let path = expand_row(event, row, span);
    let has_with = field.input.words.with.is_some();
    let slot = way.slot(span, "Typed");
    let verdict = if has_with {
        quote_spanned!(span=> __voucher::__::Inside::<'static, #ty>::TYPE)
    } else {
        quote_spanned!(span=> <#ty as #slot>::TYPE)
    };
    let fits = (!has_with).then(|| {
        expand_const(
            field,
            &format_ident!("assess", span = span),
            &quote_spanned!(span=> #verdict, #path, #name),
        )
    });
    let is_waived = event.is_waived(row);
    let present =
        (row.is_required() && !is_waived && field.input.words.required.is_none()).then(|| {
            expand_const(
                field,
                &format_ident!("assess_present", span = span),
                &quote_spanned!(span=> #verdict, #path),
            )
        });
    let waiver = event
        .waived
        .iter()
        .find(|(other, _)| is_same_row(other, row));
    let words = [
        ("required", field.input.words.required),
        ("optional", waiver.map(|(_, name)| name.span())),
    ];
    let words = words.into_iter().filter_map(|(word, span)| {
        let span = span?;
        Some(quote_spanned!(span=> const _: () = __voucher::__::assess_optional(#verdict, #word);))
    });
    fits.into_iter().chain(present).chain(words).collect()
}

/// `const _: () = …(…);` whose call reaches over the whole type: its path stands at the type's first token, its
/// parentheses at the last.
fn expand_const(field: &Mapped<'_>, function: &Ident, arguments: &TokenStream) -> TokenStream {
    let last = field.input.ty.to_token_stream().into_iter().last();
    let last = last.map_or(field.span(), |token| token.span());
    let mut group = proc_macro2::Group::new(proc_macro2::Delimiter::Parenthesis, arguments.clone());
    group.set_span(last);
    quote_spanned!(field.span()=> const _: () = __voucher::__::#function #group;)
}

fn mapped<'e, 'i>(
    event: &'e Event<'i>,
    row: &definition::Field,
) -> impl Iterator<Item = &'e Mapped<'i>> {
    let is_row =
        move |field: &&Mapped<'_>| field.row().is_some_and(|other| is_same_row(other, row));
    event.fields.iter().filter(is_row)
}

/// The way from a field's type to the pen: a trait for each kind.
struct Way<'e> {
    slot: &'static str,
    public: Option<&'static str>,
    unit: Option<Unit>,
    taken: Vec<&'e str>,
}

impl<'e> Way<'e> {
    /// `None` where nothing is sent, or where the field's own mistake is said already.
    fn of(event: &'e Event<'_>, field: &Mapped<'_>) -> Option<Self> {
        if field.is_settled {
            return None;
        }
        let row = match &field.place {
            Place::Skip => return None,
            Place::Row(row) => row,
            Place::Custom(..) | Place::Extra(..) => return Self::new("MemberSlot", None),
        };
        match row.kind {
            Kind::Text => Self::new("TextSlot", Some("TextField")),
            Kind::Identifier => Self::new("IdentifierSlot", Some("TextField")),
            Kind::Integer => Self::new("IntegerSlot", Some("IntegerField")),
            Kind::Amount => Self::new("AmountSlot", Some("AmountField")),
            Kind::Currency if field.input.words.unlisted.is_some() => {
                Self::new("UnlistedSlot", Some("CurrencyField"))
            }
            Kind::Currency => Self::new("CurrencySlot", Some("CurrencyField")),
            Kind::Time => match field.unit {
                Some(unit) => Self::new("UnixSlot", Some("IntegerField")).map(|way| Self {
                    unit: Some(unit),
                    ..way
                }),
                None => Self::new("TimeSlot", Some("TimeField")),
            },
            Kind::Enum => Self::new("EnumSlot", Some("EnumField")),
            Kind::Bool => Self::new("BoolSlot", Some("BoolField")),
            Kind::Custom => Self::new("CustomSlot", Some("CustomObject")).map(|way| Self {
                taken: taken(event, row),
                ..way
            }),
            _ => None,
        }
    }

    #[allow(clippy::unnecessary_wraps)] // each arm above stays one line
    fn new(slot: &'static str, public: Option<&'static str>) -> Option<Self> {
        Some(Self {
            slot,
            public,
            unit: None,
            taken: Vec::new(),
        })
    }

    /// `__voucher::__::TextSlot<_, __voucher::__::Typed>`
    fn slot(&self, span: Span, origin: &str) -> TokenStream {
        let (slot, origin) = (Ident::new(self.slot, span), Ident::new(origin, span));
        let marker = self
            .public
            .map(|_| quote_spanned!(span=> <_, __voucher::__::#origin>));
        quote_spanned!(span=> __voucher::__::#slot #marker)
    }

    /// What a type parameter has to be.
    fn public_trait(&self) -> TokenStream {
        let span = Span::mixed_site();
        let Some(name) = self.public else {
            return quote_spanned!(span=> __voucher::__::Serialize);
        };
        let name = Ident::new(name, span);
        quote_spanned!(span=> __voucher::#name)
    }

    /// What the pen is told beside the value.
    fn more(&self, span: Span) -> TokenStream {
        if let Some(unit) = self.unit {
            let unit = Ident::new(
                match unit {
                    Unit::Seconds => "Seconds",
                    Unit::Millis => "Millis",
                    Unit::Micros => "Micros",
                    Unit::Nanos => "Nanos",
                },
                span,
            );
            return quote_spanned!(span=> , __voucher::__::Unit::#unit);
        }
        if self.slot == "CustomSlot" {
            let taken = &self.taken;
            return quote_spanned!(span=> , &[#(#taken),*]);
        }
        TokenStream::new()
    }
}

/// The members that stand in the whole object already.
fn taken<'e>(event: &'e Event<'_>, row: &definition::Field) -> Vec<&'e str> {
    let is_custom = event
        .definition
        .custom()
        .is_some_and(|custom| is_same_row(custom, row));
    let keys = event.fields.iter().filter_map(|field| match &field.place {
        Place::Custom(key, _) if is_custom => Some(key.as_str()),
        _ => None,
    });
    keys.collect()
}
