//! Another secret for credentials that are stored: which fields are asked for, and what there is to
//! say about them beside what the form says anyway.
//!
//! Everything else stays as it is. What comes anew with a secret is asked for beside it: the id of
//! an access key, a certificate, and the user name of registries that give one with each secret.
//! Start at [`SecretRotation`].

use super::described::Described;
use super::field::{Field, FieldKind, FieldSpec, Format, Wire};
use super::form::CredentialsForm;
use super::kind::Kind;
use crate::finding::value::REQUIRED;
use crate::finding::{Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::UserName;
use crate::registry::match_rule::host_of;
use crate::registry::rotation::Rotation;

rules! {
    /// A new secret key is typed beside the access key that is stored.
    pub(crate) OLD_ACCESS_KEY_STAYS = "old-access-key-stays" {
        severity: Warning,
        why: "AWS makes an access key of two halves, an id and a secret, and never gives an id \
              another secret.",
        action: "Enter the id that came with the new secret key. It stays only where the secret \
                 was stored wrong before.",
    }
}

/// The change of the secret of credentials that are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretRotation {
    kind: Kind,
    /// The host of the registry that they are for; empty where there is none or it is not told.
    host: String,
    /// Which registry that is.
    registry: Option<Registry>,
    /// What to do there.
    at_registry: Rotation,
    /// The id of the access key that is stored, of those where another secret has another one.
    access_key: Option<(Field, String)>,
}

impl SecretRotation {
    /// For stored credentials; none where they have no secret, or where their kind is not told.
    pub fn of(described: &Described) -> Option<Self> {
        let kind = described.kind().filter(|kind| kind.has_secret())?;
        let form = described.form()?;
        let host = host_of(described.summary.registry_text().unwrap_or_default());
        let registry = Registry::of_host(host);
        let user_name = form.value(Field::UserName);
        let is_amazons = matches!(registry, Some(Registry::Ecr | Registry::EcrPublic));
        let is_key_of_registry = is_amazons && UserName::read(user_name) == UserName::AccessKey;
        let access_key = kind.asked().find(|spec| match spec.field {
            Field::UserName => is_key_of_registry,
            _ => spec.format == Format::AccessKeyId,
        });
        Some(Self {
            kind,
            host: host.to_owned(),
            registry,
            at_registry: Rotation::of(registry, host, user_name),
            access_key: access_key.map(|spec| (spec.field, form.value(spec.field).to_owned())),
        })
    }

    /// The registry that they are for, where its host tells, and the host.
    pub fn registry(&self) -> Option<(Registry, &str)> {
        Some((self.registry?, &self.host))
    }

    /// What to do at the registry, of registry credentials.
    pub const fn at_registry(&self) -> &Rotation {
        &self.at_registry
    }

