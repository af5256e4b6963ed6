//! What an installation is too old for.
//!
//! Neither documents nor answers list what an installation can do, so its versions have to tell:
//! that of its API, by the descriptions of the API that were published (1.37 to 1.187) and the
//! releases of Platform's own clients, and that of the product for what is older than any of them.
//! Between the last version that is known without a feature and the first that is known with it,
//! and where a version cannot be read, nothing is claimed. Start at [`Installation::has`].

use super::service_info::Installation;

/// Two numbers of a version: `1.187`, `22.4`.
type Version = (u32, u32);

/// Something that came with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature<'a> {
    /// Credentials of the provider with that wire name.
    Credentials(&'a str),
    /// The list of compute environments says which of them switch Wave on.
    WaveOfComputeEnvs,
    /// Stored credentials can be checked when somebody asks for it.
    ValidateCredentials,
}

/// When a feature came.
struct Came {
    /// With this version of the API, or before.
    api: Version,
    /// Not before this version of the API.
    not_before: Version,
    /// The same of the product, where older installations differ.
    product: Option<(Version, Version)>,
}

impl Came {
    /// With exactly this version of the API.
    const fn with(api: Version) -> Self {
        Self {
            api,
            not_before: api,
            product: None,
        }
    }

    /// With the API of 2021 or before any description that was published, but not before that
    /// release of the product, and at the latest with the other one.
    const fn early(not_before: Version, product: Version) -> Self {
        Self {
            api: (1, 37),
            not_before: (1, 0),
            product: Some((not_before, product)),
        }
    }
}

impl Feature<'_> {
    /// When it came; none where no source tells.
    fn came(self) -> Option<Came> {
        Some(match self {
            Self::WaveOfComputeEnvs => Came {
                not_before: (1, 167),
                ..Came::with((1, 181))
            },
            Self::ValidateCredentials => Came {
                not_before: (1, 176),
                ..Came::with((1, 181))
            },
            // Of April 2022 in tower-cli; the release with Wave's documentation is 22.4.
            Self::Credentials("container-reg") => Came::early((22, 1), (22, 4)),
            Self::Credentials("gitea") => Came::early((22, 4), (22, 4)),
            Self::Credentials("azurerepos") => Came::early((23, 1), (23, 1)),
            Self::Credentials("codecommit") => Came::early((23, 1), (24, 2)),
            Self::Credentials("azure_entra") => Came::with((1, 39)),
            Self::Credentials("azure-cloud") => Came::with((1, 56)),
            Self::Credentials("s3") => Came::with((1, 66)),
            Self::Credentials("github_app") => Came::with((1, 140)),
            Self::Credentials(_) => return None,
        })
    }
}

impl Installation {
    /// Whether it has a feature; none where its versions do not tell.
    pub fn has(&self, feature: Feature) -> Option<bool> {
        let came = feature.came()?;
        let api = self.api_version.as_deref().and_then(read);
        let by_api = api.and_then(|api| known(api, came.not_before, came.api));
        by_api.or_else(|| {
            let product = self.version.as_deref().and_then(read)?;
            let (not_before, at_latest) = came.product?;
            known(product, not_before, at_latest)
        })
    }

    /// Which of these providers it most likely does not take credentials of, by their labels, in
    /// a sentence; none where it takes all, or nobody knows.
    pub fn sentence_if_too_old<'a>(
        &self,
        providers: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Option<String> {
        let lacks = |name| self.has(Feature::Credentials(name)) == Some(false);
        let missing: Vec<_> = providers
            .filter(|(name, _)| lacks(name))
            .map(|(_, label)| label)
            .collect();
        let missing = match missing.as_slice() {
            [] => return None,
            [one] => (*one).to_owned(),
            [all @ .., last] => format!("{} and {last}", all.join(", ")),
        };
        Some(format!(
            "This Platform is {}, which is older than credentials of the kind {missing}: it most \
             likely does not take them.",
            self.called()
        ))
    }

    /// What it says of its version: `version 25.1.0 with API 1.187.0`.
    fn called(&self) -> String {
        match (&self.version, &self.api_version) {
            (Some(version), Some(api)) => format!("version {version} with API {api}"),
            (Some(version), None) => format!("version {version}"),
            (None, Some(api)) => format!("one with API {api}"),
            (None, None) => "of an unknown version".to_owned(),
        }
    }
}

