//! Commands that hold a login: `docker login` and its relatives, `kubectl create secret`,
//! `tw credentials add`, programs that pull or copy images with `--creds`, and `az`.
//!
//! A text may hold several; each gives an entry. Start at [`read`].

mod arguments;
mod programs;

use self::arguments::Arguments;
use self::programs::{Family, Program};
use super::advice::Reason;
use super::pasted::{Entry, Format, Pasted, Value};
use super::shell::{self, Command, Input, Script, Variables, Word};
use super::{encoding, host};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::hosts::is_acr_name;

/// A program may stand behind a prompt, `sudo`, assignments or a few words of prose.
const WORDS_BEFORE_A_PROGRAM: usize = 16;

/// Reads all commands of a text that hold a login.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if !programs::may_have_one(text) {
        return None;
    }
    of_script(text).or_else(|| in_quotes(text))
}

/// The commands of a shell's text.
fn of_script(text: &str) -> Option<Pasted> {
    let script = Script::read(text, programs::is_program);
    let mut variables = Variables::default();
    let mut format = None;
    let mut entries = Vec::new();
    for (command, source) in script.commands() {
        variables.learn(command);
        if let Some((found, new)) = login(command, source, &variables) {
            format.get_or_insert(found);
            entries.extend(new);
        }
    }
    if let [entry] = entries.as_mut_slice()
        && entry.user_name.is_absent()
        && entry.password.is_absent()
    {
        take_answers(text, entry);
    }
    Some(Pasted::many(format?, entries))
}

/// What somebody has typed where a command asked: `Username: me`, `Password: …`.
fn take_answers(text: &str, entry: &mut Entry) {
    for line in text.lines() {
        let Some((question, answer)) = line.trim().split_once(": ") else {
            continue;
        };
        let question = question.to_ascii_lowercase();
        if question.starts_with("username") {
            entry.user_name = Value::found(answer.trim());
        } else if question.starts_with("password") {
            entry.password = Value::secret(answer.trim());
        }
    }
}

/// Commands that another language has in quotes: `sh 'docker login …'` of Jenkins,
/// `ssh host "docker login …"`.
fn in_quotes(text: &str) -> Option<Pasted> {
    const QUOTES: [&str; 4] = ["\"\"\"", "'''", "\"", "'"];
    let parts = |quote: &'static str| text.split(quote).skip(1).step_by(2);
    let is_command = |part: &&str| {
        part.split_whitespace()
            .next()
            .is_some_and(programs::is_program)
    };
    QUOTES
        .into_iter()
        .filter(|quote| text.contains(quote))
        .find_map(|quote| parts(quote).filter(is_command).find_map(of_script))
}

fn login(
    command: &Command,
    source: Option<&Command>,
    variables: &Variables,
) -> Option<(Format, Vec<Entry>)> {
    let places = command
        .words
        .iter()
        .take(WORDS_BEFORE_A_PROGRAM)
        .enumerate();
    for (at, word) in places {
        let Some(name) = word.text().and_then(programs::base_name) else {
            continue;
        };
        let words = command.words.get(at + 1..).unwrap_or_default();
        for program in programs::named(name) {
            let arguments = Arguments::read(words, program.family);
            if let Some(operands) = arguments.behind(program.subcommands) {
                let call = Call {
                    arguments: &arguments,
                    operands,
                    input: &command.input,
                    source,
                    variables,
                };
                return call.entries(program);
            }
        }
    }
    None
}

/// A command that is known to hold a login.
struct Call<'a> {
    arguments: &'a Arguments,
    operands: &'a [Word],
    input: &'a Input,
    source: Option<&'a Command>,
    variables: &'a Variables,
}

/// Which options log in for which image.
struct Side<'a> {
    /// User and password in one, with a colon between them.
    pair: &'static [&'static str],
    user: &'static [&'static str],
    password: &'static [&'static str],
    image: Option<&'a &'a Word>,
}

