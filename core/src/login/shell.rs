//! Shell commands with what a library for shell words loses: which parts a shell would
//! replace, what is piped into what, and where one command ends.
//!
//! This module may not run or look up anything; a variable has a value only when the same
//! text sets it. Start at [`Script::read`].

mod lexer;

use super::advice::Reason;
use crate::placeholder::is_name_with_dollar;

/// More assignments than any snippet has. A limit, so that a huge text stays cheap.
const REMEMBERED: usize = 64;

/// The longest value, in bytes, that is put together from variables: a text that repeats
/// them must not become larger than it is.
const LONGEST: usize = 1 << 16;

/// The commands of a text, in order.
pub(super) struct Script {
    commands: Vec<Command>,
}

/// One command: words, and where its standard input is from.
#[derive(Default)]
pub(super) struct Command {
    /// The program and its arguments, with whatever stands before it.
    pub(super) words: Vec<Word>,
    /// Where its standard input is from.
    pub(super) input: Input,
}

/// Where the standard input of a command is from.
#[derive(Default)]
pub(super) enum Input {
    /// The keyboard or a file: not in the text.
    #[default]
    Elsewhere,
    /// The output of the command before it.
    Pipe,
    /// A here-string, `<<< word`.
    Here(Word),
}

/// One word, in pieces.
#[derive(Clone, Default)]
pub(super) struct Word(Vec<Piece>);

/// A part of a word.
#[derive(Clone)]
pub(super) enum Piece {
    /// Literal text.
    Text(String),
    /// A variable, by name.
    Variable(String),
    /// The output of this command.
    Output(String),
    /// A placeholder such as `<token>`.
    Placeholder,
}

/// The variables that the text itself sets, up to some point in it.
#[derive(Default)]
pub(super) struct Variables(Vec<Variable>);

/// A variable that the text sets.
pub(super) struct Variable {
    /// Its name.
    pub(super) name: String,
    /// What a shell makes of its value.
    pub(super) value: Result<String, Reason>,
    /// The same, where it is the name of a user.
    pub(super) user_name: Result<String, Reason>,
}

impl Script {
    /// Reads a text. Whatever is not closed reaches to its end. `is_program` tells a comment
    /// from a command behind the prompt `#`.
    pub(super) fn read(text: &str, is_program: fn(&str) -> bool) -> Self {
        Self {
            commands: lexer::Lexer::new(text, is_program).commands(),
        }
    }

    /// The commands with the one that each is piped from, if any.
    pub(super) fn commands(&self) -> impl Iterator<Item = (&Command, Option<&Command>)> {
        self.commands.iter().enumerate().map(|(at, command)| {
            let source = match command.input {
                Input::Pipe => at.checked_sub(1).and_then(|at| self.commands.get(at)),
                Input::Elsewhere | Input::Here(_) => None,
            };
            (command, source)
        })
    }
}

impl Command {
    /// What a command that does more than assign gets by name: `NAME=word program`,
    /// `program -e NAME=word`, `helm --set name=word`, `kubectl --from-literal=name=word`; and
    /// the name that `read` asks the keyboard for, which has no word.
    pub(super) fn given(&self) -> impl Iterator<Item = (String, Option<Word>)> {
        let first = self.words.first().and_then(Word::text);
        let asked = (first == Some("read"))
            .then(|| self.words.last().and_then(Word::text))
            .flatten()
            .filter(|name| is_name(name))
            .map(|name| (name.to_owned(), None));
        let only_assigns = self.words.iter().all(|word| assigned(word).is_some());
        let words = self.words.iter().filter(move |_| !only_assigns);
        let named = words.flat_map(|word| {
            let option = [
                "--set=",
                "--set-string=",
                "--from-literal=",
                "--env=",
                "-var=",
                "-D",
            ]
            .into_iter()
            .find(|option| word.head().starts_with(option));
            word.behind(option.map_or(0, str::len)).settings()
        });
        asked.into_iter().chain(named)
    }

    /// The name and the value of `setenv NAME word`, `ENV NAME word`, `set -x NAME word` and
    /// `$env:NAME = word`.
    fn pair(&self) -> Option<(&str, &Word)> {
        match self.words.as_slice() {
            [first, equals, value] if equals.text() == Some("=") => match first.0.as_slice() {
                [Piece::Variable(name)] => Some((name, value)),
                _ => None,
            },
            [keyword, name, value] if matches!(keyword.text(), Some("setenv" | "ENV" | "setx")) => {
                Some((name.text().filter(|name| is_name(name))?, value))
            }
            [set, flag, name, value]
                if set.text() == Some("set")
                    && matches!(flag.text(), Some("-x" | "-gx" | "-Ux")) =>
            {
                Some((name.text().filter(|name| is_name(name))?, value))
            }
            _ => None,
        }
    }
}

