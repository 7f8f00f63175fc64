//! The life cycle of a voucher: it is created, customers try to redeem it, each attempt is checked for abuse, and its result is
//! sent to the API.
//!
//! `cargo run -p programs --bin redeem` needs no network and no account: it sends to a sandbox inside this program. To send to the API,
//! with the account's secret key in the variable `RAVELIN_TOKEN`:
//! `cargo run -p programs --bin redeem -- --url https://api.ravelin.com`

use std::error::Error;
use std::process::ExitCode;
use std::time::SystemTime;
use voucher_core::http::{Client, Recommendation, SendError, Settings, Token, Transport};
use voucher_core::sandbox::{InProcess, Sandbox};
use voucher_core::{Currency, RavelinEvent, RavelinFields};

const USAGE: &str =
    "usage: redeem [--url URL], with the secret key in the variable `RAVELIN_TOKEN`";

/// An amount in pence: a part of every event that has an amount.
#[derive(Clone, Copy, RavelinFields)]
#[ravelin(event = "voucher")]
struct Money {
    #[ravelin(rename = "value")]
    pence: i64,
    currency: Currency,
}

/// A customer gets a code to give away.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(voucher_type = "REFERRAL"))]
struct Invitation<'a> {
    #[ravelin(rename = "voucherCode")]
    code: &'a str,
    #[ravelin(rename = "referrerId")]
    owner: &'a str,
    #[ravelin(flatten)]
    worth: Money,
    #[ravelin(rename = "creationTime")]
    created: SystemTime,
}

/// Asks whether this customer may redeem the code.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", timestamp = now, constant(voucher_type = "REFERRAL"))]
struct Question<'a> {
    #[ravelin(rename = "voucherCode")]
    code: &'a str,
    #[ravelin(rename = "customerId")]
    customer: &'a str,
}

/// The result of a customer's attempt to redeem the code.
#[derive(RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", timestamp = now, constant(voucher_type = "REFERRAL"))]
struct Attempt<'a> {
    /// Unique for each customer.
    #[ravelin(rename = "paymentMethodId")]
    id: String,
    #[ravelin(rename = "voucherCode")]
    code: &'a str,
    #[ravelin(rename = "customerId")]
    customer: &'a str,
    #[ravelin(flatten)]
    worth: Money,
    #[ravelin(rename = "redemptionTime")]
    tried: SystemTime,
    success: bool,
    failure_source: Option<&'static str>,
    failure_reason: Option<&'static str>,
}

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), Box<dyn Error>> {
    let client = client()?;
    let worth = Money {
        pence: 1_000,
        currency: Currency::GBP,
    };
    let invitation = Invitation {
        code: "ANA-INVITES",
        owner: "ana",
        worth,
        created: SystemTime::now(),
    };
    client.send(&invitation)?;
    println!("{} is created", invitation.code);
    for customer in ["ben", "cleo", "dan", "ben-again"] {
        redeem(&client, &invitation, customer)?;
    }
    Ok(())
}

/// The checkout of the shop.
fn redeem<T: Transport>(
    client: &Client<T>,
    invitation: &Invitation<'_>,
    customer: &str,
) -> Result<(), Box<dyn Error>> {
    let code = invitation.code;
    let is_abuse = is_abuse(client, &Question { code, customer })?;
    let attempt = Attempt {
        id: format!("{code}-{customer}"),
        code,
        customer,
        worth: invitation.worth,
        tried: SystemTime::now(),
        success: !is_abuse,
        failure_source: is_abuse.then_some("CLIENT"),
        failure_reason: is_abuse.then_some("ABUSE"),
    };
    println!(
        "{customer} {}",
        if is_abuse { "is refused" } else { "redeems it" }
    );
    // A shop that must not lose this stores `attempt.prepare()?` first, in the transaction of the order.
    client.send(&attempt)?;
    Ok(())
}

fn is_abuse<T: Transport>(client: &Client<T>, question: &Question<'_>) -> Result<bool, SendError> {
    match client.send(question) {
        Ok(answer) => Ok(answer.recommendation() == Some(Recommendation::Abuse)),
        // A customer does not wait, and is not sent away because a service is down.
        Err(error) if error.can_retry() => {
            eprintln!("not checked: {error}");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Returns a client for the URL on the command line, or else for a sandbox.
fn client() -> Result<Client<Box<dyn Transport>>, Box<dyn Error>> {
    use lexopt::prelude::*;
    let mut arguments = lexopt::Parser::from_env();
    let mut url = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("url") => url = Some(arguments.value()?.string()?),
            _ => return Err(format!("{}\n{USAGE}", argument.unexpected()).into()),
        }
    }
    let Some(url) = url else {
        let sandbox: Box<dyn Transport> = Box::new(InProcess::new(Sandbox::new(1)));
        return Ok(Client::over(
            sandbox,
            Settings::new(Token::new("sk_test_redeem")?),
        ));
    };
    let token = std::env::var("RAVELIN_TOKEN").map_err(|_| USAGE)?;
    let settings = Settings::new(Token::new(token)?).with_base_url(&url)?;
    let agent: Box<dyn Transport> = Box::new(ureq::Agent::new_with_defaults());
    Ok(Client::over(agent, settings))
}
