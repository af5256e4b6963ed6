//! Whether what was pasted is for credentials that are stored, where nothing but their secret is to
//! be changed: another registry, another user or another provider is told and not taken.
//!
//! Which account a secret belongs to is not in it: only what stands beside it is compared, with what
//! Platform tells. Start at [`Entry::misfit`] and [`Fit::misfit`].

use super::fits::Fit;
use super::pasted::{Entry, Part};
use crate::credentials::form::values::is_same_registry;
use crate::credentials::{CredentialsForm, Field, FieldKind, FieldSpec};
use crate::finding::rules;

rules! {
    /// What was pasted is not for the credentials whose secret is asked for.
    pub PASTE_NOT_FOR_THESE = "paste-not-for-these" {
        severity: Warning,
        why: "Only the secret is asked for here. One for another registry, user or provider would \
              most likely keep the credentials from working.",
        action: "Paste the new secret of these credentials. To change who signs in or where, edit \
                 them, or add credentials for the other one.",
    }
}

impl Entry {
    /// Why this login is not taken for stored ones; none where nothing is known against it. `asks`
    /// tells whether a field is filled in, and `registry` which one they are for, where Platform
    /// tells it.
    pub fn misfit(
        &self,
        registry: Option<&str>,
        user_name: &str,
        asks: impl Fn(Field) -> bool,
    ) -> Option<String> {
        match (self.registry.get(), registry) {
            (Some(host), Some(stored)) if !is_same_registry(host, stored) => {
                return Some(format!(
                    "A login for {host} was not taken: these credentials are for {stored}."
                ));
            }
            (Some(host), None) => {
                return Some(format!(
                    "A login for {host} was not taken: Platform does not say which registry these \
                     credentials are for."
                ));
            }
            _ => {}
        }
        let own = self.user_name.get().filter(|_| !asks(Field::UserName));
        if let Some(own) = own
            && !user_name.is_empty()
            && own != user_name
        {
            return Some(format!(
                "The login of {own} was not taken: these credentials are for {user_name}."
            ));
        }
        if self.password.get().is_none() {
            let findings = self.findings(None).into_iter();
            let mut why = findings.filter(|(part, _)| *part == Part::Password);
            let why = why
                .next()
                .map(|(_, finding)| format!(" {}", finding.message));
            return Some(format!(
                "There is no secret in the text.{}",
                why.unwrap_or_default()
            ));
        }
        None
    }
}

impl Fit {
    /// Why this is not taken for stored credentials with the values of a form; none where nothing
    /// is known against it. `asks` tells whether a field is filled in.
    pub fn misfit(&self, stored: &CredentialsForm, asks: impl Fn(Field) -> bool) -> Option<String> {
        let own = stored.kind?;
        if self.kind != own {
            let (kind, provider) = (self.kind, self.kind.provider());
            let what = if provider == own.provider() {
                format!("credentials of another kind ({})", kind.label())
            } else {
                format!("credentials of {}", provider.offered_label())
            };
            return Some(format!(
                "What was found fits {what} and was not taken: these are for {}.",
                own.provider().offered_label()
            ));
        }
        self.values.iter().find_map(|(field, value)| {
            let spec = own.field(*field).filter(|spec| !spec.is_secret())?;
            let (value, stored) = (value.expose(), stored.value(*field));
            if asks(*field) || stored.is_empty() || is_same(spec, value, stored) {
                return None;
            }
            Some(format!(
                "The {} was not taken: it is for {value}, and these credentials are for {stored}.",
                self.from
            ))
        })
    }
}

