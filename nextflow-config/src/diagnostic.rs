//! What there is to say about a configuration: the one shape of everything that is said.
//!
//! A rule makes its [`Diagnostic`] where it decides. This module may not know a rule.

use super::edit::{Change, Replacement};
use super::token::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Nextflow takes it, but it is probably not what was meant.
    Warning,
    /// Nextflow or Wave refuses it, or it certainly loses its effect.
    Error,
}

/// Something about a configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which rule spoke.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// A sentence for people: what is so, and what follows from it.
    pub message: String,
    /// The setting, profile or character that it is about, as it stands behind the code. A
    /// profile begins with `@`.
    pub subject: Option<String>,
    /// Where; `None` when it is about something that is not there.
    pub span: Option<Span>,
    /// The way out, where one step does it.
    pub suggestion: Option<Suggestion>,
}

/// A way out of what a [`Diagnostic`] tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What a button for it says.
    pub label: String,
    /// What pressing it does.
    pub repair: Repair,
}

/// What a [`Suggestion`] does.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// Settings are changed.
    Change(Vec<Change>),
    /// Characters are replaced.
    Replace(Vec<Replacement>),
}

impl Diagnostic {
    /// Something that Nextflow or Wave refuses.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Something that is probably not what was meant.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Something that is only worth knowing.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The code with its subject: `text-boolean:wave.enabled`, `freeze-without-repository@arm`.
    pub fn code(&self) -> String {
        let code = self.code.as_str();
        match self.subject.as_deref() {
            Some(profile) if profile.starts_with('@') => format!("{code}{profile}"),
            Some(subject) => format!("{code}:{subject}"),
            None => code.to_owned(),
        }
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            subject: None,
            span: None,
            suggestion: None,
        }
    }
}

