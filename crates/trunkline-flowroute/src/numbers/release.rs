//! Releasing a number (docs/contracts/flowroute-v2.md §2.3, N10).

use bytes::Bytes;
use http::Response;
use trunkline_core::{ConfirmedBy, DecodeError};

use super::GetNumber;
use crate::prelude::*;

endpoint! {
    /// Releases a number at once. Its routes, E911 address, caller name and callbacks are dropped, its monthly cost
    /// ends, and it cannot be taken back.
    #[derive(Copy)]
    pub struct Release { number: PhoneNumber }

    // A released number is for sale at once: sent again after a lost reply, it would take the number from whoever of the
    // same account has bought it in between.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.numbers.release", "released");
    DELETE "/v2/numbers/{number}" -> ConfirmedBy: released;
    subject "{number}";
    hint "check numbers.get {number}: if it is gone, it is released";

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<ConfirmedBy>> {
        let number = reader.get(GetNumber::new(self.number)).await?;
        Ok(match number {
            Some(_) => LookUp::NotFound,
            None => LookUp::Found(ConfirmedBy::LookUp),
        })
    }
}

fn released(response: &Response<Bytes>) -> Result<ConfirmedBy, DecodeError> {
    nothing(response).map(|()| ConfirmedBy::Reply)
}
