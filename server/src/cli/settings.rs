//! A TOML file with options of `wavepass serve`, for what stands neither on the command line nor in
//! the environment. Its keys are the names of the options. Start at [`parse`].

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::Value;

use super::Cli;
use crate::crypto;

/// The options that hold a secret. A file with one of them may be read by its owner only.
const SECRET: [&str; 2] = ["key", "previous-key"];

/// Where each option of `wavepass serve` has its value from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The file, when there is one.
    pub file: Option<PathBuf>,
    /// The names of the options that were given, and where.
    pub given: Vec<(String, String)>,
}

/// Reads the command line, the environment and, for what neither of them says, the file that
/// `--config` names.
///
/// # Errors
/// What clap says of a wrong command line, or the same of the file.
pub fn parse(arguments: Vec<OsString>) -> Result<(Cli, Sources), clap::Error> {
    let matches = Cli::command().try_get_matches_from(&arguments)?;
    let Some(("serve", serve)) = matches.subcommand() else {
        return Ok((Cli::from_arg_matches(&matches)?, Sources::default()));
    };
    let command = Cli::command();
    let options = command
        .find_subcommand("serve")
        .map(|serve| options(serve, &command))
        .unwrap_or_default();
    let mut sources = Sources {
        file: serve.get_one::<PathBuf>("config").cloned(),
        given: given(&options, serve),
    };
    let Some(file) = sources.file.clone() else {
        return Ok((Cli::from_arg_matches(&matches)?, sources));
    };
    let wrong = |message: String| {
        let text = format!("{}: {message}\n", file.display());
        clap::Error::raw(ErrorKind::InvalidValue, text)
    };
    let known: BTreeSet<&str> = sources
        .given
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let added = read(&file, &options, &known).map_err(wrong)?;
    let mut all = arguments;
    for (name, value) in &added {
        all.push(match value {
            Some(value) => format!("--{name}={value}").into(),
            None => format!("--{name}").into(),
        });
    }
    // The command line alone was right, so whatever is wrong now is of the file.
    let matches = Cli::command()
        .try_get_matches_from(&all)
        .map_err(|error| wrong(format!("{}", error.render())))?;
    let shown = file.display().to_string();
    let from_file = added.into_iter().map(|(name, _)| (name, shown.clone()));
    sources.given.extend(from_file);
    Ok((Cli::from_arg_matches(&matches)?, sources))
}

/// The options that may stand in the file: those that the environment may have as well.
fn options(serve: &Command, all: &Command) -> Vec<Arg> {
    serve
        .get_arguments()
        .chain(all.get_arguments())
        .filter(|option| option.get_env().is_some() && option.get_id() != "config")
        .cloned()
        .collect()
}

fn given(options: &[Arg], matches: &ArgMatches) -> Vec<(String, String)> {
    let source = |option: &Arg| {
        let name = option.get_long()?.to_owned();
        let from = match matches.value_source(option.get_id().as_str())? {
            ValueSource::CommandLine => "command line".to_owned(),
            ValueSource::EnvVariable => option.get_env()?.to_string_lossy().into_owned(),
            _ => return None,
        };
        Some((name, from))
    };
    options.iter().filter_map(source).collect()
}

/// The options of the file that are not known yet, in its order.
fn read(
    file: &Path,
    options: &[Arg],
    known: &BTreeSet<&str>,
) -> Result<Vec<(String, Option<String>)>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot be read: {error}"))?;
    // The message of the reader would quote the line, which may have a key.
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
        format!("is no TOML (line {})", before.matches('\n').count() + 1)
    })?;
    let is_secret = |name: &String| SECRET.contains(&name.as_str());
    if table.keys().any(is_secret) && !crypto::is_private(file).unwrap_or(false) {
        return Err(format!(
            "has a key and may be read by other users. To close it, type: chmod 600 {}",
            file.display()
        ));
    }
    let mut found = Vec::new();
    for (name, value) in table {
        let Some(option) = options
            .iter()
            .find(|option| option.get_long() == Some(&name))
        else {
            return Err(unknown(&name, options));
        };
        let is_switch = matches!(option.get_action(), ArgAction::SetTrue);
        let value = match (value, is_switch) {
            (Value::Boolean(on), true) => on.then_some(None),
            (Value::String(text), false) => Some(Some(text)),
            (Value::Integer(number), false) => Some(Some(number.to_string())),
            (_, true) => return Err(format!("{name} is on or off: true or false")),
            (_, false) => return Err(format!("{name} needs a text: \"…\"")),
        };
        if let Some(value) = value
            && !known.contains(name.as_str())
        {
            found.push((name, value));
        }
    }
    Ok(found)
}

