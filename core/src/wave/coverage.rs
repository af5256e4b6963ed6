//! What Wave does with all images of a pipeline: a table with one row for each registry, and
//! more than one where Wave does not do the same with all images on it.
//!
//! It answers "will my pipeline pull?" on one page, and can be handed on as Markdown. Rows own
//! what they show, so that a page can keep them. Which credential is used is decided by
//! [`Resolver`] alone; this module may only arrange its answers. Start at
//! [`Question::coverage`].

mod export;
mod markdown;
pub(crate) mod row;
mod share;
pub(crate) mod told;

pub use export::ImageLine;
pub use share::may_be_shared;

use super::MatchRule;
use super::resolve::{CredentialIndex, Installation, Request, Resolver, Works};
use crate::finding::Finding;
use crate::image::extract::PastWave;
use crate::image::wave;
use crate::image::wave_name::WaveName;
use crate::registry::server::host::PUBLIC_ONLY;
use crate::scope::Scope;
use crate::wave::coverage::row::ANONYMOUS_LIMIT;

/// Everything that the table depends on, apart from the images.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who asks, and from where.
    pub request: Request<'a>,
    /// What Platform lists in the context of the request; `None` while it is not known.
    pub credentials: Option<&'a CredentialIndex<'a>>,
    /// Other contexts and their lists, which Wave never looks at.
    pub elsewhere: &'a [(Scope, CredentialIndex<'a>)],
    /// How Wave is set up.
    pub wave: Installation<'a>,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// In the order in which the images name the registries. Images of one registry stand
    /// together where the same is to be said of them; images that Wave refuses are together in
    /// a row without a host.
    pub rows: Vec<Row>,
    /// Registries that a log names without an image, and for which a credential is used: without
    /// images, and not part of the table.
    pub hosts: Vec<Row>,
}

/// One registry and what Wave does with the images on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The host that Wave looks for; empty for images that it refuses.
    pub host: String,
    /// The images on it, in order.
    pub images: Vec<CheckedImage>,
    /// What Wave does, in a word.
    pub verdict: Verdict,
    /// Whether a valid secret gives a pull of the best of the images.
    pub works: Works,
    /// The stored credential that is used.
    pub credential: Option<CredentialLink>,
    /// What each rule gives, where that differs and it is not known which one the Wave has.
    pub by_rule: Vec<RuleAnswer>,
    /// Whether it holds only while Wave is on, of which nothing is known.
    pub is_wave_in_question: bool,
    /// Why, with what a person has to act on first.
    pub findings: Vec<Finding>,
    /// The ways out, the best first.
    pub actions: Vec<Action>,
}

/// What Wave does by one of its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleAnswer {
    /// The rule.
    pub rule: MatchRule,
    /// What Wave does, for people.
    pub label: &'static str,
    /// The stored credential that is used.
    pub credential: Option<CredentialLink>,
    /// Why, in a sentence; empty where there is nothing to say.
    pub why: String,
}

/// One image, and what there is to say about its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedImage {
    /// The name as it was given.
    pub name: String,
    /// What is wrong or unusual about the name itself.
    pub findings: Vec<Finding>,
}

/// A stored credential, to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialLink {
    /// Platform's id.
    pub id: String,
    /// The name that people gave it.
    pub name: String,
}

/// What Wave does with the images of a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A stored credential matches and is used.
    Match,
    /// It depends on how this Wave compares registries with images.
    DependsOnWave,
    /// None matches, and one was most likely meant to.
    NearMiss,
    /// None matches here, and one does in another context.
    WrongPlace,
    /// The AWS credential of the compute environment is used.
    Fallback,
    /// None matches: the AWS credential of the compute environment is used if that is AWS
    /// Batch, which is not known.
    Depends,
    /// None matches: the pull is anonymous.
    None,
    /// Wave uses its operator's account, whatever is stored.
    WaveOwn,
    /// No Platform token goes with the request, so nothing stored is looked at.
    NoToken,
    /// Wave refuses the request.
    Refused,
    /// The list of credentials is not known.
    Unknown,
    /// Wave itself gave the name, and whoever has it pulls without a login.
    NamedByWave,
    /// The text turns Wave off.
    WaveOff,
    /// Wave is not asked.
    Past(PastWave),
}

/// A way out that takes one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Add a credential for this host.
    Add(String),
    /// Store this host in a credential that was meant for it.
    FixHost {
        /// The credential.
        credential: CredentialLink,
        /// What to store.
        host: String,
    },
    /// Store the host alone in a credential whose path not every Wave takes for a scope.
    WholeHost {
        /// The credential.
        credential: CredentialLink,
        /// What to store.
        host: String,
    },
    /// Change the login of a credential that cannot work.
    Edit(CredentialLink),
    /// Look in the context where a credential matches.
    Switch(Scope),
    /// Switch Wave on: the pull went past it.
    SwitchWaveOn,
}

