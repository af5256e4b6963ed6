//! What the images page was asked, and what comes out of it.
//!
//! What was pasted stays in the input and is kept nowhere else; only names of images leave
//! it. Start at [`ImagesCheck`].

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::diagnose::{Diagnosis, diagnose};
use wavepass_core::image::extract::{self, Form};
use wavepass_core::platform::Scope;
use wavepass_core::platform::paths::encode;
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::wave::coverage::{Coverage, Question, may_be_shared};
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::resolve::{
    Anonymous, Caller, CredentialIndex, DeletedEntries, Installation, OperatorRegistries, Request,
    Run,
};

use super::assumed::{Environment, Launch, Role, wave_host_label};
use crate::shell::routes::Place;
use crate::stored_credentials::ScopedList;
use crate::wave_setup;

/// The parameter of the address that names an image; there may be several.
pub(crate) const IMAGE: &str = "image";

/// No address gets longer than this by images: not everything that carries addresses takes
/// long ones.
const LONGEST_ADDRESS: usize = 1500;

/// What was pasted, what is assumed, and the images that were found.
#[derive(Clone, Copy)]
pub(crate) struct ImagesCheck {
    /// What is in the input.
    pub(crate) text: RwSignal<String>,
    /// How the run asks Wave.
    pub(crate) launch: RwSignal<Launch>,
    /// Where its tasks are executed.
    pub(crate) environment: RwSignal<Environment>,
    /// Who runs Wave.
    pub(crate) wave_host: RwSignal<WaveHost>,
    /// The hosts that Wave keeps to itself, as they were typed.
    pub(crate) reserved: RwSignal<String>,
    /// Whether whoever launches may read keys.
    pub(crate) role: RwSignal<Role>,
    /// What was found at the last check; `None` before the first.
    pub(crate) found: RwSignal<Option<Found>>,
}

/// What a check found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Counts the checks, so that each one is said.
    pub(crate) number: u32,
    /// What the text was taken for.
    pub(crate) read_as: &'static str,
    /// The images in it, and those that its errors are about.
    pub(crate) images: Vec<String>,
    /// What a setting made of their names.
    pub(crate) origins: extract::Found,
    /// The errors in it that are known. No secret is in them.
    pub(crate) diagnoses: Vec<Diagnosis>,
    /// What holds for the text as a whole.
    pub(crate) note: Option<String>,
}

impl ImagesCheck {
    /// Nothing asked yet.
    pub(crate) fn new() -> Self {
        let setup = wave_setup::stored();
        Self {
            text: RwSignal::new(String::new()),
            launch: RwSignal::default(),
            environment: RwSignal::default(),
            wave_host: RwSignal::new(setup.host),
            reserved: RwSignal::new(setup.reserved_hosts.join(", ")),
            role: RwSignal::default(),
            found: RwSignal::new(None),
        }
    }

    /// Takes what an address names in place of what was pasted.
    pub(crate) fn ask(self, images: &[String]) {
        self.text.set(images.join("\n"));
        if images.is_empty() {
            self.found.set(None);
        } else {
            self.check();
        }
    }

    /// How Wave is set up.
    pub(crate) fn setup(self) -> WaveSetup {
        WaveSetup {
            host: self.wave_host.get(),
            reserved_hosts: self.reserved.with(|typed| wave_setup::hosts(typed)),
        }
    }

    /// Looks for images and errors in what was pasted.
    pub(crate) fn check(self) {
        let report = self.text.with_untracked(|text| diagnose(text));
        // Nobody expects errors in a list.
        let is_log = report.images.form == Form::Log;
        let note = report.note().map(|note| note.message);
        let note = note.filter(|_| is_log || !report.diagnoses.is_empty());
        let setting = report.images.setting.as_ref();
        let setting = setting.map(|setting| setting.finding().message);
        let notes: Vec<_> = setting.into_iter().chain(note).collect();
        let origins = report.images;
        let mut images = origins.images.clone();
        for image in report.diagnoses.iter().filter_map(|d| d.image.as_ref()) {
            if !images.contains(image) {
                images.push(image.clone());
            }
        }
        self.found.update(|last| {
            let number = last.as_ref().map_or(0, |last| last.number) + 1;
            *last = Some(Found {
                number,
                read_as: origins.form.label(),
                images,
                origins,
                diagnoses: report.diagnoses,
                note: (!notes.is_empty()).then(|| notes.join(" ")),
            });
        });
    }

    /// What Wave does with images for a scope whose list is this, beside the lists of others.
    pub(crate) fn coverage(
        self,
        found: &Found,
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
        let setup = self.setup();
        let question = Question {
            request: self.request(scope),
            credentials: here.as_ref(),
            elsewhere: &elsewhere,
            wave: Installation {
                setup: &setup,
                operator: OperatorRegistries::Unknown,
                anonymous: Anonymous::Served,
            },
        };
        let mut coverage = question.coverage(&found.images);
        coverage.tell_origins(&found.origins);
        coverage
    }

    /// What is assumed, in words.
    pub(crate) fn assumed(self) -> String {
        let environment = match self.environment.get() {
            Environment::Unknown => "compute environment not known",
            Environment::AwsBatch => "on AWS Batch",
            Environment::Other => "not on AWS Batch",
        };
        let wave = wave_host_label(self.wave_host.get());
        let role = match self.role.get() {
            Role::Unknown => "",
            Role::Reads => ", by somebody who may read keys",
            Role::DoesNotRead => ", by somebody who may not read keys",
        };
        let launch = self.launch.get().label();
        format!("{launch}{role}, {environment}, {wave} Wave")
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
            key_access: self.role.get().to_wave(),
        }
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