/// Whether two values mean the same: of addresses, the host.
fn is_same(spec: &FieldSpec, value: &str, stored: &str) -> bool {
    let host = |text: &str| {
        let (_, rest) = text.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(host.to_ascii_lowercase())
    };
    value == stored
        || spec.kind == FieldKind::Text && host(value).is_some_and(|it| Some(it) == host(stored))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Kind;
    use crate::login::{fits, read};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// What keeps the only login of a text from being taken for stored ones of `me`.
    fn misfit(text: &str, registry: Option<&str>, user_name: &str) -> Option<String> {
        let pasted = read(text).unwrap();
        let [entry] = pasted.entries.as_slice() else {
            panic!("one login: {pasted:?}");
        };
        entry.misfit(registry, user_name, |field| field == Field::Password)
    }

    #[test]
    fn a_login_of_the_same_registry_and_user_is_taken() {
        for (text, registry) in [
            ("docker login quay.io -u me -p s3cret", "quay.io"),
            ("docker login https://quay.io/ -u me -p s3cret", "quay.io"),
            ("docker login quay.io -u me -p s3cret", "quay.io/team"),
            ("docker login -u me -p s3cret", "docker.io"),
            ("https://me:s3cret@quay.io/v2/", "quay.io"),
        ] {
            assert_eq!(misfit(text, Some(registry), "me"), None, "{text}");
        }
        // Platform may not tell the user.
        let text = "docker login quay.io -u me -p s3cret";
        assert_eq!(misfit(text, Some("quay.io"), ""), None);
    }

    #[test]
    fn another_registry_and_another_user_are_told_and_never_the_secret() {
        for (text, registry, said) in [
            (
                "docker login ghcr.io -u me -p s3cret",
                Some("quay.io"),
                "A login for ghcr.io was not taken: these credentials are for quay.io.",
            ),
            (
                "docker login quay.io:444 -u me -p s3cret",
                Some("quay.io"),
                "A login for quay.io:444 was not taken: these credentials are for quay.io.",
            ),
            (
                "docker login quay.io -u you -p s3cret",
                Some("quay.io"),
                "The login of you was not taken: these credentials are for me.",
            ),
            (
                "docker login quay.io -u me -p s3cret",
                None,
                "A login for quay.io was not taken: Platform does not say which registry these \
                 credentials are for.",
            ),
        ] {
            let told = misfit(text, registry, "me").unwrap();
            assert_eq!(told, said);
            assert!(!told.contains("s3cret"));
        }
        let told = misfit(
            "docker login quay.io -u me --password-stdin",
            Some("quay.io"),
            "me",
        );
        assert!(told.unwrap().starts_with("There is no secret in the text."));
    }

    #[test]
    fn where_the_user_comes_with_the_secret_another_one_is_no_misfit() {
        let pasted = read("docker login quay.io -u you -p s3cret").unwrap();
        assert_eq!(
            pasted.entries[0].misfit(Some("quay.io"), "me", |_| true),
            None
        );
    }

    fn stored(kind: Kind, values: &[(&'static str, &str)]) -> CredentialsForm {
        let mut form = CredentialsForm::of_kind(kind);
        for (field, value) in values {
            form.set(Field::Key(field), *value);
        }
        form
    }

    fn fit_misfits(text: &str, stored: &CredentialsForm) -> Vec<Option<String>> {
        let asks = |field: Field| {
            let spec = stored.kind.and_then(|kind| kind.field(field));
            spec.is_some_and(FieldSpec::is_secret)
        };
        let all = fits(text);
        all.iter().map(|fit| fit.misfit(stored, asks)).collect()
    }

    #[test]
    fn what_fits_another_provider_is_told_by_its_name() {
        let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
        assert_eq!(fit_misfits(key, &stored(Kind::Ssh, &[])), [None]);
        let told = fit_misfits(key, &stored(Kind::GoogleKey, &[]));
        let [Some(told)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert!(told.contains("SSH") && told.contains("Google"), "{told}");
        let netrc = "machine github.com login me password s3cret";
        let cluster = stored(Kind::KubernetesToken, &[]);
        assert!(fit_misfits(netrc, &cluster).iter().all(Option::is_some));
    }

    #[test]
    fn what_is_kept_has_to_be_the_same() {
        let netrc = "machine github.com login me password s3cret";
        for (values, is_taken) in [
            (&[("github-username", "me")][..], true),
            (&[][..], true),
            (&[("github-username", "you")], false),
            (
                &[
                    ("github-username", "me"),
                    ("github-base-url", "https://github.com/acme/rna"),
                ],
                true,
            ),
            (
                &[
                    ("github-username", "me"),
                    ("github-base-url", "https://github.acme.com"),
                ],
                false,
            ),
        ] {
            let misfits = fit_misfits(netrc, &stored(Kind::GitHubToken, values));
            assert_eq!(misfits[0].is_none(), is_taken, "{values:?}: {misfits:?}");
            let told = misfits.into_iter().flatten();
            assert!(told.into_iter().all(|it| !it.contains("s3cret")));
        }
    }
}
