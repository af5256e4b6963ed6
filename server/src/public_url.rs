//! The URL under which people reach the server, with the path below which a reverse proxy offers it.

use std::str::FromStr;

use reqwest::Url;

/// Where people find the app, as `--public-url` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    url: Url,
    prefix: String,
}

impl PublicUrl {
    /// The path below which the app is, without a slash at the end: empty at the root of a host,
    /// else "/tools/wavepass".
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The URL, without a slash at the end.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The URL, with its parts.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text.trim()).map_err(
            |_| "this is no URL, as https://wavepass.example.com or https://example.com/wavepass",
        )?;
        let is_plain = url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !is_plain || !matches!(url.scheme(), "http" | "https") {
            return Err("an http or https URL without user, query and fragment is needed".into());
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        let is_word = |segment: &str| {
            !segment.is_empty()
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        };
        if !prefix.is_empty() && !prefix[1..].split('/').all(is_word) {
            return Err("its path may have letters, digits and -_.~ between single slashes".into());
        }
        Ok(Self { url, prefix })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_has_a_prefix_or_none() {
        for (typed, prefix, shown) in [
            ("https://host", "", "https://host"),
            ("https://host/", "", "https://host"),
            (
                " https://host:8443/a/b-c/ ",
                "/a/b-c",
                "https://host:8443/a/b-c",
            ),
            ("http://127.0.0.1:8080", "", "http://127.0.0.1:8080"),
        ] {
            let url: PublicUrl = typed.parse().unwrap();
            assert_eq!((url.prefix(), url.as_str()), (prefix, shown));
        }
    }

    #[test]
    fn what_is_no_public_url_is_refused() {
        for typed in [
            "",
            "host/wavepass",
            "ftp://host",
            "https://me:S3ntinel!@host",
            "https://host?x",
            "https://host#x",
            "https://host/a//b",
            "https://host/a%2Fb",
            "https://host/a b",
            "https://host/{id}",
        ] {
            let error = typed.parse::<PublicUrl>().unwrap_err();
            assert!(!error.contains("S3ntinel"), "{error}");
        }
    }
}
