//! AWS access keys: the console's file, `~/.aws/credentials`, variables and answers of `aws`.
//!
//! Wave takes the access key ID as user name and the secret access key as password, and
//! makes ECR's passwords itself. A key that needs a session token is refused, because Wave
//! has no field for the token.

use serde_json::Value as Json;

use super::advice::Reason;
use super::host;
use super::json::text;
use super::pasted::{Entry, Format, Hint, Pasted, Value};

/// Reads the file that the console offers with a new key: in UTF-8 with or without a byte
/// order mark, of two columns or, when it is older, of five.
pub(super) fn read_csv(text: &str) -> Option<Pasted> {
    let (header, _) = text.split_once('\n')?;
    if !header.to_ascii_lowercase().contains("access key id") {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name))
    };
    let id = column("Access key ID")?;
    let secret = column("Secret access key")?;
    let link = column("Console login link");
    let entry = |row: csv::StringRecord| {
        let mut entry = key(row.get(id)?, row.get(secret)?, None);
        let link = link.and_then(|column| row.get(column)).unwrap_or_default();
        entry.hints = account(link).map(Hint::AwsAccount).into_iter().collect();
        Some(entry)
    };
    let rows = reader.into_records().filter_map(Result::ok);
    let entries: Vec<Entry> = rows.filter_map(entry).collect();
    (!entries.is_empty()).then(|| Pasted::many(Format::AwsCsv, entries))
}

/// A line of the file, of the command that writes it (`aws configure set name value`), or of the
/// questions of `aws configure` (`AWS Access Key ID [None]: value`).
fn setting(line: &str) -> Option<(&str, &str)> {
    if let Some((_, set)) = line.split_once("aws configure set ") {
        return set.trim_start().split_once(' ');
    }
    let asked = || {
        line.split_once(" [")
            .filter(|(name, _)| name.starts_with("AWS "))
    };
    let answer = || {
        let (name, rest) = asked()?;
        Some((name, rest.split_once("]:")?.1))
    };
    line.split_once('=').or_else(answer)
}

/// Reads `~/.aws/credentials`, an entry a profile.
pub(super) fn read_ini(text: &str) -> Option<Pasted> {
    if !text.contains("aws_access_key_id") && !text.contains("AWS Access Key ID [") {
        return None;
    }
    let mut profiles = vec![Profile::default()];
    for line in text.lines() {
        let line = line.trim();
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            profiles.push(Profile {
                name: name.trim().trim_start_matches("profile ").to_owned(),
                ..Profile::default()
            });
        } else if let (Some((name, value)), Some(profile)) = (setting(line), profiles.last_mut()) {
            match name.trim() {
                "aws_access_key_id" | "AWS Access Key ID" => profile.id = value.trim(),
                "aws_secret_access_key" | "AWS Secret Access Key" => profile.secret = value.trim(),
                "aws_session_token" => profile.session = Some(value.trim()),
                _ => {}
            }
        }
    }
    profiles.retain(|profile| !profile.id.is_empty());
    let several = profiles.len() > 1;
    let entry = |profile: Profile| {
        let mut entry = key(profile.id, profile.secret, profile.session);
        if several && !profile.name.is_empty() {
            entry.hints.push(Hint::AwsProfile(profile.name));
        }
        entry
    };
    let entries: Vec<Entry> = profiles.into_iter().map(entry).collect();
    (!entries.is_empty()).then(|| Pasted::many(Format::AwsIni, entries))
}

/// Reads variables as a shell, PowerShell, cmd, fish or a file of settings sets them.
pub(super) fn read_environment(text: &str) -> Option<Pasted> {
    let id = variable(text, "AWS_ACCESS_KEY_ID")?;
    let secret = variable(text, "AWS_SECRET_ACCESS_KEY")?;
    let session = text.contains("AWS_SESSION_TOKEN").then_some("");
    let entry = key(id, secret, session);
    Some(Pasted::one(Format::AwsEnvironment, entry))
}

/// Reads answers of `aws ecr get-authorization-token`, `aws iam create-access-key` and of
/// the commands that make temporary keys.
pub(super) fn read_json(object: &Json) -> Option<Pasted> {
    if let Some(data) = object.get("authorizationData") {
        // One object from ECR Public, a list from ECR.
        let data = data
            .as_array()
            .map_or(std::slice::from_ref(data), Vec::as_slice);
        let entries = data.iter().map(authorization).collect();
        return Some(Pasted::many(Format::EcrAuthorizationToken, entries));
    }
    let keys = ["AccessKey", "Credentials"]
        .iter()
        .find_map(|name| object.get(name))
        .unwrap_or(object);
    let entry = key(
        text(keys, "AccessKeyId")?,
        text(keys, "SecretAccessKey")?,
        text(keys, "SessionToken"),
    );
    Some(Pasted::one(Format::AwsJson, entry))
}

#[derive(Default)]
struct Profile<'a> {
    name: String,
    id: &'a str,
    secret: &'a str,
    session: Option<&'a str>,
}

fn key(id: &str, secret: &str, session: Option<&str>) -> Entry {
    if session.is_some() {
        return Entry {
            password: Value::Missing(Reason::TemporaryKey),
            ..Entry::default()
        };
    }
    Entry {
        user_name: Value::found(id),
        password: Value::secret(secret),
        ..Entry::default()
    }
}

fn authorization(data: &Json) -> Entry {
    Entry {
        registry: text(data, "proxyEndpoint").map_or(Value::Absent, host::found),
        password: Value::Missing(Reason::WaveNeedsAccessKey),
        ..Entry::default()
    }
}

/// The account in an address such as `https://123456789012.signin.aws.amazon.com/console`;
/// an account may have an alias there instead, which says nothing about its registry.
fn account(link: &str) -> Option<String> {
    let host = host::clean(link);
    let (account, _) = host.split_once(".signin.")?;
    let is_number = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| account.to_owned())
}

/// The value behind a variable's name, whatever stands between the two in the languages
/// that set variables; `None` when it is itself a variable.
fn variable<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    let rest = rest.trim_start_matches([' ', '\t', '=', ':', '"', '\'']);
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !"+/=".contains(c))
        .unwrap_or(rest.len());
    rest.get(..end).filter(|value| !value.is_empty())
}
