//! A configuration that is read and edited in place.

use std::fmt;
use std::sync::OnceLock;

use crate::change::Change;
use crate::diagnostic::{Diagnostic, Repair};
use crate::edit::{EditError, EditOptions, Edited, Outcome, edit_document};
use crate::lint::{LintOptions, lint};
use crate::readings::{Lookups, Readings, ScopeLookups};
use crate::replacement::{Replacement, ReplacementError};
use crate::tree::Document;
use crate::value::Value;

/// A configuration text with what both of Nextflow's parsers make of it.
///
/// Any text is one: what no parser takes comes out of [`Config::lint`] and is refused by
/// [`Config::edit`]. The text is kept to the byte. It is read when that is first asked for,
/// and once more by every edit that changes it, which is how the edit is known to be right.
///
/// ```
/// use nextflow_config::{Config, Value};
///
/// let mut config = Config::parse("wave {\n    enabled = false // for now\n}\n");
/// config.set("wave.enabled", true)?;
/// config.set("docker.enabled", true)?;
/// assert_eq!(
///     config.to_string(),
///     "wave {\n    enabled = true // for now\n}\n\ndocker.enabled = true\n"
/// );
/// assert_eq!(config.get("wave.enabled").value(), Some(&Value::Bool(true)));
/// # Ok::<(), nextflow_config::EditError>(())
/// ```
#[derive(Clone, Default)]
pub struct Config {
    text: String,
    profiles: Vec<String>,
    readings: OnceLock<Readings>,
}

impl Config {
    /// A configuration of this text.
    pub fn parse(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same for a run that selects these profiles. Without any, Nextflow takes the one that
    /// is called `standard`, if there is one.
    ///
    /// ```
    /// use nextflow_config::{Config, Value};
    ///
    /// let text = "profiles { cloud { wave.enabled = true } }";
    /// assert!(Config::parse(text).get("wave.enabled").is_unset());
    /// let config = Config::parse(text).with_profiles(["cloud"]);
    /// assert_eq!(config.get("wave.enabled").value(), Some(&Value::Bool(true)));
    /// ```
    #[must_use]
    pub fn with_profiles(self, profiles: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            text: self.text,
            profiles: profiles.into_iter().map(Into::into).collect(),
            readings: OnceLock::new(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, when nothing more is to be done with it.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The profiles that the run selects.
    pub fn profiles(&self) -> &[String] {
        &self.profiles
    }

    /// The syntax tree of the text, made anew.
    pub fn document(&self) -> Document<'_> {
        Document::parse(&self.text)
    }

    /// What both parsers make of the text.
    pub fn readings(&self) -> &Readings {
        self.readings.get_or_init(|| self.read(&self.document()))
    }

    fn read(&self, document: &Document<'_>) -> Readings {
        Readings::of(document, &self.selected())
    }

    fn selected(&self) -> Vec<&str> {
        self.profiles.iter().map(String::as_str).collect()
    }

    /// What is known of a setting for each parser: its value, where that is written, and how
    /// sure it is. The path has dots between its names; those that are no plain names are in
    /// single quotes, like in `process.'withName:ALIGN'.cpus`.
    ///
    /// ```
    /// use nextflow_config::{Config, Lookup};
    ///
    /// let config = Config::parse("wave = [enabled: true]\nwave { freeze = true }\n");
    /// let enabled = config.get("wave.enabled");
    /// // The legacy parser loses the map when the block comes, the strict one does not.
    /// assert_eq!(enabled.legacy, Lookup::Unset);
    /// assert!(matches!(enabled.strict, Lookup::Set(setting) if setting.span.start == 17));
    /// assert_eq!(enabled.value(), None);
    /// // More quotes than a path needs do not matter.
    /// assert_eq!(config.get("wave.'enabled'"), enabled);
    /// ```
    pub fn get(&self, path: &str) -> Lookups<'_> {
        self.readings().lookup(path)
    }

    /// What is known of a scope for each parser: the settings in it and in the scopes below,
    /// and whether these are all.
    ///
    /// ```
    /// use nextflow_config::Config;
    ///
    /// let config = Config::parse("wave {\n  enabled = true\n  build.repository = 'quay.io/me'\n}\n");
    /// let wave = config.scope("wave").legacy;
    /// let paths: Vec<&str> = wave.settings.iter().map(|setting| setting.path.as_str()).collect();
    /// assert_eq!(paths, ["wave.enabled", "wave.build.repository"]);
    /// assert!(wave.is_complete);
    ///
    /// // What is included may set more.
    /// let config = Config::parse("wave.enabled = true\nincludeConfig 'site.config'\n");
    /// assert!(!config.scope("wave").legacy.is_complete);
    /// ```
    pub fn scope(&self, path: &str) -> ScopeLookups<'_> {
        self.readings().scope(path)
    }

    /// Gives a setting a value, where it is set now, in a block of its scope, or at the end of
    /// the text.
    ///
    /// ```
    /// use nextflow_config::{Config, EditErrorKind, Outcome};
    ///
    /// let mut config = Config::parse("wave.freeze = true\n");
    /// assert_eq!(config.set("wave.freeze", true)?, Outcome::Unchanged);
    /// assert_eq!(config.set("wave.strategy", vec!["conda", "container"])?, Outcome::Appended);
    /// let error = config.set("wave", true).unwrap_err();
    /// assert_eq!(error.kind, EditErrorKind::NoScope);
    /// # Ok::<(), nextflow_config::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Why no change of the text has the value in effect for both parsers and leaves all other
    /// settings as they are. The text stays then.
    pub fn set(
        &mut self,
        path: impl Into<String>,
        value: impl Into<Value>,
    ) -> Result<Outcome, EditError> {
        self.edit_one(Change::set(path, value))
    }

