//! Adding every complete login of a pasted text as credentials of its own.

use wavepass_core::credentials::{
    CredentialsForm, CredentialsName, CredentialsRequest, Field, Provider, ValidationContext,
};
use wavepass_core::finding::Severity;
use wavepass_core::finding::text::join_and;
use wavepass_core::login::Entry;
use wavepass_core::platform::outcome::{NotDone, SaveError};

use super::submission::Work;
use super::{Effect, FormModel, Offer};

/// A login of the text that is to be stored. Several may be for one host.
#[derive(Debug)]
pub(crate) struct Planned {
    /// Its place in the offer.
    pub(crate) at: usize,
    pub(crate) host: String,
    /// The request that stores it, or why there is none.
    pub(crate) request: Result<CredentialsRequest, String>,
}

/// What became of the logins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AddedAll {
    /// Places in the offer and names of what was added.
    added: Vec<(usize, String)>,
    /// The hosts that were not, with the reason.
    refused: Vec<(String, String)>,
}

impl AddedAll {
    /// Whether everything was added.
    pub(crate) fn is_whole(&self) -> bool {
        self.refused.is_empty()
    }

    /// What a person is told.
    pub(crate) fn report(&self) -> String {
        let names: Vec<_> = self.added.iter().map(|(_, name)| name.clone()).collect();
        let mut sentence = match names.as_slice() {
            [] => "Nothing was added.".to_owned(),
            names => format!("Added {}.", join_and(names)),
        };
        for (host, why) in &self.refused {
            sentence.extend([" ", host, " was not added: ", why]);
        }
        sentence
    }
}

/// Stores what was planned, one after the other. Without a session no further secret is sent.
pub(crate) async fn add_all(
    planned: Vec<Planned>,
    create: impl AsyncFn(&CredentialsRequest) -> Result<String, SaveError>,
) -> AddedAll {
    const SIGNED_OUT: &str = "the session has run out.";
    let mut done = AddedAll::default();
    let mut signed_in = true;
    for Planned { at, host, request } in planned {
        let outcome = match request {
            Err(why) => Err(why),
            Ok(_) if !signed_in => Err(SIGNED_OUT.to_owned()),
            Ok(request) => match create(&request).await {
                Ok(_) => Ok(request.name().to_string()),
                Err(error) if error.is_signed_out() => {
                    signed_in = false;
                    Err(SIGNED_OUT.to_owned())
                }
                Err(error) if error.may_have_been_done() => Err(format!(
                    "whether it was is not certain, look at the list. {}",
                    error.sentence()
                )),
                Err(error) => Err(error.sentence()),
            },
        };
        match outcome {
            Ok(name) => done.added.push((at, name)),
            Err(why) => done.refused.push((host, why)),
        }
    }
    done
}

impl FormModel {
    /// Adds what was pasted, as far as there is nothing to say against it.
    pub(super) fn add_all(&mut self, now: i64) -> Vec<Effect> {
        let Work::Idle(tried) = &mut self.work else {
            return Vec::new();
        };
        self.work = Work::AddingAll(std::mem::take(tried));
        let entries = self.paste.offer().into_iter();
        let entries: Vec<(usize, &Entry)> = entries.flat_map(Offer::complete).collect();
        let taken = self.stored.iter().map(|row| row.name.clone()).collect();
        vec![Effect::AddAll(plan(&entries, self.context(now), taken))]
    }

    /// What could not be added stays on offer, and so does the page while there is something
    /// else in the form.
    pub(super) fn all_added(&mut self, done: &AddedAll) -> Vec<Effect> {
        if let Work::AddingAll(tried) = &mut self.work {
            self.work = Work::Idle(std::mem::take(tried));
        }
        let report = done.report();
        let was_added = |at: usize| done.added.iter().any(|(added, _)| *added == at);
        self.paste.take_off(was_added);
        if done.is_whole() && !self.has_typed() {
            self.paste.forget();
            self.clear();
            let title = "Credentials added";
            let said = report;
            return vec![Effect::TellInList { title, said }];
        }
        vec![if done.is_whole() {
            Effect::Tell(report)
        } else {
            Effect::Notify(report)
        }]
    }
}

/// A request for each login, under a name that is not taken, or why there is none. Whatever
/// the form would warn of is left to a person, who can fill it in and look at it.
fn plan(
    entries: &[(usize, &Entry)],
    mut context: ValidationContext,
    mut taken: Vec<String>,
) -> Vec<Planned> {
    let mut planned = Vec::new();
    for (at, entry) in entries {
        let host = entry.registry.get().cloned().unwrap_or_default();
        let wanted = entry.name.as_deref().unwrap_or(&host);
        let name = CredentialsName::suggest(wanted, |name| taken.iter().any(|t| t == name));
        taken.push(name.clone());
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Name, name.clone());
        form.set(Field::Registry, host.clone());
        let user_name = entry.user_name.get().cloned();
        form.set(Field::UserName, user_name.unwrap_or_default());
        let password = entry.password.get();
        let password = password.map(|secret| secret.expose().to_owned());
        form.set(Field::Password, password.unwrap_or_default());
        let doubt = form
            .all_findings(&context)
            .into_iter()
            .find(|(_, finding)| finding.severity >= Severity::Warning);
        let request = match doubt {
            Some((_, finding)) => Err(finding.message),
            None => form.validate(&context).map_err(|errors| errors.summary()),
        };
        context.others.push((host.clone(), name));
        planned.push(Planned {
            at: *at,
            host,
            request,
        });
    }
    planned
}