/// How many images and registries there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All images.
    pub images: usize,
    /// All registries.
    pub registries: usize,
    /// Images for which a stored credential or the compute environment's is used.
    pub with: usize,
    /// Images that are pulled without one of them.
    pub without: usize,
    /// Images that Wave refuses.
    pub refused: usize,
    /// Images for which it depends on the compute environment.
    pub depends: usize,
    /// Images for which it depends on the Wave whether a credential is used.
    pub by_wave: usize,
    /// Images of which nothing can be said while the list is not known.
    pub unknown: usize,
    /// Images whose names Wave gave.
    pub named_by_wave: usize,
    /// Images that are pulled without Wave, which is off.
    pub wave_off: usize,
    /// Containers that are no images in a registry, and go past Wave.
    pub past: usize,
    /// Images in whose place Wave builds others.
    pub built: usize,
    /// Containers of which only a run can tell what they are.
    pub open: usize,
    /// Images on registries that let nobody log in, so that nothing is missing.
    pub public: usize,
    /// Images that are pulled from Docker Hub without a login, which Docker limits.
    pub limited: usize,
}

impl Question<'_> {
    /// Asks for every image and arranges the answers by registry.
    pub fn coverage(&self, images: &[String]) -> Coverage {
        let nothing = CredentialIndex::new(&[], super::resolve::DeletedEntries::LeaveOut);
        let mut rows: Vec<Row> = Vec::new();
        for image in images {
            if let Some(name) = WaveName::parse(image) {
                add(&mut rows, told::named_by_wave(image, &name));
                continue;
            }
            if let Some(row) = told::on_host_of_wave(image) {
                add(&mut rows, row);
                continue;
            }
            let prediction = Resolver {
                request: self.request,
                credentials: self.credentials.unwrap_or(&nothing),
                elsewhere: self.elsewhere_for(image),
                wave: self.wave,
            }
            .predict(image);
            let checked = row::checked(image, prediction.any());
            let row = row::of(&prediction, checked, self.credentials.is_some());
            add(&mut rows, row);
        }
        // What differs on one registry stands together.
        let order: Vec<_> = rows.iter().map(|row| row.host.clone()).collect();
        rows.sort_by_key(|row| order.iter().position(|host| *host == row.host));
        Coverage {
            rows,
            hosts: Vec::new(),
        }
    }

    /// What is used for images of registries of which no image is known. Those for which that
    /// depends on the image, or is nothing, are left out.
    pub fn hosts<'h>(&self, hosts: impl Iterator<Item = &'h str>) -> Vec<Row> {
        let images: Vec<_> = hosts.map(|host| [host, "/name"].concat()).collect();
        let mut rows = self.coverage(&images).rows;
        rows.retain(|row| row.verdict == Verdict::Match && row.credential.is_some());
        for row in &mut rows {
            row.images.clear();
        }
        rows
    }

    /// The first other context with a match for the image, by whatever rule.
    fn elsewhere_for(&self, image: &str) -> Option<(Scope, &CredentialIndex<'_>)> {
        let coordinates = wave::parse(image).ok()?;
        let repository = coordinates.without_tag();
        let rules = self.wave.setup.rules();
        let has_match = |list: &CredentialIndex<'_>| {
            rules
                .iter()
                .any(|rule| list.first(*rule, repository).is_some())
        };
        let mut lists = self.elsewhere.iter();
        lists
            .find(|(_, list)| has_match(list))
            .map(|(scope, list)| (*scope, list))
    }
}

/// Adds a row, or its images to one that says the same.
fn add(rows: &mut Vec<Row>, row: Row) {
    match rows.iter_mut().find(|other| other.says_the_same(&row)) {
        Some(other) => {
            other.works = other.works.min(row.works);
            other.images.extend(row.images);
        }
        None => rows.push(row),
    }
}

impl Coverage {
    /// The row of a host; of several, the one with the image. Without an image, what is used for
    /// the host.
    pub fn row_of(&self, host: &str, image: Option<&str>) -> Option<&Row> {
        let on_host = || self.rows.iter().filter(|row| row.host == host);
        let has_image = |row: &&Row| {
            let mut images = row.images.iter();
            images.any(|it| Some(it.name.as_str()) == image)
        };
        let without_image = || self.hosts.iter().find(|row| row.host == host);
        on_host()
            .find(has_image)
            .or_else(|| on_host().next())
            .or_else(without_image)
    }