/// Whether something is there in a version; none between the two.
fn known(version: Version, not_before: Version, at_latest: Version) -> Option<bool> {
    match version {
        _ if version >= at_latest => Some(true),
        _ if version < not_before => Some(false),
        _ => None,
    }
}

/// The first two numbers of a version, with whatever follows: `22.3.0-torricelli`, `25.1.0_cycle7`.
fn read(text: &str) -> Option<Version> {
    let (major, rest) = text.trim().trim_start_matches('v').split_once('.')?;
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let minor = &rest[..end.unwrap_or(rest.len())];
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn installation(version: &str, api: &str) -> Installation {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Installation {
            version: said(version),
            api_version: said(api),
            ..Installation::default()
        }
    }

    #[test]
    fn a_feature_is_there_from_one_version_on_and_not_claimed_in_between() {
        use Feature::{Credentials, ValidateCredentials, WaveOfComputeEnvs};
        let registry = Credentials("container-reg");
        for (version, api, feature, has) in [
            ("21.10.0", "0.1", registry, Some(false)),
            ("21.10.0", "", registry, Some(false)),
            ("22.3.0-torricelli", "1.2.0", registry, None),
            ("22.4.1", "1.8.0", registry, Some(true)),
            ("25.1.0_cycle7", "1.39.0", registry, Some(true)),
            // The API counts more than the product.
            ("21.04.0", "1.198.0", registry, Some(true)),
            ("", "1.12", registry, None),
            ("22.3.0", "1.5", Credentials("gitea"), Some(false)),
            ("23.1.3", "1.5", Credentials("azurerepos"), Some(true)),
            ("23.4.0", "1.20", Credentials("codecommit"), None),
            ("", "1.38.9", Credentials("azure_entra"), Some(false)),
            ("", "1.39", Credentials("azure_entra"), Some(true)),
            ("24.1.0", "1.9.0", Credentials("github_app"), Some(false)),
            ("26.1.5", "1.184.0", Credentials("github_app"), Some(true)),
            ("26.2.0", "1.227.0", WaveOfComputeEnvs, Some(true)),
            ("", "1.181.0", WaveOfComputeEnvs, Some(true)),
            ("", "1.170.0", WaveOfComputeEnvs, None),
            ("25.1.0", "1.116.0", WaveOfComputeEnvs, Some(false)),
            ("26.2.0", "1.227.0", ValidateCredentials, Some(true)),
            ("", "1.181.0", ValidateCredentials, Some(true)),
            // What is stored of a check came first.
            ("", "1.176.0", ValidateCredentials, None),
            ("25.1.0", "1.140.0", ValidateCredentials, Some(false)),
            ("21.10.0", "0.1", Credentials("of-tomorrow"), None),
        ] {
            let found = installation(version, api).has(feature);
            assert_eq!(found, has, "{feature:?} of {version} with {api}");
        }
    }

    #[test]
    fn of_a_version_that_cannot_be_read_nothing_is_claimed() {
        for text in ["", "latest", "1", "x.9", "1.x", "v", "."] {
            let all = [
                Feature::Credentials("container-reg"),
                Feature::Credentials("github_app"),
                Feature::WaveOfComputeEnvs,
                Feature::ValidateCredentials,
            ];
            for feature in all {
                assert_eq!(installation(text, text).has(feature), None, "{text}");
            }
        }
    }

    #[test]
    fn what_an_old_installation_does_not_take_is_named_by_its_label() {
        let providers = [
            ("aws", "AWS"),
            ("s3", "S3"),
            ("github_app", "GitHub App"),
            ("container-reg", "Container registry"),
        ];
        let said = |version, api| {
            let installation = installation(version, api);
            installation.sentence_if_too_old(providers.into_iter())
        };
        assert_eq!(
            said("25.2.0", "1.120.0").as_deref(),
            Some(
                "This Platform is version 25.2.0 with API 1.120.0, which is older than credentials \
                 of the kind GitHub App: it most likely does not take them."
            )
        );
        let old = said("21.10.0", "0.1").unwrap();
        assert!(
            old.contains("S3, GitHub App and Container registry:"),
            "{old}"
        );
        for (version, api) in [("26.2.0", "1.227.0"), ("", ""), ("of today", "none")] {
            assert_eq!(said(version, api), None, "{version}");
        }
    }
}
