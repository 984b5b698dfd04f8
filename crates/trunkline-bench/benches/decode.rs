//! Decoding only: a response into trunkline's types, compared with plain structs.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros; a bench may fail loudly"
)]

use std::hint::black_box;

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use http::Response;
use trunkline_bench::{answers, bare::model};
use trunkline_core::Endpoint;
use trunkline_flowroute::numbers::{GetNumber, ListNumbers};

fn details(c: &mut Criterion) {
    let body = answers::details();
    let response = Response::new(Bytes::from(body.clone()));
    let mut group = c.benchmark_group("decode/details");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("bare", |b| {
        b.iter(|| serde_json::from_slice::<model::Details>(black_box(&body)).unwrap());
    });
    group.bench_function("trunkline", |b| {
        b.iter(|| GetNumber::parse(black_box(&response)).unwrap())
    });
    group.finish();
}

fn page(c: &mut Criterion) {
    let body = answers::page(0);
    let response = Response::new(Bytes::from(body.clone()));
    let mut group = c.benchmark_group("decode/page");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("bare", |b| {
        b.iter(|| serde_json::from_slice::<model::Page>(black_box(&body)).unwrap());
    });
    group.bench_function("trunkline", |b| {
        b.iter(|| ListNumbers::parse(black_box(&response)).unwrap())
    });
    group.finish();
}

criterion_group!(decode, details, page);
criterion_main!(decode);