    /// The fields that are asked for, in the order of the form.
    pub fn asked(&self) -> impl Iterator<Item = &'static FieldSpec> {
        self.kind.asked().filter(|spec| self.asks(spec))
    }

    /// The fields that stay as they are.
    pub fn kept(&self) -> impl Iterator<Item = &'static FieldSpec> {
        self.kind.asked().filter(|spec| !self.asks(spec))
    }

    /// Whether a field is asked for.
    pub fn asks(&self, spec: &FieldSpec) -> bool {
        let comes_with_it = match spec.field {
            Field::UserName => self.at_registry.renews_user_name,
            // A key of a storage that speaks as Amazon's has two halves too.
            _ => {
                spec.kind == FieldKind::Lines
                    || spec.format == Format::AccessKeyId
                    || spec.wire == Wire::Key("accessKey")
            }
        };
        spec.is_secret() || comes_with_it
    }

    /// Whether a field has to be filled in: a secret that is the only one. Of several, it is not
    /// known which are to be changed.
    pub fn requires(&self, spec: &FieldSpec) -> bool {
        let mut secrets = self.kind.secrets();
        spec.is_secret() && secrets.next() == Some(spec) && secrets.next().is_none()
    }

    /// What there is to say beside what the form says of itself.
    pub fn findings(&self, form: &CredentialsForm) -> Vec<(Field, Finding)> {
        let secrets: Vec<_> = self.kind.secrets().collect();
        let is_blank = |spec: &FieldSpec| form.value(spec.field).trim().is_empty();
        if secrets.iter().all(|spec| is_blank(spec)) {
            let message = match secrets.as_slice() {
                [only] => format!("Enter the new {}.", only.noun()),
                _ => "Enter at least one new secret.".to_owned(),
            };
            let first = secrets.first().map(|spec| spec.field);
            let finding = Finding::error(REQUIRED, message);
            return first.map(|field| (field, finding)).into_iter().collect();
        }
        let Some((field, stored)) = &self.access_key else {
            return Vec::new();
        };
        if form.value(*field) != stored {
            return Vec::new();
        }
        vec![(
            *field,
            Finding::warning(
                OLD_ACCESS_KEY_STAYS,
                "This is the id that is stored. AWS gives a new secret key an id of its own: \
                 enter that too, unless only the secret was stored wrong.",
            ),
        )]
    }
}

