//! The names that Wave gives to images: `HOST/wt/TOKEN/PATH`.
//!
//! Such a name lives as long as the run, or 36 hours (`docs/how-wave-works.md` in Wave's
//! repository). It hides the registry of its source, and nobody logs in to its host: the token
//! in it is what lets a pull in. Start at [`WaveName::parse`].

/// How many characters a token has (`LongRndKey` in the published source of libseqera).
const TOKEN: usize = 12;

/// A name that Wave gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaveName<'a> {
    /// The host of the Wave that gave it.
    pub host: &'a str,
    /// What is left of the source: its repository and tag, without its registry.
    pub source: &'a str,
}

impl<'a> WaveName<'a> {
    /// The parts of a name that Wave gave; `None` for every other image.
    pub fn parse(image: &'a str) -> Option<Self> {
        let (host, rest) = image.split_once('/')?;
        let rest = rest.strip_prefix("wt/")?;
        let (token, source) = rest.split_once('/')?;
        let is_token = token.len() == TOKEN
            && token
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let is_host = host.contains(['.', ':']) || host == "localhost";
        (is_token && is_host && !source.is_empty()).then_some(Self { host, source })
    }

    /// Whether it is an image that Wave has built or copied itself.
    pub fn is_build(&self) -> bool {
        self.source.starts_with("wave/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_name_of_wave_has_a_token_of_twelve_characters_behind_wt() {
        let name = WaveName::parse("wave.example.com/wt/0a1b2c3d4e5f/acme/tool:1").unwrap();
        assert_eq!(
            (name.host, name.source),
            ("wave.example.com", "acme/tool:1")
        );
        assert!(!name.is_build());
        let build = WaveName::parse("wave.example.com/wt/0a1b2c3d4e5f/wave/build:ab").unwrap();
        assert!(build.is_build());
    }

    #[test]
    fn what_is_near_one_is_another_image() {
        for image in [
            "wave.example.com/wt/0a1b2c3d4e5/acme/tool:1",
            "wave.example.com/wt/0a1b2c3d4e5f6/acme/tool:1",
            "wave.example.com/wt/0A1B2C3D4E5F/acme/tool:1",
            "wave.example.com/wt/0a1b2c3d4e5f",
            "wave.example.com/wt/0a1b2c3d4e5f/",
            "wave.example.com/x/wt/0a1b2c3d4e5f/tool",
            "wt/0a1b2c3d4e5f/acme/tool:1",
            "acme/wt/0a1b2c3d4e5f/tool:1",
        ] {
            assert_eq!(WaveName::parse(image), None, "{image}");
        }
    }
}
