//! What compute environments are reached with.

use crate::credentials::field::Requirement::{Optional, Required};
use crate::credentials::field::{Field, FieldSpec, Format, Wire};

pub(super) const SSH: &[FieldSpec] = &[
    FieldSpec::secret_lines(
        "ssh-private-key",
        "privateKey",
        "SSH private key",
        Required("Enter the private key, or drop its file here."),
    )
    .of(Format::SshKey {
        passphrase: Field::Key("ssh-passphrase"),
    })
    .help(
        "The whole file, with its BEGIN and END lines: RSA, DSA, ECDSA or Ed25519. A key made \
         for this alone is better than your own.",
    ),
    FieldSpec::secret("ssh-passphrase", "passphrase", "Passphrase", Optional)
        .help("Only where the key has one."),
];

pub(super) const TOWER_AGENT: &[FieldSpec] = &[
    FieldSpec::text(
        "agent-connection-id",
        "connectionId",
        "Agent connection ID",
        Required("Enter the connection ID that the agent is started with."),
    )
    .help(
        "Start the agent with the same ID before you press Add: Platform adds the credentials \
         only while it is online.",
    )
    .example("5b2a3c9e-0f1d-4c55-9a6b-2f7e1f0a8d34"),
    FieldSpec::text("agent-work-dir", "workDir", "Work directory", Optional)
        .help("A path that the agent can reach. Published clients send $TW_AGENT_WORK where none is given.")
        .example("$TW_AGENT_WORK"),
    FieldSpec::switch(
        "agent-shared",
        Wire::Key("shared"),
        "Shared agent",
        "false",
    )
    .help("Everybody in the workspace may run on it, not only you."),
];
