//! New credentials that begin as others that are stored: everything but the secrets, which Platform
//! never gives back. Start at [`Duplicate::of`].

use super::described::Described;
use super::field::Field;
use super::form::CredentialsForm;
use super::name::CredentialsName;

/// What is filled in of stored credentials, and what a person is told of it.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The form, under a name that is free.
    pub form: CredentialsForm,
    /// What is to be filled in first.
    pub first: Field,
    /// What it is a copy of and what could not be copied, in sentences.
    pub told: String,
}

impl Duplicate {
    /// A duplicate in the same place, where some names are taken; none of credentials whose fields
    /// are not known.
    pub fn of(described: &Described, is_taken: impl Fn(&str) -> bool) -> Option<Self> {
        let mut form = described.form()?;
        let own = described.summary.name.as_str();
        let name = CredentialsName::suggest(own, |name| name == own || is_taken(name));
        form.set(Field::Name, name);
        // The day is the one on which the other secret ends.
        form.set(Field::Expires, "");
        let kind = form.kind?;
        let first = kind.secrets().next();
        let mut told = vec![format!(
            "This begins as a copy of {}.",
            described.summary.label()
        )];
        let hides_registry = described.summary.hides_registry();
        if first.is_some() {
            told.push("Secrets cannot be copied, because Platform never gives them back.".into());
        }
        if described.kind().is_none() {
            told.push("Platform does not say which kind of credentials it is: choose it.".into());
        }
        if hides_registry {
            told.push("Platform does not say which registry it is for: enter it.".into());
        }
        let first = match first {
            _ if described.kind().is_none() => Field::Name,
            _ if hides_registry => Field::Registry,
            Some(spec) => spec.field,
            None => Field::Name,
        };
        Some(Self {
            form,
            first,
            told: told.join(" "),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::credentials::Kind;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn of(provider: &str, keys: &Value, taken: &[&str]) -> Option<Duplicate> {
        let answer = json!({"credentials": {"name": "mine", "provider": provider, "keys": keys}});
        let described = Described::read(&answer, "x").unwrap();
        Duplicate::of(&described, |name| taken.contains(&name))
    }

    #[test]
    fn everything_but_the_secret_is_there_under_a_name_that_is_free() {
        let keys = json!({"userName": "u", "registry": "quay.io", "password": "S3ntinel!"});
        let duplicate = of("container-reg", &keys, &["mine-2"]).unwrap();
        assert_eq!(duplicate.form.value(Field::Name), "mine-3");
        assert_eq!(duplicate.form.value(Field::UserName), "u");
        assert_eq!(duplicate.form.value(Field::Registry), "quay.io");
        assert_eq!(duplicate.form.value(Field::Password), "");
        assert_eq!(duplicate.first, Field::Password);
        assert!(
            duplicate.told.contains("never gives them back"),
            "{}",
            duplicate.told
        );
        // The own name is taken even where no list tells it.
        let alone = of("container-reg", &keys, &[]).unwrap();
        assert_eq!(alone.form.value(Field::Name), "mine-2");
    }

    #[test]
    fn where_there_is_no_secret_none_is_spoken_of() {
        let role = json!({"mode": "role", "assumeRoleArn": "arn:aws:iam::1:role/x"});
        for (provider, keys) in [("aws", role), ("tw-agent", json!({"connectionId": "x"}))] {
            let duplicate = of(provider, &keys, &[]).unwrap();
            assert_eq!(duplicate.first, Field::Name, "{provider}");
            assert_eq!(duplicate.told, "This begins as a copy of mine.");
        }
    }

    #[test]
    fn what_platform_does_not_say_is_asked_for() {
        let answer = json!({"credentials": {"name": "q", "provider": "container-reg"}});
        let hidden = Described::read(&answer, "x").unwrap();
        let duplicate = Duplicate::of(&hidden, |_| false).unwrap();
        assert_eq!(duplicate.first, Field::Registry);
        assert!(
            duplicate.told.contains("which registry"),
            "{}",
            duplicate.told
        );
        let untold = of("aws", &json!({}), &[]).unwrap();
        assert_eq!(untold.form.kind, Some(Kind::AwsKeys));
        assert!(untold.told.contains("which kind"), "{}", untold.told);
        assert_eq!(of("newer", &json!({}), &[]).map(|it| it.told), None);
    }
}
