//! Each shipped definition file works with a merchant's struct, which sends what existing clients of the API send.

use serde_json::{Map, Value, json};
use std::path::Path;
use voucher_core::{Currency, RavelinEnum, RavelinEvent, RavelinFields, Rule, Timestamp};

/// Reads the payload of a client from `tests/api/payload`, whose README lists the sources.
fn payload(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api/payload");
    let text = std::fs::read(folder.join(name).with_extension("json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn sent(event: &impl RavelinEvent) -> (String, Value) {
    let prepared = event.prepare().unwrap();
    let body = serde_json::from_str(prepared.body()).unwrap();
    (prepared.path().into(), body)
}

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_secs(seconds).unwrap()
}

#[derive(RavelinEvent)]
#[ravelin(event = "order")]
#[allow(deprecated)] // the payload is one
struct Order {
    timestamp: Timestamp,
    customer_id: u64,
    #[ravelin(rename = "orderId")]
    id: &'static str,
    price: u32,
    currency: Currency,
    #[ravelin(rename = "creationTime")]
    created: Option<Timestamp>,
    #[ravelin(rename = "executionTime")]
    executed: Option<Timestamp>,
    market: Option<&'static str>,
    items: Vec<Item>,
    from: Option<Place>,
    to: Option<Place>,
    status: Option<Status>,
}

#[derive(RavelinFields)]
#[ravelin(event = "order", object = "order.items")]
struct Item {
    sku: &'static str,
    name: Option<&'static str>,
    price: u32,
    currency: Currency,
    quantity: u8,
}

#[derive(Default, RavelinFields)]
#[ravelin(event = "order", object = "order.to")]
struct Place {
    street1: Option<&'static str>,
    city: Option<&'static str>,
    region: Option<&'static str>,
    postal_code: Option<&'static str>,
    country: Option<&'static str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// The stage `pending` is written by the derive.
#[derive(RavelinFields)]
#[ravelin(event = "order", object = "order.status[pending]")]
struct Status {
    actor: &'static str,
}

#[test]
fn an_order() {
    let item = |sku, name, price, quantity| Item {
        sku,
        name: Some(name),
        price,
        currency: Currency::GBP,
        quantity,
    };
    let place = |street, code| Place {
        street1: Some(street),
        region: Some("London"),
        postal_code: Some(code),
        country: Some("GBR"),
        ..Place::default()
    };
    let order = Order {
        timestamp: seconds(1_429_029_735),
        customer_id: 61_283_761_287_361,
        id: "hXyUc5ef2zhOrdqmRiC",
        price: 4_675,
        currency: Currency::GBP,
        created: Some(seconds(1_429_029_730)),
        executed: Some(seconds(1_429_029_732)),
        market: Some("lon"),
        items: vec![
            item("3726-8", "Women's Arch Sweater M 55", 1_990, 2),
            item("3731-4", "Women's Yellow Tee M 54", 695, 1),
        ],
        from: Some(place("19 Gosport Walk", "N17 9QD")),
        to: Some(place("73 Braganza St", "SE17 3RD")),
        status: Some(Status { actor: "buyer" }),
    };
    assert_eq!(sent(&order), ("/v2/order".into(), payload("order")));
}

#[derive(RavelinEvent)]
#[ravelin(event = "customer")]
struct SignUp {
    timestamp: Timestamp,
    customer_id: u64,
    email: &'static str,
    given_name: &'static str,
    family_name: &'static str,
    username: &'static str,
    market: &'static str,
    #[ravelin(unix = "s")]
    registration_time: i64,
    /// Derived for the definition `order`, whose place has the same fields.
    location: Place,
    #[ravelin(custom = "invitedBy")]
    invited_by: &'static str,
    #[ravelin(custom)]
    newsletter: bool,
}

#[test]
fn a_customer() {
    let customer = SignUp {
        timestamp: seconds(1_429_029_735),
        customer_id: 61_283_761_287_361,
        email: "marktwain@gmail.com",
        given_name: "Mark",
        family_name: "Twain",
        username: "mtwain",
        market: "lon",
        registration_time: 1_429_029_731,
        location: Place {
            street1: Some("James St"),
            city: Some("Darwen"),
            region: Some("Blackburn with Darwen"),
            postal_code: Some("BB3 1AS"),
            country: Some("GBR"),
            latitude: Some(53.697_471),
            longitude: Some(-2.470_891),
        },
        invited_by: "7198737117",
        newsletter: false,
    };
    assert_eq!(
        sent(&customer),
        ("/v2/customer".into(), payload("customer"))
    );
}

#[derive(RavelinEvent)]
#[ravelin(event = "transaction")]
struct Paid {
    timestamp: Timestamp,
    order_id: &'static str,
    customer_id: &'static str,
    payment_method_id: Option<u64>,
    payment_method: Option<Cash>,
    transaction: Option<Transaction>,
}

/// The derive writes `"methodType":"cash"`.
#[derive(RavelinFields)]
#[ravelin(event = "transaction", object = "paymentMethod[cash]")]
struct Cash {
    custom: Option<Map<String, Value>>,
}

#[derive(RavelinFields)]
#[ravelin(event = "transaction", object = "transaction")]
struct Transaction {
    #[ravelin(rename = "transactionId")]
    id: &'static str,
    r#type: &'static str,
    currency: Currency,
    debit: u32,
    credit: u32,
    success: bool,
    email: &'static str,
    gateway: &'static str,
    gateway_reference: &'static str,
    auth_code: &'static str,
    avs_result_code: Avs,
    cvv_result_code: &'static str,
}

#[derive(RavelinFields)]
#[ravelin(event = "transaction", object = "transaction.avsResultCode")]
struct Avs {
    street: &'static str,
    postal_code: &'static str,
}

#[test]
fn a_transaction() {
    let transaction = Transaction {
        id: "f61f8594e06459fa046707c36159bb35",
        r#type: "auth_capture",
        currency: Currency::GBP,
        debit: 4_675,
        credit: 0,
        success: true,
        email: "james.tate@gmail.com",
        gateway: "stripe",
        gateway_reference: "tr_16oaY72eZvKYlo2CE5ZDq9Vh",
        auth_code: "1000",
        avs_result_code: Avs {
            street: "A",
            postal_code: "M",
        },
        cvv_result_code: "M",
    };
    let mut payment = Paid {
        timestamp: seconds(1_429_029_735),
        order_id: "n1QSYK0ceGNZqU28ien3",
        customer_id: "61283761287361",
        payment_method_id: Some(783_917),
        payment_method: None,
        transaction: Some(transaction),
    };
    let expected = ("/v2/transaction".into(), payload("transaction"));
    assert_eq!(sent(&payment), expected);
    payment.payment_method = Some(Cash { custom: None });
    let violations = payment.validate().unwrap_err();
    assert_eq!(violations.first().pointer(), "/paymentMethod");
    payment.payment_method_id = None;
    assert_eq!(
        sent(&payment).1["paymentMethod"],
        json!({ "methodType": "cash" })
    );
}

#[derive(RavelinEvent)]
#[ravelin(event = "v3/login")]
struct Login {
    #[ravelin(unix = "ms")]
    timestamp: u64,
    customer_id: u8,
    username: &'static str,
    success: bool,
    authentication_mechanism: Mechanism,
}

#[derive(RavelinFields)]
#[ravelin(event = "v3/login", object = "login.authenticationMechanism")]
struct Mechanism {
    password: Option<Secret>,
}

#[derive(RavelinFields)]
#[ravelin(event = "v3/login", object = "login.authenticationMechanism.password")]
struct Secret {
    success: bool,
    password_hashed: &'static str,
    #[ravelin(rename = "emailPasswordSHA256")]
    with_email: &'static str,
    #[ravelin(rename = "passwordSHA1SHA256")]
    twice: &'static str,
}

#[test]
fn a_login() {
    let password = Secret {
        success: true,
        password_hashed: "5c76fcf4400da3b4804d70b91af20703d483f2c5860cc2f8d59592a1da8d2121",
        with_email: "60b980431585b5ec81dffba0dc11cf44b583d8925924af5f71d756404ef2e0a7",
        twice: "8f8db8a623009b56dc4ed8c47ede9d6a72d7569dcdfcedd6c1b7a3f441719f67",
    };
    let login = Login {
        timestamp: 1_586_283_630_000,
        customer_id: 123,
        username: "big.jim@deliveroo.invalid",
        success: true,
        authentication_mechanism: Mechanism {
            password: Some(password),
        },
    };
    assert_eq!(sent(&login), ("/v3/login".into(), payload("v3-login")));
}

#[derive(RavelinEvent)]
#[ravelin(event = "supplier/:id/labels", constant(category = "SUPPLIER_FRAUD"))]
struct Label<'l> {
    #[ravelin(rename = "id")]
    supplier: &'l str,
    review: &'l str,
    reviewer: Reviewer,
}

#[derive(RavelinFields)]
#[ravelin(event = "supplier/:id/labels", object = "reviewer")]
struct Reviewer {
    name: &'static str,
}

/// No client sends one; the values come from the page that the definition names.
#[test]
fn a_label_of_a_supplier() {
    let label = Label {
        supplier: "sup/7 \u{fc}",
        review: "NOT_SUPPLIER_FRAUD",
        reviewer: Reviewer {
            name: "Bilbo Baggins",
        },
    };
    let (path, body) = sent(&label);
    assert_eq!(path, "/v2/supplier/sup%2F7%20%C3%BC/labels");
    assert_eq!(
        body,
        json!({
            "category": "SUPPLIER_FRAUD",
            "review": "NOT_SUPPLIER_FRAUD",
            "reviewer": { "name": "Bilbo Baggins" },
        })
    );
    assert_eq!(label.prepare().unwrap().timestamp(), None);
}

/// `source` is deprecated.
#[derive(RavelinEvent)]
#[ravelin(event = "reclaim")]
#[allow(deprecated)] // the payload has it
struct Reclaim<'r> {
    timestamp: Timestamp,
    customers: &'r [Reclaimed],
    source: Option<Source>,
}

