//! From the model to tokens. Nothing here can fail: what is wrong was said before.

mod assertions;
mod bounds;
mod currency;
mod exclusive;
mod file_statics;
mod kind_trait;
mod part;
mod paths;
mod schema;
mod standard_type;
mod trait_selection;

use crate::attr::{Constant, ConstantValue, Limits, Role};
use crate::code_buffer::{Code, text_span};
use crate::core_path::CorePath;
use crate::resolve::{Event, Mapped, Place, is_same_row};
use currency::Level;
use kind_trait::Way;
use paths::Row;
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// The impl, and beside it what is known of the types.
///
/// ```text
/// // Input:
/// #[ravelin(event = "voucher/check", timestamp = now)]
/// struct Check { customer_id: u64, #[ravelin(rename = "voucherCode")] code: Option<String> }
///
/// // Output:
/// const _: () = {
///     use ::voucher_core::__::voucher_check as __inner;
///     impl __inner::RavelinEvent for Check {
///         const __MAPPING: … = &EventMapping::new(&__inner::DEFINITION, "Check,customer_id,,code");
///         const __SCHEMA: … = &SchemaInfo { always: &[1], ..SchemaInfo::of(&__T, "0 2") };
///         fn __write(&self, __encoder: &mut Encoder<'_>) -> usize {
///             let __at = __encoder.start();
///             let __at = <u64 as __inner::Identifier<_>>::put(&self.customer_id, __encoder, __at, &__inner::CUSTOMER_ID);
///             let __at = __encoder.now(__at, &__inner::TIMESTAMP);
///             let __at = <Option<String> as __inner::Identifier<_>>::put(&self.code, __encoder, __at, &__inner::VOUCHER_CODE);
///             __at
///         }
///     }
///     const __T: [__inner::TypeInfo; 2] = __inner::expect("!?", [
///         <u64 as __inner::Identifier<_>>::TYPE,
///         <Option<String> as __inner::Identifier<_>>::TYPE,
///     ]);
/// };
/// ```
pub(crate) fn expand(event: &Event<'_>, path: &CorePath) -> TokenStream {
    let mut code = Code::default();
    let module = event.file.is_none().then_some(event.definition.module);
    path.push_use(module, &mut code);
    file_statics::push_table(event, &mut code);
    push_imports(event, &mut code);
    push_new_rows(event, &mut code);
    trait_selection::push_seen(event, &mut code);
    path.push_unlisted(&mut code);
    match event.input.role {
        Role::Event => push_event(event, &mut code),
        Role::Part => part::push_part(event, &mut code),
    }
    assertions::push_types(event, &mut code);
    assertions::push_assertions(event, &mut code);
    assertions::push_deprecated(event, &mut code);

    code.into_block(event.input.allowed.clone())
}

fn push_event(event: &Event<'_>, code: &mut Code) {
    let mut items = Code::default();
    items.push("const __MAPPING: &'static __inner::EventMapping = &");
    push_mapping(event, &mut items);
    items.push(";");
    schema::push_schema_info(event, &mut items);

    let mut body = Code::default();
    assertions::push_deferred_assertions(event, &mut body);
    let (from, checked) = expand_check(event);
    body.push_tokens(from.unwrap_or_default());
    body.push("let __at = __encoder.start();");
    push_body(event, &mut body);
    body.push_tokens(checked.unwrap_or_default());
    body.push("__at");
    items.push("fn __write(&self, __encoder: &mut __inner::Encoder<'_>) -> __inner::usize");
    items.push_group(Delimiter::Brace, body);
    push_impl("RavelinEvent", event, items, code);
}

fn push_impl(name: &str, event: &Event<'_>, items: Code, code: &mut Code) {
    let generics = bounds::marked_generics(event);
    let bounds = bounds::expand_where(event).unwrap_or_default();
    code.push_impl(name, event.input.ident, &generics, bounds, items);
}

/// What opens the value inside an `Option`, and the one inside a `Result`.
fn push_imports(event: &Event<'_>, code: &mut Code) {
    let mut words = event.fields.iter().map(|field| &field.input.words);
    if words.any(|words| words.with.is_some() || words.check.is_some()) {
        code.push(
            "use __inner::{Always as __Always, Sure as __Sure};
            fn __both<__A: __Always<'static>, __S: __Sure>() {}",
        );
    }
}

