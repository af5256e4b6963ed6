//! Docker's own registry with a user, and images in it that are made from nothing.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The one user of it.
pub(crate) const USER: &str = "alice";

/// A running `docker-registry`, killed at the end of the test.
pub(crate) struct DockerRegistry {
    process: Child,
    port: u16,
    data: tempfile::TempDir,
}

impl Drop for DockerRegistry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether the programs are there that the tests of pulls need; a machine of CI has them.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
pub(crate) fn is_installed() -> bool {
    let is_there = |program: &&str| {
        let mut shown = Command::new(program);
        shown
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        shown.status().is_ok()
    };
    let missing: Vec<_> = ["docker-registry", "htpasswd", "skopeo"]
        .into_iter()
        .filter(|it| !is_there(it))
        .collect();
    assert!(
        missing.is_empty() || std::env::var_os("CI").is_none(),
        "not installed: {missing:?}"
    );
    if !missing.is_empty() {
        eprintln!("not installed, so not pulled: {missing:?}");
    }
    missing.is_empty()
}

impl DockerRegistry {
    /// One that lets [`USER`] in with this password, and nobody else.
    pub(crate) fn start(password: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let at = |name: &str| data.path().join(name).display().to_string();
        let config = format!(
            "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {}\n  delete:\n    enabled: true\n\
             http:\n  addr: 127.0.0.1:{port}\nauth:\n  htpasswd:\n    realm: test\n    path: {}\n",
            at("store"),
            at("users")
        );
        std::fs::write(at("config.yml"), config).unwrap();
        let registry = Self {
            process: Command::new("true").spawn().unwrap(),
            port,
            data,
        };
        registry.set_password(password);
        registry.started()
    }

    fn started(mut self) -> Self {
        let config = self.data.path().join("config.yml");
        self.process = Command::new("docker-registry")
            .arg("serve")
            .arg(config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self
    }

    /// Changes the password; a registry reads its users anew when the file is another one.
    pub(crate) fn set_password(&self, password: &str) {
        let users = self.data.path().join("users");
        let made = Command::new("htpasswd")
            .arg("-Bbc")
            .arg(users)
            .args([USER, password])
            .stderr(Stdio::null())
            .status();
        assert!(made.unwrap().success());
    }

    /// The registry as people write it.
    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// Where it keeps a blob.
    pub(crate) fn blob(&self, digest: &str) -> std::path::PathBuf {
        let digits = digest.trim_start_matches("sha256:");
        let blobs = "store/docker/registry/v2/blobs/sha256";
        let folder = self.data.path().join(blobs).join(&digits[..2]);
        folder.join(digits).join("data")
    }

    /// Puts an image in the layout of OCI there.
    pub(crate) fn push(&self, layout: &Path, name: &str, password: &str) {
        let done = Command::new("skopeo")
            .args([
                "copy",
                "--all",
                "--preserve-digests",
                "--dest-tls-verify=false",
            ])
            .args(["--dest-creds", &format!("{USER}:{password}")])
            .arg(format!("oci:{}", layout.display()))
            .arg(format!("docker://{}/{name}", self.host()))
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}

/// Fetches an image into a folder, byte for byte: whether it went well, and what was said.
pub(crate) fn pull(name: &str, folder: &Path, credentials: Option<&str>) -> (bool, String) {
    let mut command = Command::new("skopeo");
    command.args([
        "copy",
        "--all",
        "--preserve-digests",
        "--src-tls-verify=false",
    ]);
    match credentials {
        Some(credentials) => command.args(["--src-creds", credentials]),
        None => command.arg("--src-no-creds"),
    };
    let done = command
        .arg(format!("docker://{name}"))
        .arg(format!("dir:{}", folder.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.success(), said)
}

/// Writes an image for each of these architectures, as an index where they are several, in the layout
/// of OCI. Its layers are as long as that, and cannot be compressed.
pub(crate) fn write_image(layout: &Path, architectures: &[&str], length: usize) {
    let blobs = layout.join("blobs/sha256");
    std::fs::create_dir_all(&blobs).unwrap();
    let store = |bytes: &[u8]| {
        let digits = Sha256::digest(bytes)
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        std::fs::write(blobs.join(&digits), bytes).unwrap();
        json!({ "digest": format!("sha256:{digits}"), "size": bytes.len() })
    };
    let described = |mut descriptor: Value, kind: &str| {
        descriptor["mediaType"] = format!("application/vnd.oci.image.{kind}").into();
        descriptor
    };
    let mut manifests = Vec::new();
    for (number, architecture) in (0_u64..).zip(architectures) {
        let mut state = number + 1;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state.to_be_bytes()[0]
        })
        .take(length)
        .collect();
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&noise).unwrap();
        let layer = described(store(&packed.finish().unwrap()), "layer.v1.tar+gzip");
        let config = json!({ "architecture": architecture, "os": "linux",
            "config": { "Entrypoint": ["/old"], "Env": ["PATH=/bin"] },
            "rootfs": { "type": "layers", "diff_ids": [layer["digest"]] } });
        let config = described(store(config.to_string().as_bytes()), "config.v1+json");
        let manifest = json!({ "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": config, "layers": [layer] });
        let mut manifest = described(store(manifest.to_string().as_bytes()), "manifest.v1+json");
        manifest["platform"] = json!({ "architecture": architecture, "os": "linux" });
        manifests.push(manifest);
    }
    let top = match manifests.as_slice() {
        [one] => one.clone(),
        several => {
            let index = json!({ "schemaVersion": 2,
                "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": several });
            described(store(index.to_string().as_bytes()), "index.v1+json")
        }
    };
    let index = json!({ "schemaVersion": 2, "manifests": [top] });
    std::fs::write(layout.join("index.json"), index.to_string()).unwrap();
    std::fs::write(
        layout.join("oci-layout"),
        r#"{"imageLayoutVersion":"1.0.0"}"#,
    )
    .unwrap();
}
