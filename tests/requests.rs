//! A request may have a query, no body, or a body that is not an object.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::{
    Currency, Endpoint, RavelinEnum, RavelinEvent, RavelinFields, Rule, Timestamp, Violation,
};

#[derive(Clone, Copy, RavelinEnum)]
#[ravelin(definition = "definitions/books.json", field = "?sort")]
enum Sort {
    Title,
    Price,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json")]
struct Books<'b> {
    #[ravelin(rename = ":shop")]
    shop: u64,
    since: Option<Timestamp>,
    in_stock: Option<bool>,
    max_price: Option<f64>,
    currency: Option<Currency>,
    sort: Option<Sort>,
    filter_tag: Vec<&'b str>,
    title: Option<&'b str>,
    limit: u8,
    #[ravelin(rename = "?shop", length(max = 3))]
    other_shop: Option<String>,
}

const BOOKS: Books<'_> = Books {
    shop: 7,
    since: None,
    in_stock: None,
    max_price: None,
    currency: None,
    sort: None,
    filter_tag: Vec::new(),
    title: None,
    limit: 10,
    other_shop: None,
};

#[test]
fn a_query_has_the_order_of_the_definition_and_omits_what_is_none() {
    let prepared = BOOKS.prepare().unwrap();
    assert_eq!(prepared.target(), "/v1/shops/7/books?limit=10");
    assert_eq!(
        (prepared.path(), prepared.query()),
        ("/v1/shops/7/books", Some("limit=10"))
    );
    let books = Books {
        since: Some(Timestamp::from_secs(1_512_828_988).unwrap()),
        in_stock: Some(false),
        max_price: Some(9.5),
        currency: Some(Currency::GBP),
        sort: Some(Sort::Price),
        filter_tag: vec!["new", "a b&c=d+\u{e9}"],
        title: Some(""),
        other_shop: Some("\"\\?".into()),
        ..BOOKS
    };
    let prepared = books.prepare().unwrap();
    let query = "limit=10&title=&filter%5Btag%5D=new&filter%5Btag%5D=a%20b%26c%3Dd%2B%C3%A9&sort=price&currency=GBP\
                 &maxPrice=9.5&inStock=false&since=1512828988000&shop=%22%5C%3F";
    assert_eq!(prepared.query(), Some(query));
    let books_by_title = Books {
        sort: Some(Sort::Title),
        ..BOOKS
    };
    let prepared_by_title = books_by_title.prepare().unwrap();
    assert_eq!(prepared_by_title.query(), Some("limit=10&sort=title"));
    assert_eq!((prepared.has_body(), prepared.body()), (false, ""));
    assert_eq!(prepared.endpoint().to_string(), "GET /v1/shops/:shop/books");
    assert_eq!(books.to_json().unwrap(), "");
    let mut out = b"kept".to_vec();
    books.encode(&mut out).unwrap();
    assert_eq!(out, b"kept");
    assert_eq!(serde_json::to_value(books.wire()).unwrap(), Value::Null);
}

#[test]
fn parameters_of_the_query_are_checked() {
    let books = Books {
        limit: 101,
        title: Some("this title has more than forty characters"),
        filter_tag: vec!["a", "", "b", "c", "d"],
        max_price: Some(f64::INFINITY),
        other_shop: Some("secret".into()),
        ..BOOKS
    };
    let violations = books.prepare().unwrap_err();
    assert_eq!(books.validate().unwrap_err(), violations);
    let found = violations
        .iter()
        .map(|found| (found.pointer(), found.field(), found.rule()));
    let expected = [
        ("/?limit", Some("Books.limit"), Rule::Range),
        ("/?title", Some("Books.title"), Rule::Length),
        ("/?filter[tag]", Some("Books.filter_tag"), Rule::Items),
        ("/?filter[tag]/1", Some("Books.filter_tag"), Rule::Length),
        ("/?maxPrice", Some("Books.max_price"), Rule::Type),
        ("/?shop", Some("Books.other_shop"), Rule::Length),
    ];
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), expected.len(), "{violations}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1), (expected.0, expected.1), "{violations}");
    }
    assert!(!violations.to_string().contains("secret"));
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/books.json",
    constant(limit = 5, sort = "title", in_stock = true)
)]
struct Constants<T: AsRef<str>> {
    #[ravelin(rename = ":shop", with = trimmed)]
    shop: &'static str,
    #[ravelin(with = split)]
    filter_tag: T,
}

