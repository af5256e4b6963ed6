//! The options of `wavepass config`.

use clap::{Args, ValueEnum};
use nextflow_config::options::Version;
use nextflow_config::{Change, Parser};
use wavepass_core::launch::{CheckRules, Target};

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line by itself"
)]
/// Read Nextflow configurations, set options in them and leave every other byte as it is.
///
/// The changed text goes to standard output, findings go to standard error.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes:\n  \
    0  done\n  \
    1  --check found an error: what Nextflow or Wave refuses, or what certainly has no effect\n  \
    2  the command line is wrong\n  \
    3  a change cannot take effect; that file is not changed\n  \
    4  a file cannot be read or written")]
pub struct ConfigOptions {
    /// Set an option, for instance wave.enabled=true. May be given several times.
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Take an option out. May be given several times.
    #[arg(long, value_name = "PATH")]
    pub unset: Vec<String>,
    /// Which of Nextflow's parsers the run uses: v1 as Platform's launches do unless somebody
    /// switched, v2 as Nextflow does by itself from 26.04. Without it, both are considered.
    #[arg(long, value_enum)]
    pub semantics: Option<ParserArg>,
    /// The profiles of the run, with commas between them.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub profile: Vec<String>,
    /// The version of Nextflow, for options that are too new for it.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub nextflow: Option<Version>,
    /// Where the text is going to be.
    #[arg(long, value_enum, default_value = "launch-form")]
    pub target: TargetArg,
    /// Say when Wave is off, because stored credentials are expected to be used.
    #[arg(long)]
    pub expect_wave: bool,
    /// Take out earlier assignments of the options that are set, which never count.
    #[arg(long)]
    pub remove_duplicates: bool,
    /// Write for the strict parser, Nextflow's default from 26.04, what means the same to the one
    /// before, and say what else it refuses; with --check, end with 1 for that.
    #[arg(long)]
    pub strict: bool,
    /// Print no text; end with 1 when there is an error.
    #[arg(long, conflicts_with = "in_place")]
    pub check: bool,
    /// With --check, end with 1 for every finding of this rule. May be given several times.
    #[arg(long, value_name = "CODE", requires = "check", value_parser = code)]
    pub deny: Vec<String>,
    /// With --check, do not end with 1 for findings of this rule. May be given several times.
    #[arg(long, value_name = "CODE", requires = "check", value_parser = code)]
    pub allow: Vec<String>,
    /// Print one line of JSON for each file in place of the text.
    #[arg(long)]
    pub json: bool,
    /// Change the files themselves: each is replaced as a whole, or stays.
    #[arg(long)]
    pub in_place: bool,
    /// The files; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

/// The parsers, as the command line names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParserArg {
    /// The legacy one.
    V1,
    /// The strict one.
    V2,
}

/// Where a text is going to be, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TargetArg {
    /// The launch form's Nextflow config file.
    LaunchForm,
    /// A compute environment's Global Nextflow config.
    ComputeEnvironment,
    /// The pipeline's nextflow.config.
    Pipeline,
    /// A file for nextflow run -c.
    CommandLine,
}

fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| "write it as 24.10, 24.10.1 or 25.02.0-edge".to_owned())
}

fn code(text: &str) -> Result<String, String> {
    match wavepass_core::rules::find(text) {
        Some(rule) => Ok(rule.code.as_str().to_owned()),
        None => Err("no rule has that code; wavepass explain lists them".to_owned()),
    }
}

impl ConfigOptions {
    /// Which findings fail a check.
    pub(super) fn check_rules(&self) -> CheckRules {
        CheckRules {
            deny: self.deny.clone(),
            allow: self.allow.clone(),
        }
    }

    /// What shall be changed, in the order of setting, then taking out.
    pub(super) fn changes(&self) -> Result<Vec<Change>, String> {
        let set = self.set.iter().map(|argument| {
            // The value may be a secret.
            let path = argument.split('=').next().unwrap_or_default();
            Change::parse(argument).map_err(|error| format!("--set {path}: {error}"))
        });
        let unset = self
            .unset
            .iter()
            .map(|path| Ok(Change::unset(path.as_str())));
        set.chain(unset).collect()
    }

    pub(super) fn profiles(&self) -> Vec<&str> {
        let names = self.profile.iter().map(|name| name.trim());
        names.filter(|name| !name.is_empty()).collect()
    }

    pub(super) fn semantics(&self) -> Option<Parser> {
        self.semantics.map(|parser| match parser {
            ParserArg::V1 => Parser::Legacy,
            ParserArg::V2 => Parser::Strict,
        })
    }

    pub(super) fn target(&self) -> Target {
        match self.target {
            TargetArg::LaunchForm => Target::LaunchForm,
            TargetArg::ComputeEnvironment => Target::ComputeEnvironment,
            TargetArg::Pipeline => Target::PipelineFile,
            TargetArg::CommandLine => Target::CommandLine,
        }
    }
}
