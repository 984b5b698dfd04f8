//! Every public type can be sent to and shared with other threads.

use trunkline_emulator::*;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<(Audit, Dropped, Emulator, EmulatorArgs, EmulatorBuilder)>();
    is_send_and_sync::<(EmulatorService, Fault, FaultBuilder, Operation, OperationKind)>();
    is_send_and_sync::<(PublicUrl, PublicUrlError, RequestRecord, RunError, Signatures)>();
    is_send_and_sync::<(StartError, WebhookAttempt, WebhookDelivery)>();
}
