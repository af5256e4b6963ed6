//! The steps of an explanation, as data.
//!
//! Each names the credentials it is about, so that a page can link to them. The words are in
//! [`super::words`]. Start at [`Reason`].

use super::index::{NearMiss, Relation, Stored};
use super::name::NameTrouble;
use super::request::Run;
use crate::registry::user_name::LoginTrouble;
use crate::scope::Scope;
use crate::wave::credential::StoredCredential;

/// One step of the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// Wave refuses the request before it looks for a credential.
    Refused,
    /// No Platform token: stored credentials are not looked at, not even this one.
    NoToken(Option<&'a StoredCredential<'a>>),
    /// The host is that of one of Wave's own repositories.
    Reserved {
        /// The stored credential that would match.
        ignored: Option<&'a StoredCredential<'a>>,
        /// Whether the host belongs to everybody, which makes this a mistake of the operator.
        shared: bool,
    },
    /// These would match, and are left out because they are deleted.
    DeletedLeftOut(&'a [Stored<'a>]),
    /// The first in the list with this host.
    FirstMatch(&'a StoredCredential<'a>),
    /// The credential is deleted; it matches if Platform still lists it.
    DeletedMatched,
    /// The role of the caller may not read the keys of a credential.
    KeysNotReadable,
    /// The user name tells that the login works for a short time, or never.
    Login(LoginTrouble),
    /// The host makes trouble.
    Host(HostTrouble),
    /// The name of the image makes trouble.
    Name(NameTrouble),
    /// These have the same host and come later.
    Shadows {
        /// The one that is used.
        credential: &'a StoredCredential<'a>,
        /// The others, in order.
        others: &'a [Stored<'a>],
    },
    /// These are skipped and were most likely meant.
    NearMiss(&'a [NearMiss<'a>]),
    /// The image writes the host in another way than this credential does.
    ImageHost {
        /// The plain host.
        plain: String,
        /// The first credential with it.
        credential: &'a StoredCredential<'a>,
    },
    /// A match exists in another context, where Wave does not look.
    WrongPlace {
        /// Where it is.
        scope: Scope,
        /// The first match there.
        credential: &'a StoredCredential<'a>,
    },
    /// A credential for a neighbouring host, whose secret may be good here too.
    Relative {
        /// How the hosts are related.
        relation: Relation,
        /// The first such credential.
        credential: &'a StoredCredential<'a>,
    },
    /// The credential of the compute environment is used.
    Fallback {
        /// Whether for ECR Public, where it may do harm.
        public: bool,
    },
    /// The credential of the compute environment is used if that is AWS Batch, which is not
    /// known.
    FallbackDepends {
        /// Whether for ECR Public, where it may do harm.
        public: bool,
    },
    /// There is a compute environment, and its credential is not used.
    FallbackBarred(FallbackBar),
    /// AWS credentials are not used for images, apart from the fallback.
    AwsIsNotForImages(&'a StoredCredential<'a>),
    /// Nothing matches.
    NoMatch,
    /// How long Wave keeps the list that it has read.
    Cached(Run),
}

/// Why the credential of the compute environment is not used for an ECR image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackBar {
    /// Platform did not launch the run.
    NoRun,
    /// The compute environment is not AWS Batch.
    OtherPlatform,
    /// The list is empty, and Wave stops at an empty list.
    EmptyList,
}

/// What may be wrong with a host that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostTrouble {
    /// An underscore, for which Wave's URLs have no place.
    Underscore,
    /// A port above 65535.
    Port,
    /// A private address or a name without a domain, which Seqera's Wave cannot reach.
    Private,
    /// The same, and a Wave of one's own may reach it.
    PrivateToSelf,
    /// Wave takes it for ECR, and it is not Amazon's.
    EcrLookAlike,
    /// Not the plain spelling: a port that goes without saying, an alias, upper case.
    Unusual,
    /// A port, with which pulls work and builds do not.
    PullOnly,
}
