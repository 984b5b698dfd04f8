//! Every public type can be sent to and shared with other threads.

use trunkline_emulator::*;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<(
        Audit,
        Dropped,
        Emulator,
        EmulatorArgs,
        EmulatorBuilder,
        EmulatorService,
        Fault,
        FaultBuilder,
        Operation,
        OperationKind,
        PublicUrl,
        PublicUrlError,
        RequestRecord,
        RunError,
        Signatures,
        StartError,
    )>();
}