fn trimmed(shop: &&'static str) -> &'static str {
    shop.trim()
}

fn split<T: AsRef<str>>(tags: &T) -> Vec<String> {
    tags.as_ref().split(',').map(str::to_owned).collect()
}

#[test]
fn constants_and_conversions_are_sent_in_the_query() {
    let event = Constants {
        shop: " x ",
        filter_tag: "a,b",
    };
    let expected =
        "/v1/shops/x/books?limit=5&filter%5Btag%5D=a&filter%5Btag%5D=b&sort=title&inStock=true";
    assert_eq!(event.prepare().unwrap().target(), expected);
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/batch.json")]
struct Batch {
    dry_run: Option<bool>,
    #[ravelin(body)]
    sales: Vec<Sale>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[]")]
struct Sale {
    id: &'static str,
    price: i64,
    buyer: Option<Buyer>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[].buyer")]
struct Buyer {
    name: &'static str,
}

fn sale(id: &'static str, price: i64) -> Sale {
    Sale {
        id,
        price,
        buyer: Some(Buyer { name: "Ada" }),
    }
}

#[test]
fn a_body_is_an_array() {
    let batch = Batch {
        dry_run: Some(true),
        sales: vec![sale("a", 1), sale("b", 2)],
    };
    let expected = r#"[{"id":"a","price":1,"buyer":{"name":"Ada"}},{"id":"b","price":2,"buyer":{"name":"Ada"}}]"#;
    assert_eq!(batch.to_json().unwrap(), expected);
    let prepared = batch.prepare().unwrap();
    assert_eq!(
        (prepared.target(), prepared.body()),
        ("/v1/sales?dryRun=true", expected)
    );
    assert_eq!(
        (prepared.endpoint().host(), Batch::ENDPOINT.host()),
        ("events", "events")
    );
    assert_eq!(Endpoint::API, "api");
    let mut out = b"x".to_vec();
    batch.encode(&mut out).unwrap();
    assert_eq!(out, [b"x", expected.as_bytes()].concat());
    let wire = serde_json::to_string(&batch.wire()).unwrap();
    assert_eq!(wire, expected);
}

#[test]
fn violations_in_an_array_have_the_index() {
    let batch = Batch {
        dry_run: None,
        sales: vec![sale("a", 1), sale("", -1), sale("c", 3), sale("d", 4)],
    };
    let violations = batch.to_json().unwrap_err();
    assert_eq!(batch.validate().unwrap_err(), violations);
    let pointers: Vec<_> = violations.iter().map(Violation::pointer).collect();
    assert_eq!(pointers, ["", "/1/id", "/1/price"], "{violations}");
    let fields: Vec<_> = violations.iter().map(Violation::field).collect();
    assert_eq!(
        fields,
        [Some("Batch.sales"), Some("Sale.id"), Some("Sale.price")]
    );
    assert!(violations.to_string().starts_with("body (Batch.sales): "));
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note<'n> {
    #[ravelin(body, length(max = 3), check = no_x)]
    text: &'n str,
}

fn no_x(text: &str) -> Result<(), &'static str> {
    if text.contains('x') {
        Err("has an `x`")
    } else {
        Ok(())
    }
}

#[test]
fn a_body_is_a_string() {
    let json = |text| {
        Note { text }
            .to_json()
            .map_err(|violations| violations.to_string())
    };
    assert_eq!(json("\"a").unwrap(), r#""\"a""#);
    assert_eq!(
        json("a").unwrap_err(),
        "body (Note.text): expected at least 2 characters, found 1"
    );
    assert_eq!(json("ax").unwrap_err(), "body (Note.text): has an `x`");
    let long = json("abcd").unwrap_err();
    assert!(long.contains("at most 3 characters"), "{long}");
}

#[test]
fn schemas_describe_the_whole_request() {
    let schema = |schema: String| serde_json::from_str::<Value>(&schema).unwrap();
    let books = schema(Books::schema());
    assert_eq!(books["x-ravelin-method"], "GET");
    assert_eq!(books.get("type"), None);
    let query = &books["x-ravelin-query"];
    assert_eq!(
        query["limit"],
        json!({ "type": "integer", "minimum": 1, "maximum": 100, "x-ravelin-status": "required" })
    );
    assert_eq!(query["shop"], json!({ "type": "string", "maxLength": 3 }));
    assert_eq!(query["filter[tag]"]["items"]["minLength"], 1);
    assert_eq!(query.as_object().unwrap().len(), 9);
    assert_eq!(books["x-ravelin-parameters"].as_object().unwrap().len(), 1);

    let batch = schema(Batch::schema());
    assert_eq!(
        (&batch["x-ravelin-host"], &batch["type"]),
        (&json!("events"), &json!("array"))
    );
    assert_eq!(batch["maxItems"], 3);
    let item = &batch["items"];
    assert_eq!(item["required"], json!(["id", "price"]));
    assert_eq!(item["properties"]["buyer"]["required"], json!(["name"]));

    let note = schema(Note::schema());
    assert_eq!(
        (&note["type"], &note["maxLength"]),
        (&json!("string"), &json!(3))
    );
    assert_eq!(
        note["x-ravelin-not-expressed"],
        json!(["`no_x` checks the body"])
    );
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/removal.json")]
#[allow(deprecated)] // The definition marks the whole request as deprecated.
struct Removal {
    id: String,
}

#[test]
fn a_delete_has_no_body() {
    let removal = Removal { id: "a/b".into() };
    let prepared = removal.prepare().unwrap();
    assert_eq!(
        (prepared.target(), prepared.has_body()),
        ("/v1/sales/a%2Fb", false)
    );
    assert_eq!(prepared.endpoint().method(), "DELETE");
    let schema: BTreeMap<String, Value> = serde_json::from_str(&Removal::schema()).unwrap();
    let keywords: Vec<_> = schema.keys().collect();
    assert_eq!(
        keywords,
        [
            "$schema",
            "x-ravelin-method",
            "x-ravelin-parameters",
            "x-ravelin-path"
        ]
    );
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/find.json")]
struct Find {
    day: Option<jiff::civil::Date>,
    at: Option<jiff::Timestamp>,
    key: Option<uuid::Uuid>,
    id: Vec<u8>,
    level: Option<i64>,
    name: Option<&'static str>,
    price: Option<i64>,
    time: Option<Vec<Timestamp>>,
}

fn find() -> Find {
    Find {
        day: None,
        at: None,
        key: None,
        id: Vec::new(),
        level: None,
        name: None,
        price: None,
        time: None,
    }
}

#[test]
fn every_scalar_kind_is_sent_in_the_query() {
    let found = Find {
        day: Some(jiff::civil::date(2026, 11, 28)),
        at: Some(jiff::Timestamp::UNIX_EPOCH),
        key: Some(uuid::Uuid::nil()),
        id: vec![1, 2],
        level: Some(3),
        name: Some("abc"),
        price: Some(-5),
        time: Some(vec![Timestamp::from_secs(1_512_828_988).unwrap()]),
    };
    let query = "day=2026-11-28&at=1970-01-01T00%3A00%3A00Z&key=00000000-0000-0000-0000-000000000000&id=1&id=2&level=3&name=abc\
                 &price=-5&time=1512828988000";
    assert_eq!(found.prepare().unwrap().query(), Some(query));
    let violations = Find {
        id: vec![1, 2, 1],
        level: Some(4),
        name: Some("A"),
        ..find()
    };
    let found = violations.prepare().unwrap_err();
    assert_eq!(violations.validate().unwrap_err(), found);
    let pointers: Vec<_> = found.iter().map(Violation::pointer).collect();
    assert_eq!(pointers, ["/?id/2", "/?level", "/?name"], "{found}");
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/free.json")]
struct Free {
    #[ravelin(body)]
    members: BTreeMap<&'static str, u8>,
}

#[test]
fn a_body_is_a_free_object() {
    let json = |members: &[(&'static str, u8)]| {
        let members = members.iter().copied().collect();
        Free { members }.prepare().unwrap().body().to_owned()
    };
    assert_eq!(json(&[]), "{}");
    assert_eq!(json(&[("b", 1), ("a", 2)]), r#"{"a":2,"b":1}"#);
    let schema: Value = serde_json::from_str(&Free::schema()).unwrap();
    assert_eq!(schema["type"], "object");
    assert!(
        Free {
            members: BTreeMap::new()
        }
        .validate()
        .is_ok()
    );
}
