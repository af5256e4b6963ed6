//! Which credentials of a list need attention, and what to mend first.
//!
//! What breaks a run comes before what only may break one, and that before what is merely never
//! used. Everything here is known of the list alone, with the day that somebody wrote down for the
//! end of a secret: whether a run needs a credential is not, so what follows is worded as likely.
//! This module reads no clock: it is told the time. Start at [`rank`].

use super::description::{Day, Description};
use super::summary::{CredentialsSummary, Validity as State};
use crate::finding::Edit;
use crate::registry::match_rule::host_of;
use crate::registry::server::RegistryServer;
use crate::registry::user_name::{LoginProblem, Validity};
use crate::registry::wave_setup::WaveSetup;
use crate::timestamp::{Timestamp, Told};
use crate::wave::audit::{HostMismatch, Mismatch, Precedence, Verdict};
use crate::wave::credential::StoredCredential;

/// How many days before a secret ends that is pointed out.
pub const NEAR: i64 = 30;

/// How many lines there are at most.
pub const LINES: usize = 5;

/// How many credentials of a line are named.
pub const NAMED: usize = 3;

/// From how many credentials on those with one cause share a line.
const GROUP: usize = 3;

const HOUR: i64 = 60 * 60;

/// Why a credential needs attention. The first one breaks a run first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Platform's check has refused it. Where Platform looks at that before a launch, it refuses
    /// the launch; see its pre-flight checks.
    Invalid,
    /// Platform lists it as deleted.
    Deleted,
    /// Its user name works at no login of its registry.
    LoginNeverWorks,
    /// No image is written like its registry.
    NeverMatches,
    /// Another one is used in its place, which is not the same: it has another user name, or most
    /// likely does not work.
    ShadowedUnlike,
    /// Its user name goes with a token that lasts for hours, and it is older than that.
    TokenOver,
    /// The day that was written down for the end of its secret is over.
    Expired,
    /// Its user name goes with a token that lasts for hours, or as long as its issuer says.
    ShortLived,
    /// The day that was written down for the end of its secret is near.
    EndsSoon,
    /// It has a path, and it is not known whether the Wave matches paths.
    DependsOnWave,
    /// Platform gives a state that is not known here.
    OtherState,
    /// Images are usually not written with its host.
    UnusualHost,
    /// Another one is used in its place, which is the same as far as the list tells.
    Shadowed,
    /// Its host is one of Wave's own.
    Reserved,
}

/// What to mend, what breaks a run first before the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// At most [`LINES`].
    pub lines: Vec<Line>,
    /// How many credentials need attention.
    pub all: usize,
    /// How many of them are in no line.
    pub rest: usize,
}

/// One credential, or several with one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Why they need attention.
    pub cause: Cause,
    /// How many they are.
    pub count: usize,
    /// The places in the list of those that are named, at most [`NAMED`].
    pub named: Vec<usize>,
    /// What will happen, in a sentence or two.
    pub message: String,
    /// What helps.
    pub way: Way,
}

/// What helps against a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Another host in place of the stored one.
    Host(String),
    /// Changing the credential at this place of the list: that of the line, or the one that is
    /// used for it.
    Change(usize),
    /// Another secret, and the day on which that one ends.
    Renew,
    /// Adding it again.
    AddAgain,
    /// Saying how the Wave finds a credential.
    SayWhichWave,
    /// Looking at what is known of it.
    Details,
    /// Looking at all of them.
    LookAtAll,
}

impl CredentialsSummary {
    /// The day on which the secret ends, where one is written down.
    pub fn expires(&self) -> Option<Day> {
        Description::read(self.description.as_deref()?).expires
    }

    /// Whether the secret ends soon or has ended, by the day that is written down. The time is in
    /// Unix seconds.
    pub fn is_expiring(&self, now: i64) -> bool {
        self.expires().is_some_and(|day| day.days_from(now) <= NEAR)
    }

    /// Whether Platform says anything of it but that it is there and good.
    pub fn has_bad_state(&self) -> bool {
        self.is_deleted || !matches!(self.validity, State::NotChecked | State::Good(_))
    }

    /// Whether there is any [`Cause`] to look at it. The time is in Unix seconds.
    pub fn needs_attention(&self, verdict: Verdict, now: i64) -> bool {
        verdict.is_warning() || self.has_bad_state() || self.is_expiring(now)
    }
}

