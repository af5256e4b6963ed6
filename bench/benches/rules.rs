//! How long the rules take that run while somebody types, and those that read long lists and
//! logs. The limits are in `xtask/src/bench.rs`, which takes the lowest of the samples: what else
//! the machine does only adds to them.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use nextflow_config::syntax::tokens;
use nextflow_config::{Change, Config, Document, EditOptions, Readings, Value};
use wavepass_bench::{CpuTime, config};
use wavepass_core::credentials::{CredentialsForm, Field, Provider, ValidationContext};
use wavepass_core::diagnose::diagnose;
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::registry::server::RegistryServer;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::credential::{StoredCredential, StoredProvider, StoredState};
use wavepass_core::wave::resolve::{CredentialIndex, DeletedEntries, Resolver, Run};

/// A whole form, with a long-lived access key for ECR and ten neighbours.
fn form(c: &mut Criterion<CpuTime>) {
    let mut form = CredentialsForm::of(Provider::ContainerRegistry);
    form.set(Field::Name, "ecr-production");
    form.set(Field::UserName, "AKIAIOSFODNN7EXAMPLE");
    form.set(Field::Password, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    form.set(
        Field::Registry,
        "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/",
    );
    let context = ValidationContext {
        now: Some(1_795_330_800),
        others: (0..10)
            .map(|n| (format!("reg{n}.example.com"), format!("creds-{n}")))
            .collect(),
        ..ValidationContext::default()
    };
    c.bench_function("form", |b| {
        b.iter(|| black_box(&form).validate(black_box(&context)).is_ok());
    });
}

/// A registry value that needs most of the rules.
fn registry(c: &mut Criterion<CpuTime>) {
    let typed = "https://MyRegistry.azurecr.io/v2/";
    c.bench_function("registry", |b| {
        b.iter(|| RegistryServer::read(black_box(typed)));
    });
}

/// A thousand images against a thousand credentials, index included.
fn resolve(c: &mut Criterion<CpuTime>) {
    let hosts: Vec<String> = (0..1000).map(|n| format!("reg{n}.example.com")).collect();
    let images: Vec<String> = (0..1000)
        .map(|n| format!("reg{}.example.com/team/tool-{n}:1.0", n * 7 % 1500))
        .collect();
    let list: Vec<_> = hosts
        .iter()
        .map(|host| StoredCredential {
            id: host,
            name: host,
            provider: StoredProvider::ContainerRegistry,
            registry: Some(host),
            user_name: Some("robot"),
            state: StoredState::Live,
        })
        .collect();
    let setup = WaveSetup::default();
    c.bench_function("resolve", |b| {
        b.iter(|| {
            let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
            let scope = Scope::Workspace(WorkspaceId(42));
            let resolver = Resolver::for_scope(scope, Run::Platform, &index, &setup);
            let used = images.iter().filter(|image| {
                resolver
                    .predict(image)
                    .any()
                    .outcome
                    .credential_id()
                    .is_some()
            });
            used.count()
        });
    });
}

/// A log of so many bytes, most of it without anything to see.
fn log_of(bytes: usize) -> String {
    let mut log = String::with_capacity(bytes + 500);
    let mut line = 0_u32;
    while log.len() < bytes {
        line += 1;
        if line.is_multiple_of(500) {
            log.push_str(
                "ERROR ~ Wave invalid response: POST https://wave.seqera.io/v1alpha2/container \
                 [400] {\"message\":\"Container image 'quay.io/org/tool:1' does not exist or \
                 access is not authorized\"}\n",
            );
        } else {
            // Writing to a String cannot fail.
            let _ = writeln!(
                log,
                "Nov-22 12:00:{:02}.000 [Task submitter] INFO nextflow.Session - [ab/{line:06}] \
                 Submitted process > RNASEQ:ALIGN (sample_{line})",
                line % 60
            );
        }
    }
    log
}

/// A log of one megabyte, and one of ten.
fn log(c: &mut Criterion<CpuTime>) {
    for (name, bytes) in [("log", 1_000_000), ("long_log", 10_000_000)] {
        let log = log_of(bytes);
        c.bench_function(name, |b| b.iter(|| diagnose(black_box(&log))));
    }
}

/// A configuration of one megabyte: cut and read into a tree, followed as both of Nextflow's
/// parsers do, and changed, which does all of that twice.
fn launch_config(c: &mut Criterion<CpuTime>) {
    let text = config(1_000_000);
    c.bench_function("config_tokens", |b| b.iter(|| tokens(black_box(&text))));
    c.bench_function("config_tree", |b| {
        b.iter(|| Document::parse(black_box(&text)));
    });
    let document = Document::parse(&text);
    assert_eq!(document.problems, [], "the benchmark reads a sound text");
    c.bench_function("config_readings", |b| {
        b.iter(|| Readings::of(black_box(&document), &[]));
    });
    c.bench_function("config_read", |b| {
        b.iter(|| Readings::of(&Document::parse(black_box(&text)), &[]));
    });
    let change = |path: &str, to: Value| Change {
        path: path.to_owned(),
        to: Some(to),
    };
    let changes = [
        change("wave.freeze", Value::Bool(true)),
        change("docker.enabled", Value::Bool(false)),
    ];
    c.bench_function("config_edit", |b| {
        b.iter(|| {
            let mut config = Config::parse(black_box(&*text));
            config.edit(&changes, EditOptions::default()).is_ok()
        });
    });
}

criterion_group! {
    name = rules;
    config = Criterion::default().with_measurement(CpuTime);
    targets = form, registry, resolve, log, launch_config
}
criterion_main!(rules);