/// The rows of members that no definition lists, and of fields that the user narrows.
fn push_new_rows(event: &Event<'_>, code: &mut Code) {
    for (at, field) in event.fields.iter().enumerate() {
        let made = match &field.place {
            Place::Custom(key, _) => {
                let is_sensitive = event.custom().is_some_and(|row| row.sensitive);
                new_member(key, &format!("{}/custom", event.parent()), is_sensitive)
            }
            Place::Extra(key, _) => {
                let entity = event.definition.entity();
                let is_sensitive = entity.is_some_and(|(row, _)| row.sensitive);
                new_member(key, event.parent(), is_sensitive)
            }
            Place::Row(row) if is_narrowed(field) => narrowed(event, at, field, row),
            Place::Row(_) | Place::Skip(_) | Place::Part(_) => continue,
        };
        if let Some(pattern) = &field.pattern {
            pattern.push_to(&own_pattern(at), code);
        }
        let name = new_row_name(at);
        code.push(&format!("static {name}: __inner::Field = {made};"));
    }
}

/// `Field::member("campaign", "/voucher/custom")`, which is sensitive where its object is.
fn new_member(key: &str, parent: &str, is_sensitive: bool) -> String {
    let sensitive = if is_sensitive { ".sensitive()" } else { "" };
    format!("__inner::Field::member({key:?}, {parent:?}){sensitive}")
}

/// `__inner::VALUE.range(1, 100)`
fn narrowed(event: &Event<'_>, at: usize, field: &Mapped<'_>, row: &definition::Field) -> String {
    let edges = |limits: &Limits, least: i64, most: i64| {
        let min = limits.min.map_or(least, |limit| limit.value);
        (min, limits.max.map_or(most, |limit| limit.value))
    };
    let words = &field.input.words;
    let mut narrowed = vec![expand_row(event, row, text_span()).text()];
    if let Some(limits) = &words.length {
        let most = i64::from(row.most_length);
        let (min, max) = edges(limits, i64::from(row.least_length), most);
        let fitting = |edge| u32::try_from(edge).unwrap_or(row.most_length);
        narrowed.push(format!(".lengths({}, {})", fitting(min), fitting(max)));
    }
    if let Some(limits) = &words.range {
        let (min, max) = edges(limits, row.least, row.most);
        narrowed.push(format!(".range({min}, {max})"));
    }
    if field.pattern.is_some() {
        let pattern = own_pattern(at);
        narrowed.push(format!(
            ".and_pattern(__inner::Pattern::Compiled(&{pattern}))"
        ));
    }
    narrowed.concat()
}

fn own_pattern(at: usize) -> String {
    format!("__PATTERN_{at}")
}

fn is_narrowed(field: &Mapped<'_>) -> bool {
    let words = &field.input.words;
    words.length.is_some() || words.range.is_some() || field.pattern.is_some()
}

/// Which of the struct's fields it is.
fn position(event: &Event<'_>, field: &Mapped<'_>) -> usize {
    let mut fields = event.fields.iter();
    let at = fields.position(|other| std::ptr::eq(other, field));
    at.unwrap_or_default()
}

fn new_row_name(at: usize) -> String {
    format!("__ROW_{at}")
}

/// The row of a table, or of a file's.
fn expand_row(event: &Event<'_>, row: &definition::Field, span: Span) -> Row {
    let mut rows = event.file_rows.iter();
    let own = rows.position(|other| is_same_row(other, row));
    let name = match own {
        Some(at) => file_statics::row_name(at),
        None => row.rust_name.to_uppercase(),
    };
    Row {
        is_in_table: own.is_none(),
        name,
        span,
    }
}

fn expand_definition(event: &Event<'_>) -> TokenStream {
    let mut code = Code::default();
    code.push(definition_text(event));
    code.finish()
}

