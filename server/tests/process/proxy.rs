//! Real reverse proxies with TLS in front of the program, ended with the test.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

/// A running proxy, ended with the test.
pub(crate) struct Proxy(pub(crate) Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Proxy {
    /// Starts nginx with a site, whose files are in the folder.
    pub(crate) fn nginx(folder: &Path, site: &str) -> Self {
        let shown = folder.display();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {shown}/{name};\n"))
            .concat();
        let config = format!(
            "daemon off; master_process off; pid {shown}/nginx.pid; error_log stderr;\n\
             events {{}}\nhttp {{ access_log off; {temporary}\n{site} }}"
        );
        std::fs::write(folder.join("nginx.conf"), config).unwrap();
        // Where Debian has it, which is on no ordinary PATH.
        let program = "/usr/sbin/nginx";
        let program = if Path::new(program).exists() {
            program
        } else {
            "nginx"
        };
        let child = Command::new(program)
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .args(["-e", "stderr"])
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap_or_else(|error| {
            panic!("nginx: {error}. To install it, type: sudo apt-get install nginx-light")
        }))
    }
}

/// A certificate for localhost; gives the authority that issued it.
pub(crate) fn write_certificate(folder: &Path) -> reqwest::Certificate {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()])
        .and_then(|params| params.signed_by(&key, &issuer))
        .unwrap();
    std::fs::write(folder.join("server.pem"), certificate.pem()).unwrap();
    std::fs::write(folder.join("server.key"), key.serialize_pem()).unwrap();
    reqwest::Certificate::from_pem(pem.as_bytes()).unwrap()
}

pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
