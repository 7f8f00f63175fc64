//! The toolkit works under another name, when its own name is not available.
#![deny(
    warnings,
    missing_docs,
    unused_qualifications,
    unused_crate_dependencies,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]

/// Modules with the names of the toolkit's crates.
pub mod voucher_core {}

/// An event.
#[derive(Clone, Debug, ravelin::RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, check = Self::check, crate = ravelin)]
pub struct Promo<C> {
    /// The code.
    #[ravelin(with = joined, length(max = 4))]
    pub voucher_code: Vec<char>,
    /// The money.
    #[ravelin(flatten)]
    pub money: Money<C>,
    /// The time.
    pub creation_time: ravelin::Timestamp,
    /// The type.
    pub voucher_type: Kind,
    /// The campaign.
    #[ravelin(custom)]
    pub campaign: &'static str,
}

/// A part.
#[derive(Clone, Debug, ravelin::RavelinFields)]
#[ravelin(event = "voucher", crate = ::ravelin)]
pub struct Money<C> {
    /// The amount.
    #[ravelin(range(min = 1), check = even)]
    pub value: u16,
    /// The currency.
    pub currency: C,
}

/// A type.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ravelin::RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType", crate = ravelin)]
pub enum Kind {
    /// For everybody.
    General,
    /// For the customer who asked.
    #[ravelin(rename = "REFERRAL")]
    Asked,
}

fn joined(letters: &[char]) -> String {
    letters.iter().collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what `check` takes")]
const fn even(pence: &u16) -> Result<(), &'static str> {
    if *pence % 2 == 1 {
        return Err("odd");
    }
    Ok(())
}

impl<C> Promo<C> {
    const fn check(&self) -> Result<(), &'static str> {
        match self.voucher_type {
            Kind::Asked if self.money.value > 100 => Err("too much for an answer"),
            _ => Ok(()),
        }
    }
}