fn definition_text(event: &Event<'_>) -> &'static str {
    if event.file.is_some() {
        "&__DEFINITION"
    } else {
        "&__inner::DEFINITION"
    }
}

/// The row of a field: the definition's, or one that was made for it.
fn expand_row_of(event: &Event<'_>, field: &Mapped<'_>, span: Span) -> Row {
    match field.place {
        Place::Row(row) if !is_narrowed(field) => expand_row(event, row, span),
        _ => Row {
            is_in_table: false,
            name: new_row_name(position(event, field)),
            span,
        },
    }
}

/// `EventMapping { names: &[(&__ROW_7, "Promo.campaign")], ..EventMapping::new(&__inner::DEFINITION, "Promo,,code,value") }`
fn push_mapping(event: &Event<'_>, code: &mut Code) {
    let span = text_span();
    let mut names = Vec::new();
    for field in &event.fields {
        let is_named = match field.place {
            Place::Skip(_) | Place::Part(_) => false,
            Place::Row(_) => event.file.is_some() || is_narrowed(field),
            Place::Custom(..) | Place::Extra(..) => true,
        };
        if is_named {
            names.push((expand_row_of(event, field, span), field.input.name.clone()));
        }
    }
    if event.file.is_some() {
        for (row, constant) in &event.constants {
            names.push((expand_row(event, row, span), constant.name.to_string()));
        }
    }
    let own = event.input.name();
    if !names.is_empty() {
        code.push("__inner::EventMapping { names: &[");
        for (row, name) in &names {
            push_named(row, &format!("{own}.{name}"), code);
        }
        code.push("], ..");
    }
    let mut rows = own;
    for row in event.definition.fields() {
        rows.push(',');
        rows.push_str(&source_name(event, row));
    }
    // What is behind the last name; of none, the struct's own tells nothing.
    rows.truncate(rows.trim_end_matches(',').len());
    if !rows.contains(',') {
        rows.clear();
    }
    push_new_mapping(event, &rows, code);
    if !names.is_empty() {
        code.push("}");
    }
}

/// `(&__ROW_7, "Promo.campaign"),`
fn push_named(row: &Row, name: &str, code: &mut Code) {
    code.push("(");
    row.push_to(code);
    code.push(",");
    code.push_literal(name);
    code.push("),");
}

fn push_new_mapping(event: &Event<'_>, rows: &str, code: &mut Code) {
    code.push("__inner::EventMapping::new(");
    code.push(definition_text(event));
    code.push(",");
    code.push_literal(rows);
    code.push(")");
}

/// What gives a row of the definition its value, by name; empty where nothing does.
fn source_name(event: &Event<'_>, row: &definition::Field) -> String {
    if event.file.is_some() {
        return String::new();
    }
    let mut constants = event.constants.iter();
    let constant = constants.find(|(other, _)| is_same_row(other, row));
    let field = event.field_of(row);
    match (constant, field) {
        (Some((_, constant)), _) => constant.name.to_string(),
        (None, Some(field)) if !is_narrowed(field) => field.input.name.clone(),
        _ => String::new(),
    }
}

/// Each row that a constant or a field gives its value, beside the name of the one that does.
fn mapped_rows<'e>(event: &'e Event<'_>) -> impl Iterator<Item = (Row, String)> + 'e {
    let constants = event.constants.iter().map(|(row, constant)| {
        let span = constant.name.span().resolved_at(text_span());
        (expand_row(event, row, span), constant.name.to_string())
    });
    let fields = event.fields.iter().filter_map(|field| {
        let span = field.input.ident.span().resolved_at(text_span());
        let is_mapped = !matches!(field.place, Place::Skip(_) | Place::Part(_));
        is_mapped.then(|| (expand_row_of(event, field, span), field.input.name.clone()))
    });
    constants.chain(fields)
}

/// The rows in the definition's order: each that has a source is one call.
fn push_body(event: &Event<'_>, code: &mut Code) {
    for row in event.definition.parameters {
        code.push_tokens(expand_segment(event, row).unwrap_or_default());
    }
    let Some((entity, object)) = event.definition.entity() else {
        push_entity(event, event.definition.body.fields, code);
        return;
    };
    let ahead = currency::expand_currency_first(event, Level::Envelope).unwrap_or_default();
    code.push_tokens(ahead.clone());
    for row in event.definition.body.fields {
        if !is_same_row(row, entity) {
            push_source(event, row, code);
            continue;
        }
        code.push("let __at = __encoder.open(__at, ");
        expand_row(event, row, text_span()).push_to(code);
        code.push("); let __entity = __at;");
        push_entity(event, object.fields, code);
        code.push("let __at = __encoder.close(__entity, __at);");
        for excluded in exclusive::expand_excluded(event, entity) {
            code.push_tokens(excluded);
        }
        code.push_tokens(ahead.clone());
    }
}

/// What stands in the path is written as a member is, but aside.
fn expand_segment(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    let span = text_span();
    let source = expand_source(event, row)?;
    let row = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __at = __encoder.segment(__at, #row, |__encoder, __at| {
            #source
            __at
        });
    })
}

