//! The table with a line for each image, for programs: what a file of comma-separated values or of
//! JSON is made of.
//!
//! As the Markdown it has names of images and credentials and never a secret. This module may not
//! judge anything. Start at [`Coverage::lines`].

use serde::Serialize;

use super::share::safe;
use super::told::without_token;
use super::{CheckedImage, Coverage, Row};

/// What Wave does with one image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageLine {
    /// Its name; empty for what has none, a process without a container for instance.
    pub image: String,
    /// The host of its registry, or in words why it is on none.
    pub registry: String,
    /// The name of the stored credential that is used.
    pub credential: Option<String>,
    /// What Wave does, in a word or two.
    pub verdict: &'static str,
    /// Why: what a person has to act on first.
    pub why: Option<String>,
    /// What is wrong or unusual about the name itself.
    pub notes: Vec<String>,
}

impl Coverage {
    /// A line for each image, in the order of the table.
    ///
    /// ```
    /// use wavepass_core::wave::coverage::Coverage;
    ///
    /// assert!(Coverage::default().lines().is_empty());
    /// ```
    pub fn lines(&self) -> Vec<ImageLine> {
        self.rows.iter().flat_map(Row::lines).collect()
    }
}

impl Row {
    fn lines(&self) -> Vec<ImageLine> {
        let nothing = CheckedImage {
            name: String::new(),
            findings: Vec::new(),
        };
        // What a row without images tells stays told.
        let images = match self.images.as_slice() {
            [] => std::slice::from_ref(&nothing),
            images => images,
        };
        images.iter().map(|image| self.line(image)).collect()
    }

    fn line(&self, image: &CheckedImage) -> ImageLine {
        // A reason may name the image.
        let safe = |text: &str| safe(text, std::iter::once(image.name.as_str()));
        let notes = image.findings.iter();
        ImageLine {
            image: safe(&without_token(&image.name)),
            registry: safe(self.place().unwrap_or(&self.host)),
            credential: self.credential.as_ref().map(|used| safe(&used.name)),
            verdict: self.label(),
            why: self.findings.first().map(|first| safe(&first.message)),
            notes: notes.map(|note| safe(&note.message)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::wave::coverage::{CredentialLink, Verdict};
    use crate::wave::resolve::Works;
    use crate::wave::resolve::reason::FIRST_MATCH;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn table(images: &[&str], why: &str) -> Coverage {
        let images = images.iter().map(|name| CheckedImage {
            name: (*name).to_owned(),
            findings: vec![Finding::info(FIRST_MATCH, "A note.")],
        });
        Coverage {
            hosts: Vec::new(),
            rows: vec![Row {
                host: "quay.io".into(),
                images: images.collect(),
                verdict: Verdict::Match,
                works: Works::Yes,
                credential: Some(CredentialLink {
                    id: "1".into(),
                    name: "robot".into(),
                }),
                by_rule: Vec::new(),
                is_wave_in_question: true,
                findings: vec![Finding::info(FIRST_MATCH, why)],
                actions: Vec::new(),
            }],
        }
    }

    #[test]
    fn each_image_has_a_line_with_what_the_table_says() {
        let lines = table(&["quay.io/a/b:1", "quay.io/a/c:2"], "It matches.").lines();
        let expected = |image: &str| ImageLine {
            image: image.to_owned(),
            registry: "quay.io".to_owned(),
            credential: Some("robot".to_owned()),
            verdict: "Match, when Wave is on",
            why: Some("It matches.".to_owned()),
            notes: vec!["A note.".to_owned()],
        };
        assert_eq!(
            lines,
            [expected("quay.io/a/b:1"), expected("quay.io/a/c:2")]
        );
    }

    #[test]
    fn a_row_without_images_has_a_line_too() {
        let lines = table(&[], "Nothing to pull.").lines();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].image, "");
        assert_eq!(lines[0].why.as_deref(), Some("Nothing to pull."));
    }

    #[test]
    fn what_may_be_a_secret_is_in_no_line() {
        let wave = "wave.seqera.io/wt/0a1b2c3d4e5f/acme/tool:1";
        for image in ["alice:S3ntinel", wave] {
            let why = format!("{image} is at https://me:S3ntinel@quay.io/x");
            let lines = table(&[image], &why).lines();
            let written = format!("{lines:?}");
            assert!(!written.contains("S3ntinel"), "{written}");
        }
        let lines = table(&[wave], "It matches.").lines();
        assert!(!lines[0].image.contains("0a1b2c3d4e5f"), "{lines:?}");
        assert!(lines[0].image.contains("acme/tool:1"), "{lines:?}");
    }
}