impl Kind {
    /// The secrets that a form asks for, in its order.
    pub fn secrets(self) -> impl Iterator<Item = &'static FieldSpec> {
        self.asked().filter(|spec| spec.is_secret())
    }

    /// Whether there is a secret in it: a role, a workload identity and an agent have none.
    pub fn has_secret(self) -> bool {
        self.secrets().next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn described(provider: &str, keys: &Value) -> Described {
        let answer = json!({"credentials": {"name": "n", "provider": provider, "keys": keys}});
        Described::read(&answer, "x").unwrap()
    }

    fn of(provider: &str, keys: &Value) -> Option<SecretRotation> {
        SecretRotation::of(&described(provider, keys))
    }

    fn asked(rotation: &SecretRotation) -> Vec<&'static str> {
        rotation.asked().map(|spec| spec.field.as_str()).collect()
    }

    fn codes(rotation: &SecretRotation, form: &CredentialsForm) -> Vec<(&'static str, String)> {
        let findings = rotation.findings(form).into_iter();
        findings
            .map(|(field, finding)| (field.as_str(), finding.code.as_str().to_owned()))
            .collect()
    }

    #[test]
    fn secrets_are_asked_for_and_what_comes_anew_with_them() {
        for (provider, keys, fields) in [
            (
                "container-reg",
                json!({"userName": "u", "registry": "quay.io"}),
                &["password"][..],
            ),
            (
                "container-reg",
                json!({"userName": "gitlab+deploy-token-1", "registry": "registry.gitlab.com"}),
                &["user-name", "password"],
            ),
            (
                "aws",
                json!({"mode": "keys", "accessKey": "AKIA"}),
                &["aws-access-key", "aws-secret-key"],
            ),
            (
                "azure_entra",
                json!({"clientId": "c"}),
                &["azure-client-secret"],
            ),
            (
                "azure",
                json!({"batchName": "b"}),
                &["azure-batch-key", "azure-storage-key"],
            ),
            (
                "google",
                json!({"discriminator": "google"}),
                &["google-key"],
            ),
            (
                "k8s",
                json!({"certificate": "c"}),
                &["k8s-certificate", "k8s-private-key"],
            ),
            (
                "s3",
                json!({"accessKey": "a"}),
                &["s3-access-key", "s3-secret-key"],
            ),
            (
                "codecommit",
                json!({"username": "a"}),
                &["codecommit-access-key", "codecommit-secret-key"],
            ),
            ("ssh", json!({}), &["ssh-private-key", "ssh-passphrase"]),
        ] {
            let rotation = of(provider, &keys).unwrap();
            assert_eq!(asked(&rotation), fields, "{provider}");
            assert!(rotation.kept().all(|spec| !spec.is_secret()), "{provider}");
        }
    }

    #[test]
    fn nothing_is_rotated_where_there_is_no_secret_or_its_kind_is_not_told() {
        for (provider, keys) in [
            (
                "aws",
                json!({"mode": "role", "assumeRoleArn": "arn:aws:iam::1:role/x"}),
            ),
            (
                "aws",
                json!({"mode": "workloadIdentity", "assumeRoleArn": "arn:aws:iam::1:role/x"}),
            ),
            (
                "google",
                json!({"serviceAccountEmail": "e", "workloadIdentityProvider": "p"}),
            ),
            ("tw-agent", json!({"connectionId": "x"})),
            ("seqeracompute", json!({})),
            ("newer", json!({})),
        ] {
            assert_eq!(of(provider, &keys), None, "{provider} {keys}");
        }
        let without: Vec<_> = Kind::ALL
            .into_iter()
            .filter(|kind| !kind.has_secret())
            .collect();
        assert_eq!(
            without,
            [
                Kind::AwsRole,
                Kind::AwsWorkloadIdentity,
                Kind::GoogleWorkloadIdentity,
                Kind::TowerAgent
            ]
        );
    }

    #[test]
    fn a_rotation_without_a_new_secret_is_none() {
        let registry = described(
            "container-reg",
            &json!({"userName": "u", "registry": "quay.io"}),
        );
        let rotation = SecretRotation::of(&registry).unwrap();
        let mut form = registry.form().unwrap();
        assert_eq!(
            codes(&rotation, &form),
            [("password", "required".to_owned())]
        );
        assert!(rotation.asked().all(|spec| rotation.requires(spec)));
        form.set(Field::Password, "new");
        assert_eq!(codes(&rotation, &form), []);

        let ssh = described("ssh", &json!({}));
        let rotation = SecretRotation::of(&ssh).unwrap();
        let mut form = ssh.form().unwrap();
        assert_eq!(
            codes(&rotation, &form),
            [("ssh-private-key", "required".to_owned())]
        );
        assert!(!rotation.asked().any(|spec| rotation.requires(spec)));
        form.set(Field::Key("ssh-passphrase"), "new");
        assert_eq!(codes(&rotation, &form), []);
    }

    #[test]
    fn a_new_secret_key_beside_the_stored_id_is_pointed_out_where_amazon_makes_both() {
        let aws = described(
            "aws",
            &json!({"mode": "keys", "accessKey": "AKIAIOSFODNN7EXAMPLE"}),
        );
        let rotation = SecretRotation::of(&aws).unwrap();
        let mut form = aws.form().unwrap();
        form.set(Field::Key("aws-secret-key"), "new");
        let stays = ("aws-access-key", "old-access-key-stays".to_owned());
        assert_eq!(codes(&rotation, &form), [stays]);
        form.set(Field::Key("aws-access-key"), "AKIAI44QH8DHBEXAMPLE");
        assert_eq!(codes(&rotation, &form), []);
        let ecr = json!({"userName": "AKIAIOSFODNN7EXAMPLE",
            "registry": "123456789012.dkr.ecr.eu-west-1.amazonaws.com"});
        let ecr = described("container-reg", &ecr);
        let rotation = SecretRotation::of(&ecr).unwrap();
        let mut form = ecr.form().unwrap();
        form.set(Field::Password, "new");
        let stays = ("user-name", "old-access-key-stays".to_owned());
        assert_eq!(codes(&rotation, &form), [stays]);
        // Which storage gives another id is not known.
        let s3 = described("s3", &json!({"accessKey": "a"}));
        let rotation = SecretRotation::of(&s3).unwrap();
        let mut form = s3.form().unwrap();
        form.set(Field::Key("s3-secret-key"), "new");
        assert_eq!(codes(&rotation, &form), []);
    }
}
