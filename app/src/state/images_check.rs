//! What the images page was asked, and what comes out of it.
//!
//! What was pasted stays in the input and is kept nowhere else; only names of images leave
//! it. Start at [`ImagesCheck`].

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;
use wavepass_core::platform::paths::encode;
use wavepass_core::wave::coverage::{Coverage, Question, may_be_shared};
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::diagnose::{Diagnosis, diagnose};
use wavepass_core::wave::images::Form;
use wavepass_core::wave::resolve::{
    self as wave, Anonymous, Caller, ComputeEnvironment, CredentialIndex, DeletedEntries,
    Installation, KeyAccess, OperatorRegistries, Request, Run,
};
use wavepass_core::wave::setup::WaveSetup;

use crate::routes::Place;

/// The parameter of the address that names an image; there may be several.
pub(crate) const IMAGE: &str = "image";

/// No address gets longer than this by images: not everything that carries addresses takes
/// long ones.
const LONGEST_ADDRESS: usize = 1500;

/// A list of credentials and where it is from.
pub(crate) type ScopedList = (Scope, Vec<CredentialsSummary>);

/// How the run asks Wave for images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Launch {
    /// Platform starts it.
    #[default]
    Platform,
    /// Somebody starts Nextflow with a Platform token.
    Token,
    /// Somebody starts Nextflow without one.
    NoToken,
}

/// Where the tasks are executed, as far as Wave cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Environment {
    /// Nobody said.
    #[default]
    Unknown,
    /// On AWS Batch.
    AwsBatch,
    /// Anywhere else.
    Other,
}

/// What was pasted, what is assumed, and the images that were found.
#[derive(Clone, Copy)]
pub(crate) struct ImagesCheck {
    /// What is in the input.
    pub(crate) text: RwSignal<String>,
    /// How the run asks Wave.
    pub(crate) launch: RwSignal<Launch>,
    /// Where its tasks are executed.
    pub(crate) environment: RwSignal<Environment>,
    /// What was found at the last check; `None` before the first.
    pub(crate) found: RwSignal<Option<Found>>,
}

/// What a check found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Counts the checks, so that each one is said.
    pub(crate) number: u32,
    /// What the text was taken for.
    pub(crate) read_as: &'static str,
    /// The images in it, and those that its errors are about.
    pub(crate) images: Vec<String>,
    /// The errors in it that are known. No secret is in them.
    pub(crate) diagnoses: Vec<Diagnosis>,
    /// What holds for the text as a whole.
    pub(crate) note: Option<String>,
}

impl ImagesCheck {
    /// Nothing asked yet.
    pub(crate) fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            launch: RwSignal::default(),
            environment: RwSignal::default(),
            found: RwSignal::new(None),
        }
    }

    /// Looks for images and errors in what was pasted.
    pub(crate) fn check(self) {
        let report = self.text.with_untracked(|text| diagnose(text));
        // Nobody expects errors in a list.
        let is_log = report.images.form == Form::Log;
        let note = report.note().map(|note| note.message);
        let note = note.filter(|_| is_log || !report.diagnoses.is_empty());
        let mut images = report.images.images;
        for image in report.diagnoses.iter().filter_map(|d| d.image.as_ref()) {
            if !images.contains(image) {
                images.push(image.clone());
            }
        }
        self.found.update(|last| {
            let number = last.as_ref().map_or(0, |last| last.number) + 1;
            *last = Some(Found {
                number,
                read_as: report.images.form.label(),
                images,
                diagnoses: report.diagnoses,
                note,
            });
        });
    }

    /// What Wave does with images for a scope whose list is this, beside the lists of others.
    pub(crate) fn coverage(
        self,
        images: &[String],
        scope: Scope,
        list: Option<&[CredentialsSummary]>,
        others: &[ScopedList],
    ) -> Coverage {
        let here: Option<Vec<_>> =
            list.map(|list| list.iter().map(StoredCredential::from).collect());
        let there: Vec<(Scope, Vec<StoredCredential<'_>>)> = others
            .iter()
            .map(|(scope, list)| (*scope, list.iter().map(StoredCredential::from).collect()))
            .collect();
        let index = |list| CredentialIndex::new(list, DeletedEntries::LeaveOut);
        let elsewhere: Vec<_> = there
            .iter()
            .map(|(scope, list)| (*scope, index(list)))
            .collect();
        let here = here.as_deref().map(index);
        let question = Question {
            request: self.request(scope),
            credentials: here.as_ref(),
            elsewhere: &elsewhere,
            wave: Installation {
                setup: &WaveSetup::default(),
                operator: OperatorRegistries::Unknown,
                anonymous: Anonymous::Served,
            },
        };
        question.coverage(images)
    }

    /// What is assumed, in words.
    pub(crate) fn assumed(self) -> String {
        let environment = match self.environment.get() {
            Environment::Unknown => "compute environment not known",
            Environment::AwsBatch => "on AWS Batch",
            Environment::Other => "not on AWS Batch",
        };
        format!("{}, {environment}", self.launch.get().label())
    }

    fn request(self, scope: Scope) -> Request<'static> {
        let (caller, run) = match self.launch.get() {
            Launch::Platform => (Caller::Platform(scope), Run::Platform),
            Launch::Token => (Caller::Platform(scope), Run::CommandLine),
            Launch::NoToken => (Caller::Anonymous, Run::CommandLine),
        };
        Request {
            caller,
            run,
            compute_environment: self.environment.get().to_wave(),
            key_access: KeyAccess::Unknown,
        }
    }
}

impl Launch {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Platform, Self::Token, Self::NoToken];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Platform => "Launched by Platform",
            Self::Token => "Started with nextflow run and an access token",
            Self::NoToken => "Started with nextflow run, without a token",
        }
    }
}

impl Environment {
    /// All of them, the usual one first.
    pub(crate) const ALL: [Self; 3] = [Self::Unknown, Self::AwsBatch, Self::Other];

    /// The choice in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "Not known",
            Self::AwsBatch => "AWS Batch",
            Self::Other => "Another one",
        }
    }

    /// It has a credential, and which one does not matter here.
    fn to_wave(self) -> wave::Environment<'static> {
        let platform = match self {
            Self::Unknown => return wave::Environment::Unknown,
            Self::AwsBatch => "aws-batch",
            Self::Other => "",
        };
        wave::Environment::Known(ComputeEnvironment {
            platform,
            credentials_id: Some(""),
            role_arn: None,
            access_key: None,
        })
    }
}

/// The address of a place's images page that shows these images, and how many of them it
/// holds. Only what is plainly an image gets into it.
pub(crate) fn address(place: &Place, images: &[String]) -> (String, usize) {
    let mut address = place.images();
    let mut held = 0;
    for image in images.iter().filter(|image| may_be_shared(image)) {
        let separator = if held == 0 { '?' } else { '&' };
        let parameter = format!("{separator}{IMAGE}={}", encode(image));
        if address.len() + parameter.len() > LONGEST_ADDRESS {
            break;
        }
        address.push_str(&parameter);
        held += 1;
    }
    (address, held)
}