/// What in a list needs attention, and in which order. There is one verdict for each row; the
/// time is in Unix seconds.
pub fn rank(
    rows: &[CredentialsSummary],
    verdicts: &[Verdict],
    setup: &WaveSetup,
    now: i64,
) -> Ranking {
    let list = List {
        rows,
        verdicts,
        setup,
        now,
    };
    let mut found: Vec<Found> = (0..rows.len()).filter_map(|at| list.found(at)).collect();
    found.sort_unstable();
    let mut ranking = Ranking {
        all: found.len(),
        rest: found.len(),
        ..Ranking::default()
    };
    for same in found.chunk_by(|a, b| a.cause == b.cause) {
        let of_a_line = if same.len() < GROUP { 1 } else { same.len() };
        for of_line in same.chunks(of_a_line) {
            if ranking.lines.len() < LINES
                && let Some(line) = list.line(of_line)
            {
                ranking.rest -= line.count;
                ranking.lines.push(line);
            }
        }
    }
    ranking
}

/// A credential that needs attention, in the order in which they do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    cause: Cause,
    /// In how many days its secret ends, of those that are told for that.
    days: i64,
    /// Those that were used last come first, and those that never were last.
    use_order: i64,
    place: usize,
}

#[derive(Clone, Copy)]
struct List<'a> {
    rows: &'a [CredentialsSummary],
    verdicts: &'a [Verdict],
    setup: &'a WaveSetup,
    now: i64,
}

impl<'a> List<'a> {
    fn at(self, place: usize) -> Option<(&'a CredentialsSummary, Verdict)> {
        let verdict = self.verdicts.get(place).copied().unwrap_or_default();
        Some((self.rows.get(place)?, verdict))
    }

    fn found(self, place: usize) -> Option<Found> {
        let cause = self.cause(place)?;
        let (row, _) = self.at(place)?;
        let days = match cause {
            Cause::Expired | Cause::EndsSoon => row.expires().map(|day| day.days_from(self.now)),
            _ => None,
        };
        Some(Found {
            cause,
            days: days.unwrap_or_default(),
            use_order: match row.last_used {
                Told::At(at) => at.unix_millis().saturating_neg(),
                Told::Absent | Told::Unreadable => 0,
                Told::Null => i64::MAX,
            },
            place,
        })
    }

    /// Why a credential needs attention. What Wave never reaches breaks nothing by what else is
    /// wrong with it.
    fn cause(self, place: usize) -> Option<Cause> {
        let (row, verdict) = self.at(place)?;
        if row.is_deleted {
            return Some(Cause::Deleted);
        }
        if matches!(row.validity, State::Invalid { .. }) {
            return Some(Cause::Invalid);
        }
        if verdict.host == Some(Mismatch::Never) {
            return Some(Cause::NeverMatches);
        }
        if verdict.is_reserved {
            return Some(Cause::Reserved);
        }
        if let Some(by) = verdict.shadowed_by {
            return Some(if self.is_unlike(row, by) {
                Cause::ShadowedUnlike
            } else {
                Cause::Shadowed
            });
        }
        self.cause_in_use(row, verdict)
    }

    /// Why a credential that may be used needs attention.
    fn cause_in_use(self, row: &CredentialsSummary, verdict: Verdict) -> Option<Cause> {
        if verdict.login == Some(Validity::Never) {
            return Some(Cause::LoginNeverWorks);
        }
        let is_temporary = verdict.login == Some(Validity::Temporary);
        if is_temporary && self.token(row).is_some_and(|token| token.is_over()) {
            return Some(Cause::TokenOver);
        }
        let days = row.expires().map(|day| day.days_from(self.now));
        if days.is_some_and(|days| days < 0) {
            return Some(Cause::Expired);
        }
        if is_temporary {
            return Some(Cause::ShortLived);
        }
        if days.is_some_and(|days| days <= NEAR) {
            return Some(Cause::EndsSoon);
        }
        if verdict.host == Some(Mismatch::DependsOnWave) {
            return Some(Cause::DependsOnWave);
        }
        if matches!(row.validity, State::Other(_)) {
            return Some(Cause::OtherState);
        }
        (verdict.host == Some(Mismatch::Unusual)).then_some(Cause::UnusualHost)
    }

    /// Whether the one that is used in place of a credential is not the same.
    fn is_unlike(self, row: &CredentialsSummary, by: usize) -> bool {
        self.other_user(row, by).is_some() || self.failing(by).is_some()
    }

