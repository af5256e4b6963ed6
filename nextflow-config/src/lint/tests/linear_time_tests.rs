//! Linting takes time in proportion to the length of a text, whatever there is much of.

#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::lint::lint;
use crate::lint::tests::support::PLATFORM;
use crate::readings::Readings;
use crate::tree::Document;

/// The processor's time, the shortest of a few: what else runs only makes it longer.
fn time(text: &str, profiles: &[&str]) -> Duration {
    let document = Document::parse(text);
    let readings = Readings::of(&document, profiles);
    let times = (0..3).map(|_| {
        let start = ThreadTime::now();
        let found = lint(&document, &readings, &PLATFORM);
        let elapsed = start.elapsed();
        assert!(found.len() < 500, "{} diagnostics", found.len());
        elapsed
    });
    times.min().unwrap()
}

/// Whether ten times the text takes nowhere near a hundred times as long. Other programs may
/// disturb a measurement, but not all of them.
#[track_caller]
fn assert_linear(what: &str, few: (&str, &[&str]), many: (&str, &[&str])) {
    let mut ratios = (0..8).map(|_| {
        let (few, many) = (time(few.0, few.1), time(many.0, many.1));
        many.as_secs_f64() / few.as_secs_f64().max(20e-6)
    });
    let is_linear = ratios.any(|ratio| ratio < 30.0);
    assert!(is_linear, "{what}: ten times as much takes much longer");
}

/// A piece of text for each number.
fn lines(piece: impl Fn(usize) -> String) -> impl Fn(usize) -> String {
    move |count| (0..count).map(&piece).collect()
}

#[test]
fn every_kind_of_statement_takes_linear_time() {
    let assert = |what, piece: fn(usize) -> String| {
        let text = lines(piece);
        assert_linear(what, (&text(500), &[]), (&text(5_000), &[]));
    };
    assert("old names", |n| format!("wave.retry.x_{n} = 1\n"));
    assert("unknown names", |n| format!("wave.x_{n} = 1\n"));
    assert("one name", |n| format!("wave.enabled = {}\n", n % 2 == 0));
    assert("labels", |n| format!("wave {{ a_{n}: 1 }}\n"));
    assert("empty scopes", |n| format!("scope_{n} {{ }}\n"));
    assert("conditions", |n| format!("if (a()) {{ wave.x_{n} = 1 }}\n"));
    assert("no-break spaces", |n| format!("x_{n}\u{a0}= 1\n"));
    assert("quotes", |_| "‘x".to_owned());
    assert("includes", |n| format!("includeConfig '{n}.config'\n"));
    assert("profiles", |n| {
        format!("profiles {{ p_{n} {{ wave.enabled = true }} }}\n")
    });
}

#[test]
fn a_map_that_is_reset_takes_linear_time() {
    let text = |count| {
        let entries = lines(|n| format!("x_{n}: {n},\n"))(count);
        format!("wave = [\n{entries}]\nwave {{ enabled = true }}\nwave.retry = [a: 1]\n")
    };
    assert_linear("entries of a map", (&text(500), &[]), (&text(5_000), &[]));
}

#[test]
fn one_setting_in_many_selected_profiles_takes_linear_time() {
    let names: Vec<String> = (0..5_000).map(|n| format!("p_{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = |count| {
        let profiles = lines(|n| format!("p_{n} {{ docker.tty = {} }}\n", n % 2 == 0))(count);
        format!("profiles {{\n{profiles}}}\ndocker.tty = 'x'\n")
    };
    let (few, many) = (text(500), text(5_000));
    assert_linear("selected profiles", (&few, &names[..500]), (&many, &names));
}