fn unknown(name: &str, options: &[Arg]) -> String {
    let dashes = name.replace('_', "-");
    let near = options
        .iter()
        .filter_map(Arg::get_long)
        .map(|option| (strsim::jaro_winkler(option, &dashes), option))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, option)) => format!("there is no option {name}. Did you mean {option}?"),
        None => format!("there is no option {name}. wavepass serve --help lists them"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Command as Task, ServeOptions};
    use super::*;

    fn with(
        file: &str,
        arguments: &[&str],
    ) -> (tempfile::TempDir, Result<(Cli, Sources), clap::Error>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wavepass.toml");
        std::fs::write(&path, file).unwrap();
        let mut all = vec![
            "wavepass".into(),
            "serve".into(),
            "--config".into(),
            path.into(),
        ];
        all.extend(arguments.iter().map(OsString::from));
        (folder, parse(all))
    }

    fn options(parsed: Result<(Cli, Sources), clap::Error>) -> Box<ServeOptions> {
        let (cli, _) = parsed.unwrap_or_else(|error| panic!("{error}"));
        let Task::Serve(options) = cli.command else {
            panic!("{cli:?}");
        };
        options
    }

    #[test]
    fn a_file_says_what_the_command_line_does_not() {
        let file =
            "listen = '127.0.0.1:9000'\nplatform = \"https://host/api\"\ntrust-forwarded = true\n";
        let (_folder, parsed) = with(file, &["--listen", "127.0.0.1:9001"]);
        let sources = parsed.as_ref().unwrap().1.clone();
        let options = options(parsed);
        assert_eq!(options.listen.port(), 9001);
        assert_eq!(options.platform.as_deref(), Some("https://host/api"));
        assert!(options.trust_forwarded);
        let of = |name: &str| {
            let given = sources.given.iter().find(|(given, _)| given == name);
            given.map(|(_, from)| from.as_str())
        };
        assert_eq!(of("listen"), Some("command line"));
        assert!(of("platform").unwrap().ends_with("wavepass.toml"));
        assert_eq!(of("data"), None);
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        let (_folder, parsed) = with("# nothing\n", &[]);
        assert_eq!(options(parsed).listen.port(), 8080);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_named_and_no_value_repeated() {
        for (file, expected) in [
            ("listen = ", "is no TOML (line 1)"),
            ("\nkey = S3ntinel!", "is no TOML (line 2)"),
            ("platforms = 'x'", "Did you mean platform?"),
            ("public_url = 'https://x'", "Did you mean public-url?"),
            ("zzz = 1", "wavepass serve --help"),
            ("config = 'x'", "there is no option config"),
            ("trust-forwarded = 'yes'", "true or false"),
            ("listen = ['a']", "needs a text"),
            ("listen = 'nowhere'", "--listen"),
            ("[platform]\nurl = 'x'", "needs a text"),
        ] {
            let (folder, parsed) = with(file, &[]);
            let message = parsed.err().unwrap_or_else(|| panic!("{file}")).to_string();
            assert!(message.contains(expected), "{file}: {message}");
            assert!(
                message.contains(&folder.path().display().to_string()),
                "{message}"
            );
            assert!(!message.contains("S3ntinel"), "{message}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_a_key_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wavepass.toml");
        std::fs::write(&path, "key = 'S3ntinel!'\n").unwrap();
        let arguments = || {
            vec![
                "wavepass".into(),
                "serve".into(),
                "--config".into(),
                (&path).into(),
            ]
        };
        for (mode, is_taken) in [(0o644, false), (0o600, true)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            match parse(arguments()) {
                Ok((cli, _)) => assert!(is_taken && !format!("{cli:?}").contains("S3ntinel")),
                Err(error) => {
                    let message = error.to_string();
                    assert!(!is_taken && message.contains("chmod 600"), "{message}");
                }
            }
        }
    }
}