    /// The user names of two credentials, where both are told and they differ.
    fn other_user<'b>(self, row: &'b CredentialsSummary, by: usize) -> Option<(&'b str, &'a str)> {
        let (used, _) = self.at(by)?;
        let names = row.user_name.as_deref().zip(used.user_name.as_deref());
        names.filter(|(mine, theirs)| mine != theirs)
    }

    /// Why one that is used most likely does not work.
    fn failing(self, used: usize) -> Option<&'static str> {
        let (row, verdict) = self.at(used)?;
        match self.cause_in_use(row, verdict)? {
            Cause::LoginNeverWorks => Some("has a user name that most likely never works"),
            Cause::TokenOver => Some("has a login token that most likely is over"),
            Cause::Expired => Some("has expired by the day that is written down"),
            _ => None,
        }
    }

    fn login(row: &CredentialsSummary) -> Option<LoginProblem> {
        LoginProblem::of(host_of(row.registry_text()?), row.user_name.as_deref()?)
    }

    /// How long the token of a user name lasts, and how long ago it was stored at the latest.
    fn token(self, row: &CredentialsSummary) -> Option<Token> {
        let Some(LoginProblem::ShortLived(user)) = Self::login(row) else {
            return None;
        };
        let changed = row.updated.at().map(Timestamp::unix_millis)?;
        Some(Token {
            hours: i64::from(user.hours()?),
            age: self.now - changed.div_euclid(1000),
        })
    }

    fn line(self, of_line: &[Found]) -> Option<Line> {
        let first = of_line.first()?;
        let alone = if let [only] = of_line {
            self.alone(*only)
        } else {
            None
        };
        let (message, way) = match alone {
            Some(alone) => alone,
            None => together(of_line)?,
        };
        Some(Line {
            cause: first.cause,
            count: of_line.len(),
            named: of_line.iter().take(NAMED).map(|it| it.place).collect(),
            message,
            way,
        })
    }

    /// What is said of one credential.
    fn alone(self, found: Found) -> Option<(String, Way)> {
        let Found { cause, place, .. } = found;
        let (row, verdict) = self.at(place)?;
        let change = Way::Change(place);
        Some(match cause {
            Cause::Invalid => (
                "Platform’s last check found it invalid. A launch that needs it is most likely \
                 refused."
                    .to_owned(),
                Way::Details,
            ),
            Cause::Deleted => (
                "Platform lists it as deleted. A run that needs it most likely fails.".to_owned(),
                Way::AddAgain,
            ),
            Cause::LoginNeverWorks | Cause::ShortLived => {
                (Self::login(row)?.finding().message, change)
            }
            Cause::NeverMatches | Cause::DependsOnWave | Cause::UnusualHost => {
                let server = RegistryServer::read_for(row.registry_text()?, self.setup);
                let finding = HostMismatch::of(&server, self.setup.rule)?
                    .finding()
                    .clone();
                let way = match finding.fix.map(|fix| fix.edit) {
                    _ if cause == Cause::DependsOnWave => Way::SayWhichWave,
                    Some(Edit::Replace(host)) => Way::Host(host),
                    _ => change,
                };
                (finding.message, way)
            }
            Cause::ShadowedUnlike | Cause::Shadowed => {
                let by = verdict.shadowed_by?;
                (self.shadowed(row, by)?, Way::Change(by))
            }
            Cause::TokenOver => {
                let Token { hours, age } = self.token(row)?;
                let lasts = count(hours, "hour");
                let ago = match age / HOUR {
                    hours @ ..48 => count(hours, "hour"),
                    hours => count(hours / 24, "day"),
                };
                (
                    format!(
                        "Its user name goes with a login token, which lasts {lasts}, and it was \
                         last changed {ago} ago. Pulls with it most likely fail."
                    ),
                    change,
                )
            }
            Cause::Expired => (
                format!(
                    "{}, by the day that is written down. {} most likely fail.",
                    row.expires()?.in_words(self.now),
                    uses(row)
                ),
                Way::Renew,
            ),
            Cause::EndsSoon => (
                format!(
                    "{}, by the day that is written down. {} most likely fail after that.",
                    row.expires()?.in_words(self.now),
                    uses(row)
                ),
                Way::Renew,
            ),
            Cause::OtherState => {
                let State::Other(state) = &row.validity else {
                    return None;
                };
                (
                    format!("Platform gives its state as “{state}”, which is not known here."),
                    Way::Details,
                )
            }
            Cause::Reserved => (Precedence::Reserved.finding()?.message, Way::Details),
        })
    }

    /// What is said of one that is never reached.
    fn shadowed(self, row: &CredentialsSummary, by: usize) -> Option<String> {
        let (used, _) = self.at(by)?;
        let stored = StoredCredential::from(used);
        let by_order = Precedence::Shadowed {
            by: &stored,
            place: by,
        };
        let never = by_order.finding()?.message;
        let unlike = match (self.failing(by), self.other_user(row, by)) {
            (Some(why), _) => format!(" {} {why}, so pulls most likely fail.", used.label()),
            (None, Some((mine, theirs))) => {
                format!(" Pulls use the user name {theirs}, not {mine}.")
            }
            (None, None) => String::new(),
        };
        Some(format!("{never}{unlike}"))
    }
}

