//! What two pieces of nextflow-config win that a simpler one could stand in for: rows in pairs,
//! without limits.
//!
//! * `copies_…`: the interpreter begins a block of a profile, and a branch that is not run, with
//!   a copy of a scope. A thousand copies of ten thousand entries, of each of which one entry is
//!   changed, with its radix map and with the maps of the standard library.
//! * `settings_…`: `a.b = value` is read without the way through expressions. The same settings
//!   with the line end before the equals sign, which are read the general way and are as many
//!   tokens.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use nextflow_config::Document;
use radix_map::RadixMap;
use wavepass_bench::CpuTime;

// It is no part of what the crate offers.
#[expect(dead_code, reason = "the interpreter uses more of it than is measured")]
#[path = "../../nextflow-config/src/interpreter/radix_map.rs"]
mod radix_map;

/// How many entries a map has, and how often it is copied.
const ENTRIES: u32 = 10_000;
const COPIES: u32 = 1_000;

/// Copies a map over and over and changes an entry of each copy.
fn copy<M: Clone>(map: &M, change: impl Fn(&mut M, u32)) {
    for round in 0..COPIES {
        let mut copy = black_box(map).clone();
        change(&mut copy, round * 7 % ENTRIES);
        black_box(&copy);
    }
}

fn copies(c: &mut Criterion<CpuTime>) {
    let entries = || (0..ENTRIES).map(|key| (key, u64::from(key)));
    let mut radix = RadixMap::default();
    entries().for_each(|(key, value)| radix.insert(key, value));
    let tree: BTreeMap<u32, u64> = entries().collect();
    let hash: HashMap<u32, u64> = entries().collect();
    let mut group = c.benchmark_group("copies");
    group.sample_size(10);
    group.bench_function("radix_map", |b| {
        b.iter(|| copy(&radix, |map, key| map.insert(key, 1)));
    });
    group.bench_function("tree_map", |b| {
        b.iter(|| copy(&tree, |map, key| _ = map.insert(key, 1)));
    });
    group.bench_function("hash_map", |b| {
        b.iter(|| copy(&hash, |map, key| _ = map.insert(key, 1)));
    });
    group.finish();
}

/// What the copies are paid with: finding and setting entries.
fn lookups(c: &mut Criterion<CpuTime>) {
    let mut group = c.benchmark_group("entries");
    group.bench_function("radix_map", |b| {
        b.iter(|| {
            let mut map = RadixMap::default();
            (0..ENTRIES).for_each(|key| map.insert(key, u64::from(key)));
            (0..ENTRIES).filter_map(|key| map.get(key)).sum::<u64>()
        });
    });
    group.bench_function("tree_map", |b| {
        b.iter(|| {
            let map: BTreeMap<u32, u64> = (0..ENTRIES).map(|key| (key, u64::from(key))).collect();
            (0..ENTRIES).filter_map(|key| map.get(&key)).sum::<u64>()
        });
    });
    group.bench_function("hash_map", |b| {
        b.iter(|| {
            let map: HashMap<u32, u64> = (0..ENTRIES).map(|key| (key, u64::from(key))).collect();
            (0..ENTRIES).filter_map(|key| map.get(&key)).sum::<u64>()
        });
    });
    group.finish();
}

fn settings(c: &mut Criterion<CpuTime>) {
    let text = |equals: &str| {
        (0..20_000).fold(String::new(), |mut text, n| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "params.group.x_{n}{equals} {n}");
            text
        })
    };
    let (short, general) = (text(" ="), text("\n="));
    let mut group = c.benchmark_group("settings");
    group.bench_function("short_way", |b| {
        b.iter(|| Document::parse(black_box(&short)));
    });
    group.bench_function("general_way", |b| {
        b.iter(|| Document::parse(black_box(&general)));
    });
    group.finish();
}

criterion_group! {
    name = design;
    config = Criterion::default().with_measurement(CpuTime);
    targets = copies, lookups, settings
}
criterion_main!(design);