macro_rules! codes {
    ($(#[$of_enum:meta])* $enum:ident { $($(#[$of_code:meta])* $code:ident = $name:literal,)* }) => {
        $(#[$of_enum])*
        pub enum $enum {
            $($(#[$of_code])* $code,)*
        }

        impl $enum {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The code as programs read it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }
        }
    };
}

codes! {
/// Names every kind of diagnostic. The message is for people and may change; the code is for
/// programs and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
Code {
    /// A text that neither of Nextflow's parsers takes.
    ConfigSyntax = "syntax-error",
    /// A character that means nothing to Nextflow: a no-break space, a typographic quote.
    ConfigCharacter = "bad-character",
    /// A text that Nextflow's strict parser refuses and the legacy one takes.
    StrictSyntax = "v2-syntax",
    /// A text that Nextflow's legacy parser refuses and the strict one takes.
    LegacySyntax = "v1-syntax",
    /// A text that both of Nextflow's parsers read, and refuse when they follow it.
    ConfigRefused = "refused",
    /// A scope or name that nothing is assigned to, which the legacy parser refuses.
    UnknownAttribute = "unknown-attribute",
    /// A colon in place of the equals sign, so that nothing is set.
    LabelNotAssignment = "label-not-assignment",
    /// Settings that are lost when their scope is opened or assigned again.
    ScopeReset = "scope-reset",
    /// A profile and a later setting, of which each of Nextflow's parsers prefers another.
    ProfileOrderDiffers = "profile-order-differs",
    /// A setting that is made more than once.
    DuplicateSetting = "duplicate-setting",
    /// A setting that depends on a condition.
    ConditionalSetting = "conditional-setting",
    /// A setting that only a run can tell.
    DynamicValue = "dynamic-value",
    /// Files that are included and not read here.
    IncludesUnknown = "includes-unknown",
    /// A text in place of `true` or `false`.
    TextBoolean = "text-boolean",
    /// A setting that Nextflow does not know.
    UnknownOption = "unknown-option",
    /// A setting that the given version of Nextflow does not have.
    OptionTooNew = "option-too-new",
    /// A setting that has another name today, or does nothing.
    DeprecatedOption = "deprecated",
    /// A setting that Nextflow had once.
    RemovedOption = "removed",
    /// A value of a kind that the setting does not take.
    WrongType = "wrong-type",
    /// A strategy that Wave does not know.
    StrategyInvalid = "strategy-invalid",
    /// The address of Wave without `https://`.
    EndpointProtocol = "endpoint-protocol",
    /// The address of a container layer without `https://`.
    ConfigUrlProtocol = "config-url-protocol",
    /// A build or cache repository with `https://` or the like.
    RepositoryProtocol = "repository-protocol",
    /// A build or cache repository with a tag.
    RepositoryTag = "repository-tag",
    /// A build or cache repository that is only a host.
    RepositoryIncomplete = "repository-incomplete",
    /// A build or cache repository on a host with a port.
    RepositoryPort = "repository-port",
    /// Mirroring and freezing at once.
    MirrorFreeze = "mirror-freeze",
    /// Mirroring without a repository to mirror to.
    MirrorWithoutRepository = "mirror-without-repository",
    /// Mirroring with a strategy that knows no container images.
    MirrorStrategy = "mirror-strategy",
    /// Freezing without a build repository.
    FreezeWithoutRepository = "freeze-without-repository",
    /// Freezing with an engine that is told to use Docker's images.
    FreezeOci = "freeze-oci",
    /// A mode of scanning that there is not.
    ScanModeInvalid = "scan-mode-invalid",
    /// A level of vulnerabilities that there is not.
    ScanLevelInvalid = "scan-level-invalid",
    /// Levels of vulnerabilities that are not looked at in this mode.
    ScanLevelsNeedRequired = "scan-levels-need-required",
    /// A compression that there is not, or a level that it does not have.
    CompressionModeInvalid = "compression-mode-invalid",
    /// More than one container engine is on.
    ManyEngines = "many-engines",
    /// A container engine that Wave does not work with.
    EngineUnsupported = "engine-unsupported",
    /// Fusion is on and Wave is not.
    FusionWithoutWave = "fusion-without-wave",
    /// AWS Fargate is used and Wave is not on.
    FargateWithoutWave = "fargate-without-wave",
    /// The id of a workspace that is no number.
    WorkspaceNotNumeric = "workspace-not-numeric",
    /// A workspace in the configuration, which a launch by Platform ignores.
    PlatformIgnoresWorkspace = "platform-ignores-workspace",
    /// A token in the configuration, which a launch by Platform ignores.
    PlatformIgnoresTowerToken = "platform-ignores-tower-token",
    /// A compute environment in the configuration, which a launch by Platform ignores.
    PlatformIgnoresComputeEnv = "platform-ignores-compute-env",
    /// Mamba and Micromamba are on at once.
    CondaMambaBoth = "conda-mamba-both",
    /// Settings of Wave in a profile that is not selected.
    InUnselectedProfile = "in-unselected-profile",
    /// Nextflow's two parsers come to different values.
    SemanticsDiffer = "semantics-differ",
    /// A change of a configuration names no setting.
    EditPath = "edit-path",
    /// A setting of a configuration cannot be given this value.
    EditValue = "edit-value",
    /// Two changes of a configuration are about one setting.
    EditTwice = "edit-twice",
    /// A configuration has characters that have to be repaired before it is changed.
    EditRepairFirst = "edit-repair-first",
    /// A configuration that no parser of Nextflow takes is not changed.
    EditUnreadable = "edit-unreadable",
    /// A selected profile sets what should be changed.
    EditSetInProfile = "edit-set-in-profile",
    /// Code of a configuration sets what should be changed.
    EditSetInCode = "edit-set-in-code",
    /// The scope of a setting has a plain value.
    EditScopeIsValue = "edit-scope-is-value",
    /// A change of one setting would change another.
    EditChangesOthers = "edit-changes-others",
    /// A setting cannot be changed so that both parsers of Nextflow follow.
    EditNotEffective = "edit-not-effective",
    /// Earlier assignments of a changed setting stay.
    EditEarlierStay = "edit-earlier-stay",
    /// A computed value was replaced by a fixed one.
    EditWasComputed = "edit-was-computed",
    /// A profile sets a changed setting too.
    EditProfileDiffers = "edit-profile-differs",
    /// Only one of Nextflow's parsers takes a changed configuration.
    EditOneParser = "edit-one-parser",
}
}
