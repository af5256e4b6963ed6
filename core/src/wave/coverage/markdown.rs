//! The table as Markdown, for a support ticket.
//!
//! It has names of images and credentials and never a secret: a login that somebody stored in
//! front of a host is hidden, and so is a tag that may be the password behind a user name.
//! This module may not judge anything. Start at [`Coverage::markdown`].

use super::share::safe;
use super::told::without_token;
use super::{Coverage, Row};

impl Coverage {
    /// The table under a heading, with these notes below it.
    pub fn markdown(&self, heading: &str, notes: &[String]) -> String {
        let mut text = format!(
            "### {}\n\n{}\n\n",
            escape(heading),
            self.summary().sentence()
        );
        text.push_str("| Registry | Images | Credential | Verdict | Why |\n");
        text.push_str("| --- | --- | --- | --- | --- |\n");
        for row in &self.rows {
            text.push_str(&line(row));
        }
        for note in notes {
            text.push_str("\n- ");
            text.push_str(&escape(note));
        }
        text.push('\n');
        text
    }
}

fn line(row: &Row) -> String {
    let given = || row.images.iter().map(|image| image.name.as_str());
    let names: Vec<_> = given().map(without_token).collect();
    let images = names.iter().map(AsRef::as_ref);
    let of_images = row.images.iter().flat_map(|image| &image.findings);
    let why = row.findings.first().into_iter().chain(of_images);
    let cells = [
        row.place().unwrap_or(&row.host).to_owned(),
        joined(images, ", "),
        row.credential
            .as_ref()
            .map_or_else(|| "–".to_owned(), |used| used.name.clone()),
        row.label().to_owned(),
        joined(why.map(|finding| finding.message.as_str()), " "),
    ];
    let mut line = String::from("|");
    for cell in cells {
        let cell = safe(&cell, given());
        line.push(' ');
        line.push_str(&escape(&cell));
        line.push_str(" |");
    }
    line.push('\n');
    line
}

fn joined<'t>(parts: impl Iterator<Item = &'t str>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}

/// One line in which nothing is taken for Markdown or HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '<' | '>' | '[' | ']' | '|' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Finding;
    use crate::wave::coverage::{CheckedImage, CredentialLink, Verdict};
    use crate::wave::resolve::Works;
    use crate::wave::resolve::reason::FIRST_MATCH;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn table(image: &str, name: &str, why: &str) -> Coverage {
        Coverage {
            hosts: Vec::new(),
            rows: vec![Row {
                host: "quay.io".into(),
                images: vec![CheckedImage {
                    name: image.into(),
                    findings: Vec::new(),
                }],
                verdict: Verdict::Match,
                works: Works::Yes,
                credential: Some(CredentialLink {
                    id: "1".into(),
                    name: name.into(),
                }),
                by_rule: Vec::new(),
                is_wave_in_question: false,
                findings: vec![Finding::info(FIRST_MATCH, why)],
                actions: Vec::new(),
            }],
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_registry_and_the_notes() {
        let text = table("quay.io/a/b:1", "robot", "It matches.")
            .markdown("Images of acme / rnaseq", &["Not tried.".into()]);
        assert_eq!(
            text,
            "### Images of acme / rnaseq\n\n\
             1 image on 1 registry: 1 with credentials.\n\n\
             | Registry | Images | Credential | Verdict | Why |\n\
             | --- | --- | --- | --- | --- |\n\
             | quay.io | quay.io/a/b:1 | robot | Match | It matches. |\n\
             \n- Not tried.\n"
        );
    }

    #[test]
    fn a_login_in_front_of_a_host_is_hidden() {
        let why = "a stores “https://me:S3cret@quay.io/x” and https://t@b";
        let text = table("a", "b", why).markdown("h", &[]);
        assert!(text.contains("@quay.io/x”"), "{text}");
        assert!(!text.contains("S3cret"));
    }

    #[test]
    fn what_may_be_a_password_behind_a_user_name_is_hidden() {
        for image in ["alice:S3ntinel", "x.io:S3ntinel"] {
            let text = table(image, "b", &format!("{image} matches.")).markdown("h", &[]);
            assert!(!text.contains("S3ntinel"), "{text}");
            assert!(text.contains(":\\[hidden\\]"), "{text}");
        }
        let text = table("quay.io/a/b:feature", "b", "c").markdown("h", &[]);
        assert!(text.contains("quay.io/a/b:feature"), "{text}");
    }

    proptest! {
        #[test]
        fn nothing_breaks_out_of_its_cell(image in any::<String>(), name in any::<String>(), why in any::<String>()) {
            let text = table(&image, &name, &why).markdown("h", &[]);
            let line = text.lines().nth(6).unwrap_or_default();
            let mut bars = 0;
            let mut escaped = false;
            for c in line.chars() {
                bars += usize::from(c == '|' && !escaped);
                escaped = c == '\\' && !escaped;
            }
            prop_assert_eq!(bars, 6);
            prop_assert_eq!(text.split('\n').count(), 9);
        }
    }
}
