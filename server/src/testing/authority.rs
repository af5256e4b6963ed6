//! Certificates of a test's own, and servers that show them.

use std::sync::Arc;

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio_rustls::TlsAcceptor;

/// An authority, and what it issues.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
    /// Its certificate, as `--tls-ca` takes it.
    pub(crate) pem: String,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self {
            issuer: Issuer::new(params, key),
            pem: certificate.pem(),
            certificate,
        }
    }

    /// A server of that name.
    pub(crate) fn tls(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> TlsAcceptor {
        let (certificate, key) = self.issue(name, change);
        acceptor(&certificate, &key, None)
    }

    /// A server of that name that wants a certificate of its clients, issued by another.
    pub(crate) fn tls_for_clients(&self, name: &str, clients: &Self) -> TlsAcceptor {
        install();
        let mut roots = RootCertStore::empty();
        roots.add(clients.certificate.der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build();
        let (certificate, key) = self.issue(name, |_| ());
        acceptor(&certificate, &key, Some(verifier.unwrap()))
    }

    /// The certificate and the key of a server of that name, in PEM.
    pub(crate) fn pem_for(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> (String, String) {
        let (certificate, key) = self.issue(name, change);
        (certificate.pem(), key.serialize_pem())
    }

    fn issue(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> (Certificate, KeyPair) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate, key)
    }
}

/// A server with a certificate that signed itself, as one of an authority or not, and that
/// certificate.
pub(crate) fn self_signed(name: &str, is_authority: bool) -> (TlsAcceptor, String) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    if is_authority {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    (acceptor(&certificate, &key, None), certificate.pem())
}

fn install() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn acceptor(
    certificate: &Certificate,
    key: &KeyPair,
    clients: Option<Arc<dyn ClientCertVerifier>>,
) -> TlsAcceptor {
    install();
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let config = match clients {
        None => ServerConfig::builder().with_no_client_auth(),
        Some(verifier) => ServerConfig::builder().with_client_cert_verifier(verifier),
    };
    let config = config
        .with_single_cert(vec![certificate.der().clone()], key.into())
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
