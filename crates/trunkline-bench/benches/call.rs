//! Calls over the loopback interface, wall-clock; the server is another process.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench may fail loudly"
)]

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use tokio::runtime::{Builder, Runtime};
use trunkline_bench::bare::Bare;
use trunkline_bench::process::Server;
use trunkline_bench::sdk::Sdk;
use trunkline_bench::{Caller, Case, drive};

fn timed(runtime: &Runtime, caller: &impl Caller, case: Case, in_flight: u32, calls: u64) -> Duration {
    let calls = u32::try_from(calls).unwrap();
    let begun = Instant::now();
    runtime.block_on(drive(caller, case, calls, in_flight)).unwrap();
    begun.elapsed()
}

fn calls(c: &mut Criterion) {
    let server = Server::start(env!("CARGO_BIN_EXE_trunkline-bench"), Duration::ZERO).unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let bare = Bare::new(server.base_url()).unwrap();
    let ours = Sdk::new(server.base_url()).unwrap();
    for case in Case::ALL {
        let mut group = c.benchmark_group(format!("call/{}", case.name()));
        for in_flight in [1, 16, 64] {
            group.bench_function(BenchmarkId::new("bare", in_flight), |b| {
                b.iter_custom(|calls| timed(&runtime, &bare, case, in_flight, calls));
            });
            group.bench_function(BenchmarkId::new("trunkline", in_flight), |b| {
                b.iter_custom(|calls| timed(&runtime, &ours, case, in_flight, calls));
            });
        }
        group.finish();
    }
}

criterion_group!(call, calls);
criterion_main!(call);
