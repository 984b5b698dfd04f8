//! Every public type can be sent to and shared with other threads.

use trunkline_core::*;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<(Applied, Attempts, Carrier, Effect, Operation, Evidence, Verdict)>();
    is_send_and_sync::<(Content, DecodeError, EncodeError, JsonObject, ValidationError)>();
    is_send_and_sync::<(Error, ErrorKind, Problem, Refusal)>();
    is_send_and_sync::<(LookUp<u8>, Match, Page<u8>, Cursor, Links, Unreadable, SinglePage)>();
    is_send_and_sync::<(Path, Query, Segment<u8>, Credentials, Timestamp)>();
    is_send_and_sync::<(Money, ParseMoneyError, PhoneNumber, ParsePhoneNumberError)>();
    is_send_and_sync::<(AreaCode, NpaNxx, RateCenter, ParseNanpError, Region, Country)>();
}
