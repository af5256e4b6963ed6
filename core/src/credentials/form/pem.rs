//! Keys and certificates in PEM, as far as a form looks into them.
//!
//! Source: RFC 7468; the header of OpenSSH's own format is its `PROTOCOL.key`. This module may
//! not say what follows from it. Start at [`Pem::read`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The first block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pem<'t> {
    /// What the first line says that it is: `RSA PRIVATE KEY`.
    pub(super) label: &'t str,
    /// What stands behind the first line.
    inside: &'t str,
    /// Whether the last line is there.
    pub(super) is_ended: bool,
    /// Whether line breaks are written as two characters.
    pub(super) has_written_breaks: bool,
}

impl<'t> Pem<'t> {
    /// The block, where the text has one.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let (_, rest) = text.split_once("-----BEGIN ")?;
        let (label, inside) = rest.split_once("-----")?;
        if label.is_empty() || label.contains('\n') {
            return None;
        }
        let end = inside.find("-----END ");
        let is_ended =
            end.is_some_and(|at| inside[at..].starts_with(&format!("-----END {label}-----")));
        Some(Self {
            label,
            inside: &inside[..end.unwrap_or(inside.len())],
            is_ended,
            has_written_breaks: inside.contains("\\n") && !inside.trim().contains('\n'),
        })
    }

    /// What is in it, where that is in base64 from end to end.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let inside: String = self.inside.split_whitespace().collect();
        STANDARD.decode(inside).ok()
    }

    /// Whether it is a private key, of whichever kind.
    pub(super) fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }

    /// Whether it can be used only with a passphrase, as far as its headers tell.
    pub(super) fn is_encrypted(&self) -> bool {
        self.label == "ENCRYPTED PRIVATE KEY"
            || self.inside.contains("Proc-Type: 4,ENCRYPTED")
            || (self.label == "OPENSSH PRIVATE KEY" && self.has_openssh_cipher())
    }

    /// OpenSSH's format begins with a magic word and the name of a cipher, `none` for no
    /// passphrase. Its first characters are enough to tell.
    fn has_openssh_cipher(&self) -> bool {
        const MAGIC: &[u8] = b"openssh-key-v1\0";
        let head: String = self
            .inside
            .split_whitespace()
            .flat_map(str::chars)
            .take(40)
            .collect();
        let Ok(bytes) = STANDARD.decode(head) else {
            return false;
        };
        let Some([0, 0, 0, length, name @ ..]) = bytes.strip_prefix(MAGIC) else {
            return false;
        };
        name.get(..usize::from(*length))
            .is_some_and(|name| name != b"none")
    }
}

/// Whether a text is the public half of an SSH key, as its `.pub` file has it.
pub(super) fn is_ssh_public_key(text: &str) -> bool {
    [
        "ssh-rsa ",
        "ssh-dss ",
        "ssh-ed25519 ",
        "ecdsa-sha2-",
        "sk-ssh-",
        "sk-ecdsa-",
        "---- BEGIN SSH2 PUBLIC KEY",
    ]
    .into_iter()
    .any(|start| text.starts_with(start))
}
