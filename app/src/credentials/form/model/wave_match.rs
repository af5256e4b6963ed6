//! What Wave does with the credentials in the form: for which images it takes them, and which
//! stored ones it takes in their place.

use wavepass_core::credentials::{Field, ValidationContext};
use wavepass_core::finding::text::join_and;
use wavepass_core::registry::server::{Matches, RegistryServer};
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::preview::{self, Standing};

use super::FormModel;

/// What Wave does with the credentials in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaveMatch {
    /// What becomes of the registry once its field is left, where that is not what was typed.
    pub(crate) respelling: Option<String>,
    /// Images that it takes them for.
    pub(crate) images: Images,
    /// Which images count, and which do not.
    pub(crate) reach: Option<String>,
    /// Their place among stored ones with the same registry.
    pub(crate) place: Option<Place>,
}

/// Images that Wave takes the credentials for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Images {
    /// None, for this reason.
    None(&'static str),
    /// Such images.
    Like(Vec<String>),
    /// None with releases up to 1.37, such images with the newest source, and it is not known
    /// which of them the Wave is.
    LikeByPath(Vec<String>),
}

/// The place of the credentials among stored ones with the same registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// What follows from it.
    pub(crate) sentence: String,
    /// The one that is used in their place: name and id.
    pub(crate) used: Option<(String, String)>,
}

impl FormModel {
    /// What Wave does with the credentials in the form.
    pub(crate) fn wave_match(&self) -> WaveMatch {
        let typed = self.value(Field::Registry);
        let to_be = self.spelling.to_be(typed);
        let typed = to_be.as_ref().map_or(typed, |(host, _)| host);
        let stored: Vec<_> = self.stored.iter().map(StoredCredential::from).collect();
        let images = if typed.trim().is_empty() && self.hides_registry() {
            Images::None("Platform does not say which registry these credentials are for.")
        } else {
            self.images(typed)
        };
        // What is used for no image has no reach, and its place does not matter.
        let (reach, mut place) = match images {
            Images::None(_) => (None, None),
            _ => (Some(self.reach(typed, &stored)), self.place(typed, &stored)),
        };
        if let (Images::LikeByPath(_), Some(place)) = (&images, &mut place) {
            place.sentence = format!("Where Wave matches paths: {}", place.sentence);
        }
        WaveMatch {
            respelling: to_be.as_ref().map(|(host, how)| {
                format!("When you leave the field, it is changed to {host}: {how}.")
            }),
            images,
            reach,
            place,
        }
    }

    /// Why Wave most likely never uses the credentials in the form, where that is so: it takes
    /// them for no image, takes others in their place, or cannot log in with them.
    pub(super) fn unused(&self, context: &ValidationContext) -> Option<String> {
        let seen = self.wave_match();
        match (seen.images, seen.place) {
            (Images::None(why), _) => Some(why.to_owned()),
            (_, Some(place)) if place.used.is_some() => Some(place.sentence),
            _ => {
                let (_, never_works) = self.form.never_works(context).into_iter().next()?;
                Some(never_works.message)
            }
        }
    }

    fn images(&self, typed: &str) -> Images {
        let by_path = preview::examples(typed, MatchRule::LongestPath);
        let by_host = preview::examples(typed, MatchRule::ExactHost);
        match self.wave.rule {
            _ if by_path.is_empty() => Images::None(
                "Wave compares this text with each image, character by character, and no image \
                 can match it.",
            ),
            Some(MatchRule::ExactHost) if by_host.is_empty() => Images::None(
                "Your Wave compares this text with the host of each image, and no host has a path.",
            ),
            None if by_host.is_empty() => Images::LikeByPath(by_path),
            _ => Images::Like(by_path),
        }
    }

    /// Which images count. Of those that stored credentials have for themselves, it is said so.
    fn reach(&self, typed: &str, stored: &[StoredCredential<'_>]) -> String {
        let is_path = matches!(RegistryServer::read(typed).matches, Matches::Scope(_));
        let reach = if is_path {
            "Other images of the registry do not count."
        } else {
            "Every repository of the registry counts."
        };
        let mut sentences = vec![reach.to_owned()];
        if self.wave.rule != Some(MatchRule::ExactHost) {
            let length = typed.len();
            let (longer, shorter): (Vec<_>, Vec<_>) =
                preview::overlapping(typed, self.own_id(), stored)
                    .partition(|it| it.registry_text().is_some_and(|text| text.len() > length));
            if !longer.is_empty() {
                let longer = named(&longer);
                sentences.push(format!("But a Wave that matches paths takes {longer}."));
            }
            if !shorter.is_empty() {
                let shorter = named(&shorter);
                sentences.push(format!(
                    "A Wave that matches paths takes these before {shorter}."
                ));
            }
        }
        sentences.join(" ")
    }

    fn place(&self, typed: &str, stored: &[StoredCredential<'_>]) -> Option<Place> {
        let host = typed.split('/').next();
        if self
            .wave
            .reserved_hosts
            .iter()
            .any(|it| Some(it.as_str()) == host)
        {
            return None;
        }
        let more = |others: usize| match others {
            1 => String::new(),
            2 => " Another one with it is never used either.".to_owned(),
            _ => format!(" {} more with it are never used either.", others - 1),
        };
        Some(match preview::standing(typed, self.own_id(), stored) {
            Standing::Alone => return None,
            Standing::First { others, .. } => Place {
                sentence: match others {
                    1 => "This one comes first in Platform’s list, so Wave uses it. Another one \
                          with the same registry is never used."
                        .to_owned(),
                    _ => format!(
                        "This one comes first in Platform’s list, so Wave uses it. {others} \
                         others with the same registry are never used."
                    ),
                },
                used: None,
            },
            Standing::Behind { first, others } => Place {
                sentence: if self.is_edit() {
                    format!(
                        "{} has the same registry and comes first in Platform’s list: Wave uses \
                         it, and never this one.{}",
                        first.name,
                        more(others)
                    )
                } else {
                    format!(
                        "{} has this registry already. Of several, Wave uses the first in \
                         Platform’s list, which a new one is most likely not.{}",
                        first.name,
                        more(others)
                    )
                },
                used: Some((first.name.to_owned(), first.id.to_owned())),
            },
        })
    }
}

/// "a for ghcr.io/acme and b for ghcr.io/lab".
fn named(of: &[&StoredCredential<'_>]) -> String {
    let of = of.iter();
    let of = of.map(|it| format!("{} for {}", it.name, it.registry_text().unwrap_or_default()));
    join_and(&of.collect::<Vec<_>>())
}
