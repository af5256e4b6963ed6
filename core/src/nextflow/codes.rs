//! The rules about Nextflow configurations.
//!
//! They are declared together until each moves to its logic. This module may not know a rule.

use crate::finding::{Code, rules};

rules! {
    /// Neither of Nextflow's parsers can read the text.
    pub(crate) SYNTAX_ERROR = "syntax-error" {
        severity: Error,
        why: "A bracket or quote is not closed, a statement is not complete, or something \
              stands where it cannot. Nextflow stops before the run starts.",
        action: "Correct the text at the place that is shown. What the rest of it means can \
                 only be told after that.",
    }

    /// A character means nothing to Nextflow, such as a no-break space or a typographic quote.
    pub(crate) BAD_CHARACTER = "bad-character" {
        severity: Error,
        why: "Such characters mostly come with text that was copied from a page or a document. \
              Both parsers refuse them, and Nextflow stops.",
        action: "Replace them with plain spaces and quotes, or take them out. Comments begin \
                 with //, and a dollar sign that starts no variable is written \\$.",
    }

    /// Nextflow's strict parser refuses the text, and the legacy parser takes it.
    pub(crate) V2_SYNTAX = "v2-syntax" {
        severity: Error,
        why: "The strict parser is the default from Nextflow 26.04, and with it the run stops. \
              Seqera Platform launches with the legacy parser unless somebody turned on the \
              strict one.",
        action: "Write the place that is shown in a form that both parsers take, or make sure \
                 that the run uses the legacy parser.",
    }

    /// Nextflow's legacy parser refuses the text, and the strict parser takes it.
    pub(crate) V1_SYNTAX = "v1-syntax" {
        severity: Error,
        why: "Seqera Platform launches with the legacy parser unless somebody turned on the \
              strict one, and with it the run stops.",
        action: "Write the place that is shown in a form that both parsers take.",
    }

    /// Both of Nextflow's parsers refuse the text, although its brackets and quotes are right.
    pub(crate) REFUSED = "refused" {
        severity: Error,
        why: "Both can read the text and stop when they follow it. The run does not start.",
        action: "Correct the place that is shown; the message repeats what the parser says.",
    }

    /// Nothing in the text sets a name or scope that it uses.
    pub(crate) UNKNOWN_ATTRIBUTE = "unknown-attribute" {
        severity: Error,
        why: "The legacy parser stops with “Unknown config attribute”. For a parameter this \
              does not happen if the command line of the run sets it.",
        action: "Give it a value in this text first, put quotes around it if it is meant as a \
                 text, or take it out.",
    }

    /// A setting is written with a colon in place of the equals sign.
    pub(crate) LABEL_NOT_ASSIGNMENT = "label-not-assignment" {
        severity: Warning,
        why: "The legacy parser takes the colon for a label and goes on without a word, so \
              nothing is set. The strict parser refuses it.",
        action: "Put an equals sign in place of the colon.",
    }

    /// Settings are lost because their scope is opened or assigned again further down.
    pub(crate) SCOPE_RESET = "scope-reset" {
        severity: Warning,
        why: "Something else that is assigned to the scope replaces all that was in it. The \
              legacy parser, with which Seqera Platform launches unless told otherwise, in some \
              cases also starts a scope anew where a later block opens it.",
        action: "Write all settings of the scope in one block, or all with dots.",
    }

    /// A profile and another place set the same option, and Nextflow's two parsers choose
    /// different values.
    pub(crate) PROFILE_ORDER_DIFFERS = "profile-order-differs" {
        severity: Warning,
        why: "The legacy parser usually applies profiles at the end and several of them in the \
              order of the text. The strict parser applies them where they stand, and several \
              in the order of the command line.",
        action: "Put the profiles last, or set the option in one place only.",
    }

    /// A setting is made more than once.
    pub(crate) DUPLICATE_SETTING = "duplicate-setting" {
        severity: Warning,
        why: "Nextflow uses the last one, so the earlier one has no effect.",
        action: "Keep one of them. If both say the same, nothing goes wrong.",
    }

    /// A setting depends on a condition.
    pub(crate) CONDITIONAL_SETTING = "conditional-setting" {
        severity: Info,
        why: "Only a run can tell whether the condition holds, so the value is not known here \
              and nothing is said about it.",
        action: "There is nothing to do. If the value matters, check it for the run that you \
                 have in mind.",
    }

    /// A setting is computed.
    pub(crate) DYNAMIC_VALUE = "dynamic-value" {
        severity: Info,
        why: "Its value is made of parameters or other expressions, so only a run can tell for \
              certain what it is.",
        action: "There is nothing to do. If the value matters, check it for the run that you \
                 have in mind.",
    }

    /// Other files are included, and they are not read here.
    pub(crate) INCLUDES_UNKNOWN = "includes-unknown" {
        severity: Info,
        why: "What they set is not known here. It may change what the text says before the \
              lines that include them.",
        action: "There is nothing to do. If an included file may set the same options, check it \
                 as well.",
    }

    /// A text stands where true or false is expected.
    pub(crate) TEXT_BOOLEAN = "text-boolean" {
        severity: Warning,
        why: "For wave.enabled Nextflow compares with true, so with a text Wave stays off. \
              Elsewhere every text that is not empty counts as true, 'false' too.",
        action: "Write true or false without quotes.",
    }

    /// Nextflow most likely does not know the setting.
    pub(crate) UNKNOWN_OPTION = "unknown-option" {
        severity: Warning,
        why: "Nextflow ignores a setting that neither it nor a plugin knows; the strict parser \
              warns “Unrecognized config option”. What was meant to be set is not.",
        action: "Check the spelling in the documentation of your Nextflow version, and correct \
                 the name or take it out.",
    }

    /// The given version of Nextflow does not have the setting yet.
    pub(crate) OPTION_TOO_NEW = "option-too-new" {
        severity: Warning,
        why: "That version ignores the setting, so it has no effect.",
        action: "Use a newer version of Nextflow, or do without the setting.",
    }

    /// The setting has another name today, or does nothing.
    pub(crate) DEPRECATED = "deprecated" {
        severity: Warning,
        why: "Nextflow warns about it or no longer reads it.",
        action: "Use the new name that is shown. Where there is none, take the setting out.",
    }

    /// Nextflow had this setting once and has it no longer.
    pub(crate) REMOVED = "removed" {
        severity: Warning,
        why: "Current versions of Nextflow do nothing with it.",
        action: "Take it out.",
    }

    /// The value is of a kind that the setting does not take.
    pub(crate) WRONG_TYPE = "wrong-type" {
        severity: Error,
        why: "Where a number, a duration or an amount is expected, Nextflow stops. Other values \
              are converted or count as true or false; wave.enabled has to be true itself, or \
              Wave stays off.",
        action: "Give a value of the kind that is named. If a whole scope was set, set an \
                 option in it, such as its enabled.",
    }

    /// The setting wave.strategy has a word that is no strategy of Wave.
    pub(crate) STRATEGY_INVALID = "strategy-invalid" {
        severity: Error,
        why: "The strategies are container, dockerfile and conda; spack was one from Nextflow \
              23.10 to 24.10. Nextflow stops with: Invalid value for 'wave.strategy' \
              configuration attribute.",
        action: "Use container, dockerfile and conda only.",
    }

    /// The address of Wave does not begin with https:// or http://.
    pub(crate) ENDPOINT_PROTOCOL = "endpoint-protocol" {
        severity: Error,
        why: "Nextflow stops with: Endpoint URL should start with 'http:' or 'https:' protocol \
              prefix.",
        action: "Put https:// before the address.",
    }

    /// The setting wave.containerConfigUrl has an address without https:// or http://.
    pub(crate) CONFIG_URL_PROTOCOL = "config-url-protocol" {
        severity: Error,
        why: "Nextflow stops with: Wave container config URL should start with 'http:' or \
              'https:' protocol prefix.",
        action: "Give the whole address, with https:// or http:// in front.",
    }

    /// A build or cache repository has https:// or the like in front.
    pub(crate) REPOSITORY_PROTOCOL = "repository-protocol" {
        severity: Error,
        why: "A repository has no protocol in front. Nextflow stops with: Config setting … \
              should not include any protocol prefix.",
        action: "Take the protocol off, so that it begins with the host.",
    }

    /// A build or cache repository has a tag or digest.
    pub(crate) REPOSITORY_TAG = "repository-tag" {
        severity: Error,
        why: "Wave gives every image a tag of its own. It answers: Container build repository \
              should not include any tag suffix.",
        action: "Take the tag off.",
    }

    /// A build or cache repository is only a host.
    pub(crate) REPOSITORY_INCOMPLETE = "repository-incomplete" {
        severity: Error,
        why: "Wave answers: Container build repository is invalid or incomplete. Only as the \
              target of a mirror is a host alone enough.",
        action: "Put the path behind the host, as in quay.io/my-organization/my-images.",
    }

    /// A build or cache repository is on a host with a port.
    pub(crate) REPOSITORY_PORT = "repository-port" {
        severity: Warning,
        why: "Wave most likely cannot push there: it looks the login up without the port, so it \
              says that credentials are missing although there are some. Pulling works.",
        action: "Use a host without a port.",
    }

    /// Mirroring and freezing are on at once.
    pub(crate) MIRROR_FREEZE = "mirror-freeze" {
        severity: Error,
        why: "Mirroring copies images and freezing builds them. Nextflow stops with: Wave \
              configuration setting 'wave.mirror' and 'wave.freeze' conflicts each other.",
        action: "Switch one of them off.",
    }

    /// Mirroring is on without a repository to copy images to.
    pub(crate) MIRROR_WITHOUT_REPOSITORY = "mirror-without-repository" {
        severity: Error,
        why: "Nextflow stops with: Wave configuration setting 'wave.mirror' requires the use of \
              'wave.build.repository' to define the target registry.",
        action: "Set wave.build.repository, or switch mirroring off.",
    }

    /// Mirroring is on with a strategy that never takes container images.
    pub(crate) MIRROR_STRATEGY = "mirror-strategy" {
        severity: Error,
        why: "Only container images can be mirrored. Nextflow stops with: Invalid container \
              mirror operation - missing source container.",
        action: "Add container to wave.strategy, or switch mirroring off.",
    }

    /// Freezing is on without a build repository.
    pub(crate) FREEZE_WITHOUT_REPOSITORY = "freeze-without-repository" {
        severity: Error,
        why: "Nextflow does not check this. Wave refuses tasks with a container image or a \
              Dockerfile: buildRepository must be specified when using freeze mode. Conda \
              packages work where Wave has a public repository.",
        action: "Set wave.build.repository, or switch freezing off.",
    }

    /// Freezing is on for an engine that is set to use OCI images.
    pub(crate) FREEZE_OCI = "freeze-oci" {
        severity: Info,
        why: "With ociAutoPull or ociMode Wave builds Docker images, not native ones for \
              Singularity or Apptainer.",
        action: "Set it to false if freezing shall give native images (SIF). Otherwise there is \
                 nothing to do.",
    }

    /// The scan mode is none that exists.
    pub(crate) SCAN_MODE_INVALID = "scan-mode-invalid" {
        severity: Error,
        why: "The modes are none, async and required. With another one Nextflow stops.",
        action: "Use one of them, in lower case.",
    }

    /// An allowed level of vulnerabilities is none that exists.
    pub(crate) SCAN_LEVEL_INVALID = "scan-level-invalid" {
        severity: Error,
        why: "The levels are low, medium, high and critical, as a list or as one text with \
              commas. With anything else Nextflow stops.",
        action: "Use these levels only.",
    }

    /// Levels of vulnerabilities are set, but the scan mode does not look at them.
    pub(crate) SCAN_LEVELS_NEED_REQUIRED = "scan-levels-need-required" {
        severity: Warning,
        why: "Levels count only when wave.scan.mode is 'required'. Otherwise every container \
              may be used, whatever the scan finds.",
        action: "Set wave.scan.mode to 'required', or take the levels out.",
    }

    /// The compression mode is none that exists, or its level is out of range.
    pub(crate) COMPRESSION_MODE_INVALID = "compression-mode-invalid" {
        severity: Error,
        why: "The modes are gzip, estargz and zstd; with another one Nextflow stops. Levels go \
              from 0 to 9, for zstd to 22; Wave most likely refuses others.",
        action: "Use one of these modes, and a level in its range.",
    }

    /// More than one container engine is on.
    pub(crate) MANY_ENGINES = "many-engines" {
        severity: Error,
        why: "Nextflow stops with: Cannot enable more than one container engine.",
        action: "Keep one engine and switch the others off.",
    }

    /// Wave is on with a container engine that it does not work with.
    pub(crate) ENGINE_UNSUPPORTED = "engine-unsupported" {
        severity: Error,
        why: "Wave works with docker, podman, sarus, singularity and apptainer, among others, \
              but not with shifter or charliecloud. Nextflow stops with: Wave does not support \
              this container engine.",
        action: "Use another engine, or switch Wave off.",
    }

    /// Fusion is on and Wave is not.
    pub(crate) FUSION_WITHOUT_WAVE = "fusion-without-wave" {
        severity: Error,
        why: "Fusion works with Wave only. Unless another configuration turns Wave on, Nextflow \
              stops with: Fusion feature requires enabling Wave service.",
        action: "Set wave.enabled = true, or switch Fusion off.",
    }

    /// AWS Fargate is used and Wave is not on.
    pub(crate) FARGATE_WITHOUT_WAVE = "fargate-without-wave" {
        severity: Error,
        why: "Fargate works with Wave only. Unless another configuration turns Wave on, \
              Nextflow stops with: Fargate feature requires enabling Wave service.",
        action: "Set wave.enabled = true, or use another platform type.",
    }

    /// The workspace ID is no number.
    pub(crate) WORKSPACE_NOT_NUMERIC = "workspace-not-numeric" {
        severity: Error,
        why: "Outside Platform, Nextflow stops with: Invalid Seqera Platform workspace ID. A \
              run that Platform launches ignores the setting.",
        action: "Enter the number of the workspace, not its name.",
    }

    /// A token or password is in clear text.
    pub(crate) TOKEN_IN_CLEAR = "token-in-clear" {
        severity: Warning,
        why: "Everybody can read it who sees this configuration, the run or its logs.",
        action: "Revoke it if others have seen it, and take it from the environment or from \
                 Nextflow's secrets.",
    }

    /// A run that Platform launches ignores tower.workspaceId.
    pub(crate) PLATFORM_IGNORES_WORKSPACE = "platform-ignores-workspace" {
        severity: Info,
        why: "Such a run uses the workspace in which it is launched. The setting matters for \
              nextflow run outside Platform.",
        action: "There is nothing to do. To use another workspace, launch the run there.",
    }

    /// A run that Platform launches ignores the access and refresh tokens of the configuration.
    pub(crate) PLATFORM_IGNORES_TOWER_TOKEN = "platform-ignores-tower-token" {
        severity: Info,
        why: "Such a run uses a token of its own. The settings matter for nextflow run outside \
              Platform.",
        action: "Nothing has to be done for the run. A token that is not needed is better taken \
                 out.",
    }

    /// A run that Platform launches ignores tower.computeEnvId.
    pub(crate) PLATFORM_IGNORES_COMPUTE_ENV = "platform-ignores-compute-env" {
        severity: Info,
        why: "Such a run uses the compute environment with which it is launched. The setting \
              matters for nextflow run outside Platform.",
        action: "There is nothing to do. To use another compute environment, choose it at the \
                 launch.",
    }

    /// Mamba and Micromamba are on at once.
    pub(crate) CONDA_MAMBA_BOTH = "conda-mamba-both" {
        severity: Error,
        why: "Nextflow stops with: Both conda.useMamba and conda.useMicromamba were enabled -- \
              Please choose only one.",
        action: "Switch one of them off.",
    }

    /// Stored credentials are expected to be used, and Wave is off.
    pub(crate) WAVE_OFF_ALTHOUGH_EXPECTED = "wave-off-although-expected" {
        severity: Warning,
        why: "Wave uses stored registry credentials only when it is on. Pulls go without them, \
              unless the compute environment uses them by itself, so private images most likely \
              cannot be pulled.",
        action: "Set wave.enabled = true, if images of private registries are used.",
    }

    /// Settings of Wave are in a profile that is not selected.
    pub(crate) IN_UNSELECTED_PROFILE = "in-unselected-profile" {
        severity: Info,
        why: "They have no effect in this run. Without a choice, Nextflow selects only the \
              profile standard.",
        action: "To use them, run with that profile, or set them outside of the profiles. \
                 Otherwise there is nothing to do.",
    }

    /// Nextflow's two parsers come to different values for a setting.
    pub(crate) SEMANTICS_DIFFER = "semantics-differ" {
        severity: Warning,
        why: "Which value counts depends on the parser. Seqera Platform launches with the \
              legacy parser unless somebody turned on the strict one; Nextflow itself uses the \
              strict one by default from 26.04.",
        action: "Set it once, outside of other scopes.",
    }

    /// A change names no setting that can be set.
    pub(crate) EDIT_PATH = "edit-path" {
        severity: Error,
        why: "A setting has a scope and a name, like wave.enabled. A scope that has settings in \
              it cannot be a value as well. The text is left as it is.",
        action: "Name the setting with its scope, with dots between them.",
    }

    /// A setting cannot be given this value.
    pub(crate) EDIT_VALUE = "edit-value" {
        severity: Error,
        why: "Only truth values, numbers, times and sizes from zero up, lists and texts without \
              control characters can be written so that both parsers read them in the same way. \
              The text is left as it is.",
        action: "Give another value. To unset a setting, take it out.",
    }

    /// Two changes are about the same setting.
    pub(crate) EDIT_TWICE = "edit-twice" {
        severity: Error,
        why: "They would be made at once, and only one of them could count. The text is left as \
              it is.",
        action: "Keep one of the changes.",
    }

    /// The text has characters that have to be repaired before it is changed.
    pub(crate) EDIT_REPAIR_FIRST = "edit-repair-first" {
        severity: Error,
        why: "No parser of Nextflow takes them, so the result of a change could not be checked. \
              The text is left as it is.",
        action: "Repair the characters first, then make the change again.",
    }

    /// No parser of Nextflow takes the text, so it is not changed.
    pub(crate) EDIT_UNREADABLE = "edit-unreadable" {
        severity: Error,
        why: "The result of a change could not be checked. The text is left as it is.",
        action: "Correct the line that is named first, then make the change again.",
    }

    /// A selected profile sets what should be changed.
    pub(crate) EDIT_SET_IN_PROFILE = "edit-set-in-profile" {
        severity: Error,
        why: "For the legacy parser the profile wins over the rest of the text, so a change \
              outside of it would have no effect. Profiles are not changed here.",
        action: "Change the setting in the profile, or run without the profile.",
    }

    /// Code in the text sets what should be changed.
    pub(crate) EDIT_SET_IN_CODE = "edit-set-in-code" {
        severity: Error,
        why: "A condition, a loop or other code decides the value, and code is not changed \
              here.",
        action: "Change the setting by hand at the line that is named.",
    }

    /// The scope of the setting has a plain value.
    pub(crate) EDIT_SCOPE_IS_VALUE = "edit-scope-is-value" {
        severity: Error,
        why: "Nothing can be set in a scope that is a plain value; a parser of Nextflow would \
              refuse the text.",
        action: "Take out the line that gives the scope its value, then make the change again.",
    }

    /// The change would change another setting as well.
    pub(crate) EDIT_CHANGES_OTHERS = "edit-changes-others" {
        severity: Error,
        why: "The other setting depends on this one or shares its place. The text is left as it \
              is, so that nothing changes unasked.",
        action: "Change both by hand.",
    }

    /// The setting cannot be changed so that both of Nextflow's parsers follow.
    pub(crate) EDIT_NOT_EFFECTIVE = "edit-not-effective" {
        severity: Error,
        why: "Every change that was tried is refused by a parser or has no effect for one of \
              them. The text is left as it is.",
        action: "Change the text by hand.",
    }

    /// Other assignments of the changed setting stay in the text.
    pub(crate) EDIT_EARLIER_STAY = "edit-earlier-stay" {
        severity: Info,
        why: "They do not count: the value that was set now is the one in effect.",
        action: "There is nothing to do. Take them out if they confuse.",
    }

    /// A computed value was replaced by a fixed one.
    pub(crate) EDIT_WAS_COMPUTED = "edit-was-computed" {
        severity: Warning,
        why: "The setting no longer follows the parameters or expressions of which it was made.",
        action: "Undo the change if the expression is still wanted.",
    }

    /// A profile that is not selected sets the changed setting too.
    pub(crate) EDIT_PROFILE_DIFFERS = "edit-profile-differs" {
        severity: Info,
        why: "With that profile the parsers may choose either value: the legacy one usually \
              takes the profile's, the strict one the later one of the text.",
        action: "For runs without the profile there is nothing to do. Otherwise change the \
                 setting in the profile as well.",
    }

    /// Only one of Nextflow's two parsers takes the text.
    pub(crate) EDIT_ONE_PARSER = "edit-one-parser" {
        severity: Info,
        why: "The change was checked with that one. The other parser refuses the text as it \
              was.",
        action: "There is nothing to do for runs with that parser. To be safe, correct what the \
                 other one refuses.",
    }
}

