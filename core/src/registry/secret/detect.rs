//! What a secret is, from its text and from what stands around it.
//!
//! What is certain goes before what is likely, and what a text says of itself before what
//! the registry suggests. Nothing here says what follows from it. Start at [`detect`].

mod document;
mod encoded;
mod jwt;
mod prefix;
mod shape;

pub(crate) use jwt::end_of_token;
pub use prefix::is_unmistakable;

use super::checksum::Checksum;
use super::kind::Kind;
use super::place::is_place;
use super::surroundings::Surroundings;
use super::user_name::UserForm;
use crate::placeholder::Placeholder;
use crate::registry::catalogue::Registry;

/// Why a secret is taken for one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// It stands in a documentation, or has the form of such texts.
    KnownPlaceholder,
    /// It starts as such secrets do.
    Prefix,
    /// It starts as such secrets do, and its checksum fits.
    PrefixAndChecksum,
    /// It starts as such secrets do, but its checksum does not fit.
    PrefixOnly,
    /// It has the vendor's mark inside, and its checksum fits.
    SignatureAndChecksum,
    /// It has the vendor's mark inside, but its checksum does not fit.
    SignatureOnly,
    /// It is a JSON Web Token of that issuer.
    JwtIssuer,
    /// It is a JSON Web Token of that issuer and for that purpose.
    JwtIssuerAndGrant,
    /// It is a JSON Web Token.
    Jwt,
    /// It is a JSON object with the keys that belong to it.
    Json,
    /// It is such an object in base64.
    Base64Json,
    /// It is such an object in base64 that was wrapped.
    WrappedBase64Json,
    /// It is base64 of two texts with a colon between them.
    Base64Pair,
    /// It has the first line of such files.
    Pem,
    /// The user name tells.
    UserName,
    /// It has a shape that hardly anything else has.
    Shape,
    /// It has a shape that much else has, and the registry or the user name fits.
    ShapeOnly,
}

impl Evidence {
    /// Whether the kind is only likely.
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::ShapeOnly)
    }
}

/// A secret, recognised. It holds nothing of the text but what its issuer wrote into it for
/// everyone to read.
pub(super) struct Detected {
    pub(super) kind: Kind,
    pub(super) evidence: Evidence,
    pub(super) checksum: Option<Checksum>,
    pub(super) registries: &'static [Registry],
    /// Whether the text has another length than such secrets have.
    pub(super) unusual_length: bool,
    /// When the text says that it ends, in Unix seconds.
    pub(super) expires_at: Option<i64>,
    /// For whom the text says that it is.
    pub(super) audience: Option<String>,
    /// What stands in place of a secret, where none is there.
    pub(super) placeholder: Option<Placeholder>,
}

impl Detected {
    pub(super) fn new(kind: Kind, evidence: Evidence) -> Self {
        Self {
            kind,
            evidence,
            checksum: None,
            registries: kind.registries(),
            unusual_length: false,
            expires_at: None,
            audience: None,
            placeholder: None,
        }
    }

    pub(super) fn with_checksum(mut self, checksum: Checksum) -> Self {
        self.checksum = Some(checksum);
        self
    }

    pub(super) fn with_unusual_length(mut self) -> Self {
        self.unusual_length = true;
        self
    }
}

/// What a text is, once nothing surrounds it that does not belong to it.
pub(super) fn detect(text: &str, around: &Surroundings<'_>) -> Option<Detected> {
    if text.is_empty() {
        return None;
    }
    // The external id of a role may be any text, so that only the user name tells.
    if !UserForm::AwsRole.fits(around.user_name)
        && let Some(placeholder) = Placeholder::of_secret(text)
    {
        let evidence = if placeholder.is_certain() {
            Evidence::KnownPlaceholder
        } else {
            Evidence::Shape
        };
        let mut detected = Detected::new(Kind::Placeholder, evidence);
        detected.placeholder = Some(placeholder);
        return Some(detected);
    }
    if is_place(text) {
        return Some(Detected::new(Kind::Place, Evidence::Shape));
    }
    document::detect(text)
        .or_else(|| jwt::detect(text, around))
        .or_else(|| encoded::object(text))
        .or_else(|| prefix::detect(text))
        .or_else(|| shape::marked(text))
        .or_else(|| shape::by_user_name(text, around))
        .or_else(|| shape::published(text))
        .or_else(|| encoded::pair(text))
        .or_else(|| shape::by_registry(text, around))
}