/// The rows of the entity, each part where it stands among them, and what no row lists.
fn push_entity(event: &Event<'_>, rows: &[&'static definition::Field], code: &mut Code) {
    code.push_tokens(currency::expand_currency_first(event, Level::Object).unwrap_or_default());
    let has_parts = event.parts().next().is_some();
    if has_parts {
        part::push_parts(event, None, code);
    }
    for row in rows {
        push_source(event, row, code);
        if has_parts {
            part::push_parts(event, Some(row), code);
        }
    }
    for field in &event.fields {
        if matches!(field.place, Place::Extra(..)) {
            code.push_tokens(expand_field(event, field).unwrap_or_default());
        }
    }
    code.push_tokens(exclusive::expand_across(event).unwrap_or_default());
}

fn push_source(event: &Event<'_>, row: &'static definition::Field, code: &mut Code) {
    if !push_expected(event, row, code) {
        let source = match row.kind {
            Kind::Custom => expand_custom(event, row),
            _ => expand_source(event, row),
        };
        let Some(source) = source else {
            return;
        };
        code.push_tokens(source);
    }
    for excluded in exclusive::expand_excluded(event, row) {
        code.push_tokens(excluded);
    }
}

/// The call for a field whose type is written as one that fits.
fn push_expected(event: &Event<'_>, row: &definition::Field, code: &mut Code) -> bool {
    let field = event.field_of(row);
    let is_text = |field: &&Mapped<'_>| field.input.words.check.is_none() && !event.input.is_packed;
    let field = field.filter(is_text);
    let Some(field) = field.filter(|field| assertions::is_expected(event, field)) else {
        return false;
    };
    code.push("let __at = <");
    assertions::push_as_kind(event, field, code);
    let is_asked = field.input.words.required.is_some() && event.is_requested(row);
    code.push(if is_asked {
        "<_>>::put_required"
    } else {
        "<_>>::put"
    });
    code.push("(&self.");
    code.push(&field.input.ident.to_string());
    code.push(", __encoder, __at, ");
    expand_row_of(event, field, text_span()).push_to(code);
    if let (Kind::Time, Some(unit)) = (row.kind, field.unit) {
        code.push(", __inner::Unit::");
        code.push(kind_trait::unit_name(unit));
    }
    code.push(");");
    true
}