#[expect(
    non_upper_case_globals,
    reason = "the names by which this folder calls its rules, until it moves to a crate of its own"
)]
impl Code {
    #[doc(hidden)]
    pub const ConfigSyntax: Self = SYNTAX_ERROR;
    #[doc(hidden)]
    pub const ConfigCharacter: Self = BAD_CHARACTER;
    #[doc(hidden)]
    pub const StrictSyntax: Self = V2_SYNTAX;
    #[doc(hidden)]
    pub const LegacySyntax: Self = V1_SYNTAX;
    #[doc(hidden)]
    pub const ConfigRefused: Self = REFUSED;
    #[doc(hidden)]
    pub const UnknownAttribute: Self = UNKNOWN_ATTRIBUTE;
    #[doc(hidden)]
    pub const LabelNotAssignment: Self = LABEL_NOT_ASSIGNMENT;
    #[doc(hidden)]
    pub const ScopeReset: Self = SCOPE_RESET;
    #[doc(hidden)]
    pub const ProfileOrderDiffers: Self = PROFILE_ORDER_DIFFERS;
    #[doc(hidden)]
    pub const DuplicateSetting: Self = DUPLICATE_SETTING;
    #[doc(hidden)]
    pub const ConditionalSetting: Self = CONDITIONAL_SETTING;
    #[doc(hidden)]
    pub const DynamicValue: Self = DYNAMIC_VALUE;
    #[doc(hidden)]
    pub const IncludesUnknown: Self = INCLUDES_UNKNOWN;
    #[doc(hidden)]
    pub const TextBoolean: Self = TEXT_BOOLEAN;
    #[doc(hidden)]
    pub const UnknownOption: Self = UNKNOWN_OPTION;
    #[doc(hidden)]
    pub const OptionTooNew: Self = OPTION_TOO_NEW;
    #[doc(hidden)]
    pub const DeprecatedOption: Self = DEPRECATED;
    #[doc(hidden)]
    pub const RemovedOption: Self = REMOVED;
    #[doc(hidden)]
    pub const WrongType: Self = WRONG_TYPE;
    #[doc(hidden)]
    pub const StrategyInvalid: Self = STRATEGY_INVALID;
    #[doc(hidden)]
    pub const EndpointProtocol: Self = ENDPOINT_PROTOCOL;
    #[doc(hidden)]
    pub const ConfigUrlProtocol: Self = CONFIG_URL_PROTOCOL;
    #[doc(hidden)]
    pub const RepositoryProtocol: Self = REPOSITORY_PROTOCOL;
    #[doc(hidden)]
    pub const RepositoryTag: Self = REPOSITORY_TAG;
    #[doc(hidden)]
    pub const RepositoryIncomplete: Self = REPOSITORY_INCOMPLETE;
    #[doc(hidden)]
    pub const RepositoryPort: Self = REPOSITORY_PORT;
    #[doc(hidden)]
    pub const MirrorFreeze: Self = MIRROR_FREEZE;
    #[doc(hidden)]
    pub const MirrorWithoutRepository: Self = MIRROR_WITHOUT_REPOSITORY;
    #[doc(hidden)]
    pub const MirrorStrategy: Self = MIRROR_STRATEGY;
    #[doc(hidden)]
    pub const FreezeWithoutRepository: Self = FREEZE_WITHOUT_REPOSITORY;
    #[doc(hidden)]
    pub const FreezeOci: Self = FREEZE_OCI;
    #[doc(hidden)]
    pub const ScanModeInvalid: Self = SCAN_MODE_INVALID;
    #[doc(hidden)]
    pub const ScanLevelInvalid: Self = SCAN_LEVEL_INVALID;
    #[doc(hidden)]
    pub const ScanLevelsNeedRequired: Self = SCAN_LEVELS_NEED_REQUIRED;
    #[doc(hidden)]
    pub const CompressionModeInvalid: Self = COMPRESSION_MODE_INVALID;
    #[doc(hidden)]
    pub const ManyEngines: Self = MANY_ENGINES;
    #[doc(hidden)]
    pub const EngineUnsupported: Self = ENGINE_UNSUPPORTED;
    #[doc(hidden)]
    pub const FusionWithoutWave: Self = FUSION_WITHOUT_WAVE;
    #[doc(hidden)]
    pub const FargateWithoutWave: Self = FARGATE_WITHOUT_WAVE;
    #[doc(hidden)]
    pub const WorkspaceNotNumeric: Self = WORKSPACE_NOT_NUMERIC;
    #[doc(hidden)]
    pub const TokenInClear: Self = TOKEN_IN_CLEAR;
    #[doc(hidden)]
    pub const PlatformIgnoresWorkspace: Self = PLATFORM_IGNORES_WORKSPACE;
    #[doc(hidden)]
    pub const PlatformIgnoresTowerToken: Self = PLATFORM_IGNORES_TOWER_TOKEN;
    #[doc(hidden)]
    pub const PlatformIgnoresComputeEnv: Self = PLATFORM_IGNORES_COMPUTE_ENV;
    #[doc(hidden)]
    pub const CondaMambaBoth: Self = CONDA_MAMBA_BOTH;
    #[doc(hidden)]
    pub const WaveOffAlthoughExpected: Self = WAVE_OFF_ALTHOUGH_EXPECTED;
    #[doc(hidden)]
    pub const InUnselectedProfile: Self = IN_UNSELECTED_PROFILE;
    #[doc(hidden)]
    pub const RepositoryNoCredential: Self = crate::wave::push::REPOSITORY_NO_CREDENTIAL;
    #[doc(hidden)]
    pub const RepositoryReadOnly: Self = crate::wave::push::REPOSITORY_READ_ONLY;
    #[doc(hidden)]
    pub const SemanticsDiffer: Self = SEMANTICS_DIFFER;
    #[doc(hidden)]
    pub const PushesWith: Self = crate::wave::push::PUSHES_WITH;
    #[doc(hidden)]
    pub const PushesWithNothing: Self = crate::wave::push::PUSHES_WITH_NOTHING;
    #[doc(hidden)]
    pub const EditPath: Self = EDIT_PATH;
    #[doc(hidden)]
    pub const EditValue: Self = EDIT_VALUE;
    #[doc(hidden)]
    pub const EditTwice: Self = EDIT_TWICE;
    #[doc(hidden)]
    pub const EditRepairFirst: Self = EDIT_REPAIR_FIRST;
    #[doc(hidden)]
    pub const EditUnreadable: Self = EDIT_UNREADABLE;
    #[doc(hidden)]
    pub const EditSetInProfile: Self = EDIT_SET_IN_PROFILE;
    #[doc(hidden)]
    pub const EditSetInCode: Self = EDIT_SET_IN_CODE;
    #[doc(hidden)]
    pub const EditScopeIsValue: Self = EDIT_SCOPE_IS_VALUE;
    #[doc(hidden)]
    pub const EditChangesOthers: Self = EDIT_CHANGES_OTHERS;
    #[doc(hidden)]
    pub const EditNotEffective: Self = EDIT_NOT_EFFECTIVE;
    #[doc(hidden)]
    pub const EditEarlierStay: Self = EDIT_EARLIER_STAY;
    #[doc(hidden)]
    pub const EditWasComputed: Self = EDIT_WAS_COMPUTED;
    #[doc(hidden)]
    pub const EditProfileDiffers: Self = EDIT_PROFILE_DIFFERS;
    #[doc(hidden)]
    pub const EditOneParser: Self = EDIT_ONE_PARSER;
}