impl Call<'_> {
    fn entries(&self, program: &Program) -> Option<(Format, Vec<Entry>)> {
        let (format, entry) = match program.family {
            Family::Login => (Format::DockerLogin, self.docker_login()?),
            Family::Kubectl => (Format::Kubectl, self.kubectl()?),
            Family::Tower => (Format::TowerCli, self.tower()),
            Family::Azure => (Format::AzureCommand, self.azure()?),
            Family::AzureLogin => (Format::AzureCommand, self.azure_login()?),
            Family::Images => {
                let entries = self.images();
                return (!entries.is_empty()).then_some((Format::ImageCommand, entries));
            }
        };
        Some((format, vec![entry]))
    }

    /// The logins for the images of a command: one for all, or one for each side of a copy.
    fn images(&self) -> Vec<Entry> {
        let mut images: Vec<&Word> = self.operands.iter().filter(|word| is_image(word)).collect();
        let has_scheme = |word: &&Word| word.head().contains("://");
        if images.iter().any(has_scheme) {
            images.retain(has_scheme);
        }
        let sides = [
            Side {
                pair: &["creds", "auth", "user", "u"],
                user: &["username", "docker-username", "user", "u"],
                password: &["password", "docker-password", "p"],
                image: images.first(),
            },
            Side {
                pair: &["src-creds", "screds"],
                user: &["src-username", "from-username"],
                password: &["src-password", "from-password"],
                image: images.first(),
            },
            Side {
                pair: &["dest-creds", "dcreds"],
                user: &["dest-username", "to-username"],
                password: &["dest-password", "to-password"],
                image: images.last(),
            },
        ];
        let login = |side: Side<'_>| {
            // Of what is fetched from the web only the API of a registry counts.
            let is_web = |word: &&&Word| word.head().starts_with("http");
            if side
                .image
                .filter(is_web)
                .is_some_and(|word| !word.head().contains("/v2/"))
            {
                return None;
            }
            let (user_name, password) = match self.pair(side.pair) {
                Some(pair) => pair,
                None => (self.user(side.user), self.option(side.password)),
            };
            if user_name.is_absent() && password.is_absent() {
                return None;
            }
            Some(Entry {
                registry: self.registry_of(side.image.copied()),
                user_name,
                password: password.into_secret(),
                ..Entry::default()
            })
        };
        sides.into_iter().filter_map(login).collect()
    }

    /// User and password that stand in one option with a colon between them. Where only the
    /// user stands there, the program asks for the password.
    fn pair(&self, names: &[&str]) -> Option<(Value<String>, Value<String>)> {
        let word = self.arguments.value(names)?;
        let is_encoded = self.arguments.value(&["auth"]).is_some();
        let value = self.variables.value(word);
        let value = value.map(|pair| match encoding::decode(&pair) {
            Some(decoded) if is_encoded => decoded,
            _ => pair,
        });
        Some(match value {
            Ok(pair) => match pair.split_once(':') {
                Some((user, password)) => (Value::found(user), Value::found(password)),
                // It is the user alone where the password has an option of its own.
                None if self.arguments.value(&["p", "password"]).is_some() => return None,
                None => (Value::found(pair), Value::Missing(Reason::StandardInput)),
            },
            Err(_) if word.head().contains(':') => {
                let user = word.head().split(':').next().unwrap_or_default();
                (Value::found(user), Value::Missing(Reason::ShellVariable))
            }
            Err(reason) => (Value::Missing(reason), Value::Missing(reason)),
        })
    }

    fn registry_of(&self, image: Option<&Word>) -> Value<String> {
        match image.map(|word| self.variables.value(word)) {
            None => Value::Absent,
            Some(Ok(url)) if url.starts_with("http") && url.contains("/v2/") => host::found(&url),
            Some(Ok(image)) => host::of_image(&image).map_or(Value::Absent, Value::Found),
            Some(Err(reason)) => Value::Missing(reason),
        }
    }

    /// The options of `az container`, `az containerapp` and `az webapp`, old and new.
    fn azure(&self) -> Option<Entry> {
        let user_name = self.user(&[
            "registry-username",
            "container-registry-user",
            "docker-registry-server-user",
            "username",
        ]);
        let password = self.option(&[
            "registry-password",
            "container-registry-password",
            "docker-registry-server-password",
            "password",
        ]);
        if user_name.is_absent() && password.is_absent() {
            return None;
        }
        let server = self.arguments.value(&[
            "registry-login-server",
            "registry-server",
            "server",
            "container-registry-url",
            "docker-registry-server-url",
        ]);
        let image = [
            "image",
            "i",
            "container-image-name",
            "docker-custom-image-name",
        ];
        let registry = match server {
            Some(_) => self.server(server),
            None => self.registry_of(self.arguments.value(&image)),
        };
        Some(Entry {
            registry,
            user_name,
            password: password.into_secret(),
            ..Entry::default()
        })
    }

    /// `az acr login` has the name of the registry; its login server is most likely this.
    fn azure_login(&self) -> Option<Entry> {
        let user_name = self.user(&["username", "u"]);
        let password = self.option(&["password", "p"]);
        if user_name.is_absent() && password.is_absent() {
            return None;
        }
        let registry = match self.option(&["name", "n"]) {
            Value::Found(name) if is_acr_name(&name.to_ascii_lowercase()) => {
                Value::Guessed(format!("{}.azurecr.io", name.to_ascii_lowercase()))
            }
            Value::Found(name) if name.contains('.') => host::found(&name),
            Value::Found(_) => Value::Absent,
            other => other,
        };
        Some(Entry {
            registry,
            user_name,
            password: password.into_secret(),
            ..Entry::default()
        })
    }

    /// Without a server, docker logs in at Docker Hub. It takes no second operand, so words
    /// without any option are a sentence about the command.
    fn docker_login(&self) -> Option<Entry> {
        let from_input = ["password-stdin", "pass-stdin"];
        let password = if from_input.iter().any(|name| self.arguments.has(name)) {
            self.standard_input()
        } else if self.arguments.has("identity-token") {
            Value::Missing(Reason::IdentityToken)
        } else {
            self.option(&["password", "pass", "p"])
        };
        let user_name = self.user(&["username", "user", "u"]);
        if self.operands.len() > 1 && user_name.is_absent() && password.is_absent() {
            return None;
        }
        Some(Entry {
            registry: self.server(self.operands.first()),
            user_name,
            password: password.into_secret(),
            ..Entry::default()
        })
    }

    /// Without values there is only the name of a file, which is not in the text.
    fn kubectl(&self) -> Option<Entry> {
        let user_name = self.user(&["docker-username"]);
        let password = self.option(&["docker-password"]);
        if user_name.is_absent() && password.is_absent() {
            return None;
        }
        Some(Entry {
            registry: self.server(self.arguments.value(&["docker-server"])),
            user_name,
            password: password.into_secret(),
            ..Entry::default()
        })
    }

    fn tower(&self) -> Entry {
        Entry {
            registry: self.server(self.arguments.value(&["registry", "r"])),
            user_name: self.user(&["username", "u"]),
            password: self.option(&["password", "p"]).into_secret(),
            name: self.option(&["name", "n"]).get().cloned(),
            ..Entry::default()
        }
    }

    fn server(&self, word: Option<&Word>) -> Value<String> {
        match word.map(|word| self.variables.value(word)) {
            None => Value::Found(DOCKER_HUB.to_owned()),
            Some(Ok(server)) => host::found(&server),
            Some(Err(reason)) => Value::Missing(reason),
        }
    }

    /// The name of a user in an option.
    fn user(&self, names: &[&str]) -> Value<String> {
        self.arguments.value(names).map_or(Value::Absent, |word| {
            (self.variables.user_name(word)).map_or_else(Value::Missing, Value::found)
        })
    }

    fn option(&self, names: &[&str]) -> Value<String> {
        (self.arguments.value(names)).map_or(Value::Absent, |word| self.value(word))
    }

    fn value(&self, word: &Word) -> Value<String> {
        (self.variables.value(word)).map_or_else(Value::Missing, Value::found)
    }

    /// What the command reads; docker takes the line break off its end.
    fn standard_input(&self) -> Value<String> {
        if let Input::Here(word) = self.input {
            return self.value(word);
        }
        match self.source.map(|source| self.output(source)) {
            None => Value::Missing(Reason::StandardInput),
            Some(Ok(text)) => Value::found(text),
            Some(Err(reason)) => Value::Missing(reason),
        }
    }

    /// What a command prints, when that can be told.
    fn output(&self, command: &Command) -> Result<String, Reason> {
        let mut words = command.words.iter();
        let printer = words.position(|word| is_printer(word.text()));
        let Some(printer) = printer.filter(|at| *at < WORDS_BEFORE_A_PROGRAM) else {
            // PowerShell prints a lone value.
            return match command.words.as_slice() {
                [word] => self.variables.value(word),
                words => Err(reason_of_pipe(words)),
            };
        };
        let is_printf = command.words.get(printer).and_then(Word::text) == Some("printf");
        let is_flag = |word: &Word| matches!(word.text(), Some("-n" | "-e" | "-E" | "-ne" | "--"));
        let mut words: Vec<&Word> = words.skip_while(|word| is_flag(word)).collect();
        let is_plain = |format: &&Word| matches!(format.text(), Some("%s" | "%s\\n" | "%s\n"));
        if is_printf && words.len() > 1 && words.first().is_some_and(is_plain) {
            words.remove(0);
        }
        let mut text = String::new();
        for (at, word) in words.into_iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(&self.variables.value(word)?);
        }
        let text = text
            .strip_suffix("\\n")
            .filter(|_| is_printf)
            .unwrap_or(&text);
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

/// Whether an operand may be an image in a registry: no file, no other kind of place.
fn is_image(word: &Word) -> bool {
    let head = word.head();
    let elsewhere = [
        "dir:",
        "oci:",
        "oci-archive:",
        "docker-archive:",
        "containers-storage:",
        "./",
        "/",
    ];
    let is_file = [".sif", ".img", ".def", ".tar", ".tgz"]
        .iter()
        .any(|end| word.text().is_some_and(|text| text.ends_with(end)));
    let is_elsewhere = elsewhere.iter().any(|start| head.starts_with(start));
    !is_file && (!is_elsewhere || head.starts_with("oci://"))
}

fn is_printer(word: Option<&str>) -> bool {
    matches!(word, Some("echo" | "printf" | "Write-Output"))
}

fn reason_of_pipe(words: &[Word]) -> Reason {
    let command: Vec<&str> = words.iter().map(Word::head).collect();
    match shell::reason_of_output(&command.join(" ")) {
        Reason::CommandOutput => Reason::StandardInput,
        reason => reason,
    }
}