impl Word {
    /// The text of a word that is literal throughout.
    pub(super) fn text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The literal text at the beginning.
    pub(super) fn head(&self) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// What follows the first so many bytes of the head.
    pub(super) fn behind(&self, bytes: usize) -> Self {
        let mut pieces = Vec::new();
        if let Some(rest) = self.head().get(bytes..).filter(|rest| !rest.is_empty()) {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        let others = self.0.iter().skip(usize::from(!self.head().is_empty()));
        pieces.extend(others.cloned());
        Self(pieces)
    }

    /// The name and the value of `name=value`, or of each in `name=value,name=value`.
    fn settings(&self) -> Vec<(String, Option<Self>)> {
        let named = |word: &Self| {
            let (name, _) = word.head().split_once('=')?;
            let is_part = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
            let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && name.bytes().all(is_part);
            is_named.then(|| (name.to_owned(), Some(word.behind(name.len() + 1))))
        };
        let all: Option<Vec<_>> = (self.text().unwrap_or_default().split(','))
            .map(|part| named(&Self(vec![Piece::Text(part.to_owned())])))
            .collect();
        all.unwrap_or_else(|| named(self).into_iter().collect())
    }

    /// The word as it stands in the text, where its variables are written `$NAME`.
    fn literal(&self) -> Option<String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::Variable(name) if is_name(name) => {
                    text.push('$');
                    text.push_str(name);
                }
                Piece::Variable(_) | Piece::Output(_) | Piece::Placeholder => return None,
            }
        }
        Some(text)
    }

    /// Whether there is nothing in it.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, c: char) {
        if let Some(Piece::Text(text)) = self.0.last_mut() {
            text.push(c);
        } else {
            self.0.push(Piece::Text(c.to_string()));
        }
    }
}

impl Variables {
    /// Remembers what a command that only assigns would set: `NAME=word`, `export NAME=word`,
    /// `set NAME=word`, `setenv NAME word`, `ENV NAME word`, `$env:NAME = word`.
    pub(super) fn learn(&mut self, command: &Command) {
        let is_keyword = |word: &Word| {
            matches!(
                word.text(),
                Some(
                    "$" | "export"
                        | "set"
                        | "setx"
                        | "ENV"
                        | "ARG"
                        | "declare"
                        | "-x"
                        | "-gx"
                        | "env"
                )
            )
        };
        let words = command.words.iter().skip_while(|word| is_keyword(word));
        if words.clone().all(|word| assigned(word).is_some()) {
            for (name, value) in words.filter_map(assigned) {
                self.remember(name, &value);
            }
        } else if let Some((name, value)) = command.pair() {
            self.remember(name, value);
        }
    }

    /// Everything that was set, the latest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Variable> {
        self.0.iter().rev()
    }

    fn remember(&mut self, name: &str, value: &Word) {
        if self.0.len() == REMEMBERED {
            self.0.drain(..1);
        }
        // Its own variables are put in at once, because they may be set anew later.
        let (value, user_name) = (self.value(value), self.user_name(value));
        self.0.push(Variable {
            name: name.to_owned(),
            value,
            user_name,
        });
    }

    /// The name of a user that a word means: a shell would take `$oauthtoken` and the end of
    /// `robot$name` for variables, and whoever wrote them meant the names that registries give.
    ///
    /// # Errors
    /// The reason, when only the shell could know it.
    pub(super) fn user_name(&self, word: &Word) -> Result<String, Reason> {
        let value = self.value(word);
        match word
            .literal()
            .filter(|_| value == Err(Reason::ShellVariable))
        {
            Some(name) if is_name_with_dollar(&name) => Ok(name),
            _ => value,
        }
    }

    /// The text that a shell would make of a word.
    ///
    /// # Errors
    /// The reason, when only the shell could know it.
    pub(super) fn value(&self, word: &Word) -> Result<String, Reason> {
        let mut value = String::new();
        for piece in &word.0 {
            match piece {
                Piece::Text(text) => value.push_str(text),
                Piece::Variable(name) => {
                    let text = self.get(name)?;
                    if value.len() + text.len() > LONGEST {
                        return Err(Reason::ShellVariable);
                    }
                    value.push_str(text);
                }
                Piece::Output(command) => return Err(reason_of_output(command)),
                Piece::Placeholder => return Err(Reason::Placeholder),
            }
        }
        Ok(value)
    }

    fn get(&self, name: &str) -> Result<&str, Reason> {
        let known = self.all().find(|known| known.name == name);
        match known.map(|known| &known.value) {
            Some(Ok(text)) => Ok(text),
            Some(Err(reason)) => Err(*reason),
            None => Err(Reason::ShellVariable),
        }
    }
}

/// Why the output of a command is not known, when it is known what the command prints.
pub(super) fn reason_of_output(command: &str) -> Reason {
    if command.contains("aws ") && command.contains("get-login-password") {
        Reason::WaveNeedsAccessKey
    } else {
        Reason::CommandOutput
    }
}

fn assigned(word: &Word) -> Option<(&str, Word)> {
    let (name, _) = word.head().split_once('=')?;
    is_name(name).then(|| (name, word.behind(name.len() + 1)))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric())
}

#[cfg(test)]
#[path = "shell/shell_tests.rs"]
mod tests;