    /// Takes a setting out, or a scope with all that is in it.
    ///
    /// ```
    /// use nextflow_config::Config;
    ///
    /// let mut config = Config::parse("wave { enabled = true; freeze = true }\n");
    /// config.remove("wave.freeze")?;
    /// assert_eq!(config.as_str(), "wave { enabled = true }\n");
    /// # Ok::<(), nextflow_config::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Why the setting stays in effect: a selected profile or code sets it.
    pub fn remove(&mut self, path: impl Into<String>) -> Result<Outcome, EditError> {
        self.edit_one(Change::unset(path))
    }

    fn edit_one(&mut self, change: Change) -> Result<Outcome, EditError> {
        let edited = self.edit(&[change], EditOptions::default())?;
        Ok(edited
            .outcomes
            .first()
            .copied()
            .unwrap_or(Outcome::Unchanged))
    }

    /// Makes all changes, or none.
    ///
    /// ```
    /// use nextflow_config::{Change, Config, EditOptions, Outcome};
    ///
    /// let mut config = Config::parse("wave.enabled = false\n");
    /// let changes = [Change::set("wave.enabled", true), Change::unset("wave.freeze")];
    /// let edited = config.edit(&changes, EditOptions::default())?;
    /// assert_eq!(edited.outcomes, [Outcome::Replaced, Outcome::Unchanged]);
    /// assert_eq!(edited.replacements[0].with, "true");
    /// assert_eq!(config.as_str(), "wave.enabled = true\n");
    /// # Ok::<(), nextflow_config::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first change that cannot be made, with the reason. The text stays then.
    pub fn edit(&mut self, changes: &[Change], options: EditOptions) -> Result<Edited, EditError> {
        let document = Document::parse(&self.text);
        let readings = match self.readings.get() {
            Some(readings) => readings,
            None => self.readings.get_or_init(|| self.read(&document)),
        };
        let selected = self.selected();
        let (edited, new) = edit_document(&document, readings, &selected, changes, options)?;
        if let Some(new) = new {
            self.text = new.text;
            self.readings = OnceLock::from(new.readings);
        }
        Ok(edited)
    }

    /// Replaces ranges of the text, as [`Edited::undo`] names them: in order and without
    /// overlaps.
    ///
    /// ```
    /// use nextflow_config::{Change, Config, EditOptions};
    ///
    /// let text = "wave.enabled = false // for now\n";
    /// let mut config = Config::parse(text);
    /// let edited = config.edit(&[Change::unset("wave.enabled")], EditOptions::default()).unwrap();
    /// assert_eq!(config.as_str(), "");
    /// config.apply(&edited.undo(text))?;
    /// assert_eq!(config.as_str(), text);
    /// # Ok::<(), nextflow_config::ReplacementError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first one that does not fit the text. The text stays then.
    pub fn apply(&mut self, replacements: &[Replacement]) -> Result<(), ReplacementError> {
        self.text = Replacement::apply(&self.text, replacements)?;
        self.readings = OnceLock::new();
        Ok(())
    }

    /// Does what a [`Suggestion`](crate::Suggestion) of [`Config::lint`] proposes.
    ///
    /// ```
    /// use nextflow_config::{Config, LintOptions};
    ///
    /// let mut config = Config::parse("wave.enabled = 'true'\n");
    /// let found = config.lint(&LintOptions::default());
    /// let suggestion = found[0].suggestion.as_ref().unwrap();
    /// assert_eq!(suggestion.label, "Set it to true");
    /// config.repair(&suggestion.repair)?;
    /// assert_eq!(config.as_str(), "wave.enabled = true\n");
    /// # Ok::<(), nextflow_config::RepairError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the change of a setting is refused, or when the text is another one by now, and
    /// what was to be replaced is not in it. The text stays then.
    pub fn repair(&mut self, repair: &Repair) -> Result<Edited, RepairError> {
        match repair {
            Repair::Change(changes) => Ok(self.edit(changes, EditOptions::default())?),
            Repair::Replace(replacements) => {
                self.apply(replacements)?;
                Ok(Edited {
                    replacements: replacements.clone(),
                    ..Edited::default()
                })
            }
        }
    }

    /// What is wrong or unwise for a run with the profiles of the configuration, in the order of
    /// the places.
    ///
    /// ```
    /// use nextflow_config::{Config, LintOptions, codes};
    ///
    /// let config = Config::parse("wave.enabled = 'true'\n");
    /// let found = config.lint(&LintOptions::default());
    /// assert_eq!(found[0].code, codes::TEXT_BOOLEAN);
    /// assert_eq!(found[0].span.map(|span| span.of(config.as_str())), Some("'true'"));
    /// ```
    pub fn lint(&self, options: &LintOptions) -> Vec<Diagnostic> {
        let document = self.document();
        let readings = self.readings.get_or_init(|| self.read(&document));
        lint(&document, readings, options)
    }
}

/// Why a [`Repair`] was not made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RepairError {
    /// Settings cannot be changed like that.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// Characters cannot be replaced like that.
    #[error(transparent)]
    Replacement(#[from] ReplacementError),
}

/// Writes the text, to the byte.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Tells nothing of the text, which may have secrets in it.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("bytes", &self.text.len())
            .field("profiles", &self.profiles)
            .finish_non_exhaustive()
    }
}

impl std::str::FromStr for Config {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::parse(text))
    }
}
