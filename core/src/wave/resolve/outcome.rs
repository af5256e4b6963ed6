//! What comes out of a prediction, without the reasons.
//!
//! This module may not decide anything. Start at [`Outcome`].

use crate::wave::credential::StoredCredential;

/// Whose credential Wave uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// A stored one.
    Stored {
        /// Which.
        credential: &'a StoredCredential<'a>,
        /// What Wave sends.
        auth: Auth,
    },
    /// The account of Wave's operator.
    Operator {
        /// What Wave sends.
        auth: Auth,
    },
    /// The operator's account where there is one for the host, which is not known.
    PerhapsOperator,
    /// The AWS credential of the run's compute environment.
    ComputeEnvironment {
        /// Its id, which need not be in the caller's list.
        credential_id: &'a str,
        /// What Wave sends.
        auth: Auth,
    },
    /// The AWS credential of the compute environment if that is AWS Batch, which is not
    /// known; none otherwise.
    PerhapsComputeEnvironment,
    /// None: the pull is anonymous.
    Anonymous,
    /// Wave refuses the request.
    Refused {
        /// The text of its answer.
        error: String,
    },
}

/// What Wave sends to the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// User name and password as they are stored.
    Basic,
    /// A login that Amazon gives for an access key.
    EcrAccessKey,
    /// A login that Amazon gives for a role.
    EcrAssumeRole,
    /// One of the last two: the user name is not known.
    EcrKeyOrRole,
    /// Nothing.
    Anonymous,
}

/// Whether a valid secret gives a pull, as far as the source of Wave tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Works {
    /// It does.
    Yes,
    /// The source does not say.
    Unknown,
    /// It does not, whatever the secret.
    No,
}

impl Works {
    /// The worse of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

impl Outcome<'_> {
    /// What Wave sends; `None` when it refuses or when it is not known.
    pub fn auth(&self) -> Option<Auth> {
        match self {
            Self::Stored { auth, .. }
            | Self::Operator { auth }
            | Self::ComputeEnvironment { auth, .. } => Some(*auth),
            Self::Anonymous => Some(Auth::Anonymous),
            Self::PerhapsOperator | Self::PerhapsComputeEnvironment | Self::Refused { .. } => None,
        }
    }

    /// The id of the credential that is used, where it is one of Platform's.
    pub fn credential_id(&self) -> Option<&str> {
        match self {
            Self::Stored { credential, .. } => Some(credential.id),
            Self::ComputeEnvironment { credential_id, .. } => Some(credential_id),
            Self::Operator { .. }
            | Self::PerhapsOperator
            | Self::PerhapsComputeEnvironment
            | Self::Anonymous
            | Self::Refused { .. } => None,
        }
    }
}