    /// How many there are of each kind.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut last = "";
        for row in &self.rows {
            let images = row.images.len();
            summary.images += images;
            summary.registries += usize::from(row.host != last && !row.host.is_empty());
            last = &row.host;
            *match row.verdict {
                Verdict::Match | Verdict::Fallback => &mut summary.with,
                Verdict::DependsOnWave if row.by_rule.iter().all(|it| it.credential.is_some()) => {
                    &mut summary.with
                }
                Verdict::DependsOnWave => &mut summary.by_wave,
                Verdict::Refused => &mut summary.refused,
                Verdict::Unknown => &mut summary.unknown,
                Verdict::Depends => &mut summary.depends,
                Verdict::NamedByWave => &mut summary.named_by_wave,
                Verdict::WaveOff => &mut summary.wave_off,
                Verdict::Past(PastWave::Built) => &mut summary.built,
                Verdict::Past(PastWave::Open) => &mut summary.open,
                Verdict::Past(_) => &mut summary.past,
                Verdict::NearMiss
                | Verdict::WrongPlace
                | Verdict::None
                | Verdict::WaveOwn
                | Verdict::NoToken => &mut summary.without,
            } += images;
            if row.has(PUBLIC_ONLY) {
                summary.public += images;
            }
            if row.has(ANONYMOUS_LIMIT) {
                summary.limited += images;
            }
        }
        summary
    }
}

impl Row {
    /// What the images are that are on no registry; `None` where there is one.
    pub const fn place(&self) -> Option<&'static str> {
        match self.verdict {
            _ if !self.host.is_empty() => None,
            Verdict::Past(PastWave::Nothing) => Some("No container"),
            Verdict::Past(PastWave::Built) => Some("Built by Wave"),
            Verdict::Past(PastWave::Open) => Some("Not in this text"),
            Verdict::Past(_) => Some("Past Wave"),
            _ => Some("Not an image for Wave"),
        }
    }

    /// The verdict for people. What matches and cannot work is no good news.
    pub fn label(&self) -> &'static str {
        match (self.verdict, self.works) {
            (Verdict::Match, Works::No) => "Match, and the pull fails",
            (Verdict::Fallback, Works::No) => "Fallback, and the pull fails",
            (Verdict::Match, _) if self.is_wave_in_question => "Match, when Wave is on",
            (Verdict::Fallback, _) if self.is_wave_in_question => "Fallback, when Wave is on",
            (verdict, _) => verdict.label(),
        }
    }

    /// Whether the same is to be said of the images of another row.
    fn says_the_same(&self, other: &Self) -> bool {
        self.host == other.host
            && self.verdict == other.verdict
            && self.credential == other.credential
            && self.by_rule == other.by_rule
            && self.findings == other.findings
            && self.actions == other.actions
    }

    fn has(&self, code: crate::finding::Code) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }
}

impl Verdict {
    /// The verdict in a word or two.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Match => "Match",
            Self::DependsOnWave => "Depends on the Wave",
            Self::NearMiss => "Near miss",
            Self::WrongPlace => "Wrong place",
            Self::Fallback => "Fallback",
            Self::Depends => "Depends on the compute environment",
            Self::None => "None",
            Self::WaveOwn => "Wave’s own account",
            Self::NoToken => "Not looked at",
            Self::Refused => "Refused",
            Self::Unknown => "Not known",
            Self::NamedByWave => "Named by Wave",
            Self::WaveOff => "Wave is off",
            Self::Past(PastWave::File) => "A file",
            Self::Past(PastWave::Address) => "A download",
            Self::Past(PastWave::Oras | PastWave::Library) => "Of the engine",
            Self::Past(PastWave::Scheme) => "Not for Wave",
            Self::Past(PastWave::Nothing) => "No container",
            Self::Past(PastWave::Built) => "Built instead",
            Self::Past(PastWave::Open) => "Only at run time",
        }
    }
}

impl Summary {
    /// The numbers in a sentence.
    pub fn sentence(&self) -> String {
        let mut kinds = Vec::new();
        let mut add = |count: usize, what: &str| {
            if count > 0 {
                kinds.push(format!("{count} {what}"));
            }
        };
        add(self.with, "with credentials");
        let without = if self.with > 0 {
            "without"
        } else {
            "without credentials"
        };
        add(self.without, without);
        add(self.depends, "depending on the compute environment");
        add(self.by_wave, "depending on the Wave");
        add(self.refused, "refused by Wave");
        add(self.unknown, "not checked");
        add(self.named_by_wave, "named by Wave");
        add(self.wave_off, "pulled without Wave");
        add(self.past, "past Wave");
        add(self.built, "built by Wave instead");
        add(self.open, "known at run time only");
        let mut sentence = count(self.images, "image", "images");
        if self.registries > 0 {
            sentence.push_str(" on ");
            sentence.push_str(&count(self.registries, "registry", "registries"));
        }
        if kinds.is_empty() {
            return [&sentence, "."].concat();
        }
        format!("{sentence}: {}.", kinds.join(", "))
    }

    /// What the images without a credential are, where that is known.
    pub fn remark(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.public > 0 {
            parts.push(format!(
                "{} on a public registry, where no credential is needed.",
                count(self.public, "image is", "images are")
            ));
        }
        if self.limited > 0 {
            parts.push(format!(
                "{} pulled from Docker Hub without a login, which Docker limits.",
                count(self.limited, "image is", "images are")
            ));
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