/// Whatever gives a row its value.
fn expand_source(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    if let Some((_, span)) = event.now().filter(|(now, _)| is_same_row(now, row)) {
        let span = span.resolved_at(text_span());
        let row = expand_row(event, row, span);
        return Some(quote_spanned!(span=> let __at = __encoder.now(__at, #row);));
    }
    let mut constants = event.constants.iter();
    if let Some((_, constant)) = constants.find(|(other, _)| is_same_row(other, row)) {
        let span = constant.value.span().resolved_at(text_span());
        let name = constant.name.span().resolved_at(text_span());
        let (row, value) = (expand_row(event, row, name), expand_value(constant));
        return Some(
            quote_spanned!(span=> let __at = __inner::given(#value).put(__encoder, __at, #row);),
        );
    }
    expand_field(event, event.field_of(row)?)
}

/// A constant's value. A literal is marked as generated, as a linter would otherwise read it as the user's own expression, with
/// a suffix that the user did not write.
fn expand_value(constant: &Constant) -> TokenStream {
    let span = constant.value.span().resolved_at(text_span());
    let mut literal = match &constant.value {
        ConstantValue::Text(text) => Literal::string(&text.value()),
        ConstantValue::Integer(integer, _) => Literal::i64_suffixed(*integer),
        ConstantValue::Bool(bool) => {
            let bool = Ident::new(&bool.value.to_string(), span);
            return bool.to_token_stream();
        }
        ConstantValue::Path(path) => return path.to_token_stream(),
    };
    literal.set_span(span);
    literal.to_token_stream()
}

/// A whole object, and the members that stand beside it.
fn expand_custom(event: &Event<'_>, row: &'static definition::Field) -> Option<TokenStream> {
    let span = text_span();
    let custom = event.custom();
    let is_custom = custom.is_some_and(|custom| is_same_row(custom, row));
    let members = event.fields.iter();
    let members = members.filter(|field| is_custom && matches!(field.place, Place::Custom(..)));
    let members: Vec<_> = members
        .filter_map(|field| expand_field(event, field))
        .collect();
    let whole = expand_source(event, row);
    if members.is_empty() && whole.is_none() {
        return None;
    }
    let opened = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __before = __at;
        let __at = __encoder.open(__at, #opened);
        let __custom = __at;
        #(#members)*
        #whole
        let __at = __encoder.close_custom(__before, __custom, __at);
    })
}

/// One call under the span of the field's type, so that the compiler's answer stands there; then the user's own check.
fn expand_field(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let way = Way::of(event, field)?;
    let span = field.site();
    let row = expand_row_of(event, field, span);
    let words = &field.input.words;
    let is_required = field.row().is_some_and(|row| event.is_requested(row));
    let call = if let Some(with) = &words.with {
        expand_with(event, field, with, &way, &row, is_required)
    } else {
        // Where a const has seen that there is a value, nothing is left to ask.
        let is_unseen = words.required.is_some() || !bounds::is_free_type(event, field);
        let put = if is_required && is_unseen {
            "put_required"
        } else {
            "put"
        };
        let put = Ident::new(put, span);
        let kind = bounds::expand_kind(event, field, &way, span);
        let more = way.more(span);
        let ty = bounds::expand_named_type(event, field);
        let value = expand_reference(event, field, span);
        quote_spanned!(span=> let __at = <#ty as #kind>::#put(#value, __encoder, __at, #row #more);)
    };
    Some(match &words.check {
        Some(check) => expand_checked(event, field, check, &row, &call),
        None => call,
    })
}

/// `&self.code`; of a packed struct a reference to a copy, as serde's derive does: `&<u64 as __inner::Copied>::copied(self.code)`.
fn expand_reference(event: &Event<'_>, field: &Mapped<'_>, span: Span) -> TokenStream {
    let (ty, ident) = (bounds::expand_named_type(event, field), field.input.ident);
    if event.input.is_packed {
        let this = Ident::new("self", text_span());
        quote_spanned!(field.span()=> &<#ty as __inner::Copied>::copied(#this.#ident))
    } else {
        quote_spanned!(span=> &self.#ident)
    }
}

/// `__value_3`: a local beside the user's path. A linter takes it for the user's own, so no name is bound twice in one place.
fn local(name: &str, event: &Event<'_>, field: &Mapped<'_>, site: Span) -> Ident {
    let name = format!("__{name}_{}", position(event, field));
    Ident::new(&name, site)
}

/// The value inside an `Option` goes through the user's function; a `Result` of it is opened.
fn expand_with(
    event: &Event<'_>,
    field: &Mapped<'_>,
    with: &syn::Path,
    way: &Way<'_>,
    row: &Row,
    is_required: bool,
) -> TokenStream {
    // The values are locals of these few tokens alone, so their names may stand where the user's path does.
    let (site, span) = (with.span(), with.span().resolved_at(text_span()));
    let own = expand_reference(event, field, span);
    let (kind, more) = (way.kind_of_unseen(span), way.more(span));
    let value = local("value", event, field, site);
    let is_present = is_required && field.input.words.required.is_none();
    let put = match (is_required, is_present) {
        (_, true) => "put_present",
        (true, _) => "put_required",
        (false, _) => "put",
    };
    let put = Ident::new(put, span);
    let (encoder, at) = (Ident::new("__encoder", span), Ident::new("__at", span));
    let mut put = quote_spanned!(site=> <_ as #kind>::#put(&#value, #encoder, #at, #row #more));
    if is_present {
        let present = quote_spanned!(span=> __inner::Present);
        put = quote_spanned!(site=> <_ as #present>::at(#put));
    }
    let error = Ident::new("__error", site);
    let reason = quote_spanned!(span=> __inner::Reason);
    let refused = quote_spanned!(site=> <_ as #reason>::refuse(&#error, #encoder, #at, #row));
    let type_info = quote_spanned!(site=> <_ as #kind>::type_info(&#value));
    let put = expand_fitting(field, row, &type_info, put, span);
    let ahead = currency::expand_currency_first_of(event, field, &type_info);
    let converted = currency::expand_converted(event, field, &kind, &value);
    let none = if is_required {
        quote_spanned!(span=> __encoder.absent(__at, #row))
    } else {
        quote_spanned!(span=> __at)
    };
    let put = quote_spanned!(span=> { #converted #ahead #put });
    let conversion = expand_conversion(
        event,
        field,
        &with.to_token_stream(),
        &own,
        [&put, &refused, &none],
    );
    quote_spanned!(span=> let __at = #conversion;)
}

/// What follows if the user's function gives a value (`__value_3`), if it fails (`__error`), and if there is nothing to convert.
/// Wherever it is written it is the same tokens, so that the compiler reports a mistake once.
fn expand_conversion(
    event: &Event<'_>,
    field: &Mapped<'_>,
    with: &TokenStream,
    own: &TokenStream,
    [converted, failed, none]: [&TokenStream; 3],
) -> TokenStream {
    let site = field.input.words.with.span();
    let span = site.resolved_at(text_span());
    let given = local("given", event, field, site);
    let value = local("value", event, field, site);
    let error = Ident::new("__error", site);
    let call = quote_spanned!(site=> #with(#given));
    quote_spanned! {span=>
        match __inner::Inside(#own).__inside() {
            __inner::Some(#given) => match __inner::Outcome(#call).__outcome() {
                __inner::Ok(#value) => #converted,
                __inner::Err(#error) => #failed,
            },
            __inner::None => #none,
        }
    }
}

/// The call that writes an object, where the type that a conversion gave maps that object.
fn expand_fitting(
    field: &Mapped<'_>,
    row: &Row,
    type_info: &TokenStream,
    put: TokenStream,
    span: Span,
) -> TokenStream {
    let Some(object) = field.row().and_then(file_statics::expand_object) else {
        return put;
    };
    quote_spanned! {span=>
        match __inner::type_mismatch(#type_info, #row, #object) {
            __inner::Some(__why) => __encoder.type_mismatch(__at, #row, __why.as_str()),
            __inner::None => #put,
        }
    }
}

/// The field's own check, where its value keeps every other rule.
fn expand_checked(
    event: &Event<'_>,
    field: &Mapped<'_>,
    check: &syn::Path,
    row: &Row,
    call: &TokenStream,
) -> TokenStream {
    let (site, span) = (check.span(), check.span().resolved_at(text_span()));
    let own = expand_reference(event, field, span);
    let value = local("value", event, field, site);
    let (encoder, at) = (Ident::new("__encoder", span), Ident::new("__at", span));
    let kind = quote_spanned!(span=> __inner::CheckResult);
    let reported = quote_spanned!(site=> <_ as #kind>::report(#check(#value), #encoder, #at, #row));
    quote_spanned! {span=>
        let __sound = __encoder.violation_count();
        #call
        let __at = match __inner::Inside(#own).__inside() {
            __inner::Some(#value) if __encoder.has_no_violations_since(__sound) => #reported,
            _ => __at,
        };
    }
}

/// The struct's own check, and what has to be noted before its fields are written.
fn expand_check(event: &Event<'_>) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(check) = &event.input.words.check else {
        return (None, None);
    };
    let span = check.span().resolved_at(text_span());
    let name = event.input.name();
    let (site, this) = (check.span(), Ident::new("self", text_span()));
    let (value, encoder) = (Ident::new("__value", site), Ident::new("__encoder", span));
    let kind = quote_spanned!(span=> __inner::CheckResult);
    let reported =
        quote_spanned!(site=> <_ as #kind>::report_on_struct(#check(#value), #encoder, #name));
    let from = quote_spanned!(span=> let __from = __encoder.violation_count(););
    let checked = quote_spanned! {span=>
        if __encoder.has_no_violations_since(__from) {
            let #value = #this;
            #reported;
        }
    };
    (Some(from), Some(checked))
}
