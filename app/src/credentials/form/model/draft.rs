//! What was typed into a form and is no secret, kept for the case that the page is loaded again.
//!
//! What looks like a secret is not kept either, in whichever field it was typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wavepass_core::credentials::{Field, FieldSpec, Kind};
use wavepass_core::secret::redact::redact;

use super::{Effect, FormModel};

/// The texts that somebody has typed, by the names of their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft(BTreeMap<String, String>);

impl Draft {
    /// Whether there is nothing to keep.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FormModel {
    /// What would be lost if the page was loaded again, as far as it may be kept.
    pub(crate) fn draft(&self) -> Draft {
        let may_be_kept = |field: &Field| {
            let text = self.form.value(*field);
            !self.is_secret(*field) && text != self.initial.value(*field) && redact(text) == text
        };
        // The kind says which provider it is of.
        let fields = self.form.fields().filter(|it| *it != Field::Provider);
        let kept = fields.chain([Field::Kind]).filter(may_be_kept);
        let text = |field: Field| (field.as_str().to_owned(), self.form.value(field).to_owned());
        Draft(kept.map(text).collect())
    }

    /// Puts in what was kept. Stored credentials stay of their provider.
    pub(super) fn restore(&mut self, draft: &Draft) -> Vec<Effect> {
        let text = |field: Field| draft.0.get(field.as_str());
        let kind = text(Field::Kind).and_then(|id| Kind::from_id(id));
        if let Some(kind) = kind.filter(|kind| {
            let stored = self.form.kind.filter(|_| self.is_edit());
            stored.is_none_or(|stored| stored.provider() == kind.provider())
        }) {
            self.form.kind = Some(kind);
        }
        let fields: Vec<_> = self.form.fields().collect();
        let mut effects = Vec::new();
        for field in fields {
            if self.is_secret(field) {
                continue;
            }
            if let Some(text) = text(field) {
                effects.extend(self.put(field, text));
            }
        }
        // A choice is seen; only of a text one would not know where it comes from.
        self.is_restored = self.has_typed();
        effects
    }

    /// Whether a field of the form is one that Platform never gives back.
    fn is_secret(&self, field: Field) -> bool {
        let spec = self.form.kind.and_then(|kind| kind.field(field));
        spec.is_some_and(FieldSpec::is_secret)
    }

    /// Whether what was typed is there again.
    pub(crate) const fn is_restored(&self) -> bool {
        self.is_restored
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::credentials::{CredentialsForm, Provider};
    use wavepass_core::registry::wave_setup::WaveSetup;

    use super::super::Event;
    use super::*;
    use crate::ui::store::Model;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn form() -> FormModel {
        FormModel::adding(CredentialsForm::default(), WaveSetup::default())
    }

    fn typed(texts: &[(Field, &str)]) -> FormModel {
        let mut form = form();
        form.update(Event::Opened);
        for (field, text) in texts {
            let text = (*text).to_owned().into();
            form.update(Event::Typed {
                field: *field,
                text,
            });
        }
        form
    }

    /// What is there again after a page was loaded anew.
    fn reloaded(before: &FormModel) -> FormModel {
        let kept = serde_json::to_string(&before.draft()).unwrap();
        let mut form = form();
        form.update(Event::Opened);
        form.update(Event::DraftFound(serde_json::from_str(&kept).unwrap()));
        form
    }

    #[test]
    fn what_was_typed_is_there_again_and_a_secret_is_not() {
        let before = typed(&[
            (Field::Provider, Provider::ContainerRegistry.wire_name()),
            (Field::Name, "quay"),
            (Field::UserName, "team+robot"),
            (Field::Password, "S3ntinel!"),
            (Field::Registry, "quay.io"),
            (Field::Description, "of team A"),
            (Field::Expires, "2027-01-31"),
        ]);
        let kept = serde_json::to_string(&before.draft()).unwrap();
        assert!(!kept.contains("S3ntinel!"), "{kept}");
        let after = reloaded(&before);
        assert!(after.is_restored());
        for field in before.form.fields() {
            let expected = if field == Field::Password {
                ""
            } else {
                before.value(field)
            };
            assert_eq!(after.value(field), expected, "{field:?}");
        }
    }

    #[test]
    fn a_choice_is_there_again_and_only_text_is_told_of() {
        let before = typed(&[(Field::Provider, "aws")]);
        let after = reloaded(&before);
        assert_eq!(after.form.kind, before.form.kind);
        assert!(!after.is_restored());
    }

    #[test]
    fn of_no_kind_a_secret_is_kept() {
        for kind in Kind::ALL {
            let mut before = form();
            before.form.kind = Some(kind);
            for spec in kind.asked() {
                before.form.set(spec.field, "S3ntinel!");
            }
            let kept = serde_json::to_string(&before.draft()).unwrap();
            let shown = kind.asked().filter(|spec| !spec.is_secret()).count();
            assert_eq!(kept.matches("S3ntinel!").count(), shown, "{kind:?}");
        }
    }

    #[test]
    fn what_looks_like_a_secret_is_kept_in_no_field() {
        let token = "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789";
        for field in [
            Field::Name,
            Field::UserName,
            Field::Registry,
            Field::Description,
        ] {
            let before = typed(&[(Field::Provider, "container-reg"), (field, token)]);
            let kept = serde_json::to_string(&before.draft()).unwrap();
            assert!(!kept.contains("ghp_"), "{field:?}: {kept}");
        }
    }

    #[test]
    fn nothing_typed_is_nothing_kept_and_starting_over_forgets_everything() {
        assert!(typed(&[]).draft().is_empty());
        let mut after = reloaded(&typed(&[(Field::Name, "quay")]));
        after.update(Event::StartOverPressed);
        assert!(!after.is_restored() && after.draft().is_empty());
        assert_eq!(after.value(Field::Name), "");
        // What is of another version of this page is not taken.
        let mut form = form();
        form.update(Event::DraftFound(
            serde_json::from_str(r#"{"kind":"gone","colour":"red"}"#).unwrap(),
        ));
        assert!(!form.is_restored());
    }
}
