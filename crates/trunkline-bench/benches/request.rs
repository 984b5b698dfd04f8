//! Building requests only.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench may fail loudly"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use trunkline_bench::answers;
use trunkline_bench::bare::Bare;
use trunkline_core::Endpoint;
use trunkline_flowroute::numbers::{GetNumber, ListNumbers};

fn requests(c: &mut Criterion) {
    let bare = Bare::new("http://127.0.0.1:4010").unwrap();
    let number = answers::number().unwrap();
    let mut group = c.benchmark_group("request/details");
    group.bench_function("bare", |b| b.iter(|| black_box(&bare).details_request().unwrap()));
    group.bench_function("trunkline", |b| {
        b.iter(|| GetNumber::new(black_box(number)).request().unwrap())
    });
    group.finish();

    let mut group = c.benchmark_group("request/page");
    group.bench_function("bare", |b| b.iter(|| black_box(&bare).page_request().unwrap()));
    group.bench_function("trunkline", |b| {
        b.iter(|| ListNumbers::new().limit(black_box(200)).request().unwrap());
    });
    group.finish();
}

criterion_group!(request, requests);
criterion_main!(request);
