//! Listing the payment types (docs/contracts/tropo.md §2.2, P3).

use crate::prelude::*;

endpoint! {
    /// Lists the ways to pay.
    #[derive(Copy, Default)]
    pub struct ListPaymentTypes {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_payment_types");
    GET "/types/payment" -> Page<PaymentType>: many;
    list(paging: SinglePage) PaymentType, key () = |_| None;
}

string_id! {
    /// One type of payment.
    pub struct PaymentTypeId;
}

record! {
    /// A way to pay: `visa`, `mastercard`, `amex`.
    #[derive(PartialEq, Eq)]
    pub struct PaymentType: id(PaymentTypeId), href(Href) {
        /// Its name.
        name: String,
    }
}