#[derive(RavelinEnum)]
#[ravelin(event = "reclaim", field = "source")]
enum Source {
    Ato,
}

#[derive(RavelinFields)]
#[ravelin(event = "reclaim", object = "customers")]
struct Reclaimed {
    customer_id: u32,
    method: &'static str,
}

#[test]
fn a_reclaim_lists_the_customers() {
    let customers = [Reclaimed {
        customer_id: 12_345,
        method: "PasswordReset",
    }];
    let reclaim = Reclaim {
        timestamp: seconds(1_586_283_630),
        customers: &customers,
        source: Some(Source::Ato),
    };
    assert_eq!(sent(&reclaim), ("/v2/reclaim".into(), payload("reclaim")));
    let reclaim = Reclaim {
        customers: &[],
        ..reclaim
    };
    assert_eq!(sent(&reclaim).1["customers"], json!([]));
}

/// `customer` and `customerId` are mutually exclusive, and so are the three ways to name a payment method.
#[test]
fn a_checkout_sends_one_of_several_mutually_exclusive_fields() {
    #[derive(RavelinFields)]
    #[ravelin(event = "checkout")]
    struct By {
        customer_id: Option<u64>,
        payment_method_id: Option<u8>,
    }
    #[derive(RavelinFields)]
    #[ravelin(event = "checkout", object = "customer")]
    struct Customer {
        customer_id: u64,
    }
    #[derive(RavelinEvent)]
    #[ravelin(event = "checkout")]
    struct Checkout {
        timestamp: Timestamp,
        customer: Customer,
        #[ravelin(flatten)]
        by: By,
    }
    let checkout = |customer_id| Checkout {
        timestamp: seconds(1_512_828_988),
        customer: Customer { customer_id: 7 },
        by: By {
            customer_id,
            payment_method_id: Some(3),
        },
    };
    assert_eq!(
        sent(&checkout(None)).1,
        json!({
            "timestamp": 1_512_828_988_000_i64,
            "customer": { "customerId": "7" },
            "paymentMethodId": "3",
        })
    );
    let violations = checkout(Some(7)).validate().unwrap_err();
    let [violation] = violations.iter().as_slice() else {
        panic!("{violations}");
    };
    assert_eq!(violation.rule(), Rule::Exclusive);
    assert_eq!(violation.pointer(), "/customer");
    assert_eq!(violation.field(), Some("Checkout.customer"));
    assert_eq!(checkout(Some(7)).to_json().unwrap_err(), violations);
}