/// What is said of several credentials with one cause.
fn together(of_line: &[Found]) -> Option<(String, Way)> {
    let first = of_line.first()?;
    let said = match first.cause {
        Cause::Invalid => {
            "Platform’s last check found them invalid. A launch that needs one of them is most \
             likely refused."
        }
        Cause::Deleted => {
            "Platform lists them as deleted. A run that needs one of them most likely fails."
        }
        Cause::LoginNeverWorks => {
            "With such user names Wave most likely cannot log in at their registries, and then \
             every pull with them fails."
        }
        Cause::NeverMatches => {
            "Images are most likely not written like their registry servers, and then Wave \
             never uses them."
        }
        Cause::ShadowedUnlike => {
            "Never used: others have the same registries and come first in Platform’s list. \
             Those have other user names, or most likely do not work."
        }
        Cause::TokenOver => {
            "Their user names go with login tokens, which last for hours and most likely are \
             over. Pulls with them most likely fail."
        }
        Cause::Expired => {
            "The days that are written down for the ends of their secrets are over. What uses \
             them most likely fails."
        }
        Cause::ShortLived => {
            "Their user names go with login tokens, which last for hours or as long as their \
             issuers say. Runs after that cannot pull."
        }
        Cause::EndsSoon => {
            let soonest = of_line.iter().map(|it| it.days).min();
            let when = match soonest.unwrap_or(first.days) {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                days => format!("in {days} days"),
            };
            let message = format!(
                "By the days that are written down, the first of their secrets ends {when}, \
                 and the others within {NEAR} days. What uses them most likely fails after \
                 that."
            );
            return Some((message, Way::LookAtAll));
        }
        Cause::DependsOnWave => {
            let message = "They have a path, and it is not known whether your Wave matches \
                           paths. Releases up to 1.37 never use such credentials.";
            return Some((message.to_owned(), Way::SayWhichWave));
        }
        Cause::OtherState => "Platform gives states for them that are not known here.",
        Cause::UnusualHost => {
            "They match only images that are written with exactly their hosts, and images \
             usually are not."
        }
        Cause::Shadowed => {
            "Never used: others with the same registries come first in Platform’s list, and \
             Wave takes the first."
        }
        Cause::Reserved => {
            "Never used: Wave’s operator keeps images on their hosts, and for those Wave does \
             not look at stored credentials."
        }
    };
    Some((said.to_owned(), Way::LookAtAll))
}

impl Cause {
    /// What several credentials with it are: `3 credentials with …`.
    pub const fn of_several(self) -> &'static str {
        match self {
            Self::Invalid => "that Platform’s check found invalid",
            Self::Deleted => "that Platform lists as deleted",
            Self::LoginNeverWorks => "with a user name that most likely never works",
            Self::NeverMatches => "with a host that never matches",
            Self::ShadowedUnlike => "behind others that are not the same",
            Self::TokenOver => "with a login token that most likely is over",
            Self::Expired => "expired by the day that is written down",
            Self::ShortLived => "with a login token that ends soon",
            Self::EndsSoon => "that expire soon",
            Self::DependsOnWave => "with a path, which not every Wave uses",
            Self::OtherState => "in a state that is not known here",
            Self::UnusualHost => "with an unusual host",
            Self::Shadowed => "shadowed by another one",
            Self::Reserved => "for a host of Wave’s own",
        }
    }
}

/// How long a login token lasts, in hours, and for how long it is stored at least, in seconds.
struct Token {
    hours: i64,
    age: i64,
}

impl Token {
    const fn is_over(&self) -> bool {
        self.age > self.hours * HOUR
    }
}

/// What most likely fails without a secret.
const fn uses(row: &CredentialsSummary) -> &'static str {
    if row.registry.is_some() {
        "Pulls with it"
    } else {
        "Runs that need it"
    }
}

fn count(number: i64, unit: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{ending}")
}

#[cfg(test)]
#[path = "attention_tests.rs"]
mod tests;
