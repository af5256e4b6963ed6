//! Terraform resources that hold registry credentials.
//!
//! Not a reader of the language: it looks for `key = "value"` inside the blocks that can
//! hold a login. Everything but a plain string is an expression and stays out.

use super::advice::Reason;
use super::host;
use super::pasted::{Entry, Format, Pasted, Value};

/// Reads resources of Seqera's provider, and the `registry_auth` blocks of Docker's.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if !text.contains("seqera_") && !text.contains("registry_auth") {
        return None;
    }
    let mut reader = Reader::default();
    let mut scanner = Scanner(text);
    while let Some(token) = scanner.next() {
        reader.step(token);
    }
    let mut entries = reader.entries;
    entries.retain(|entry| !entry.user_name.is_absent() || !entry.password.is_absent());
    (!entries.is_empty()).then(|| Pasted::many(Format::Terraform, entries))
}

enum Token<'a> {
    Word(&'a str),
    Text(Result<String, Reason>),
    Equals,
    Open,
    Close,
    LineEnd,
    Other,
}

/// What was read so far.
#[derive(Default)]
struct Reader<'a> {
    entries: Vec<Entry>,
    /// How many braces are open since the block began; 0 outside of one.
    depth: usize,
    /// Whether what comes before the next brace opens a block that can hold a login.
    announced: bool,
    key: Option<&'a str>,
    expects_value: bool,
}

impl<'a> Reader<'a> {
    fn step(&mut self, token: Token<'a>) {
        match token {
            Token::Open => {
                if self.depth > 0 {
                    self.depth += 1;
                } else if self.announced {
                    self.depth = 1;
                    self.entries.push(Entry::default());
                }
                self.announced = false;
                self.expects_value = false;
            }
            Token::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.expects_value = false;
            }
            Token::Equals => self.expects_value = self.key.is_some(),
            Token::LineEnd => self.expects_value = false,
            _ if self.depth == 0 => self.announce(&token),
            Token::Text(text) if self.expects_value => self.value(text),
            Token::Word(_) | Token::Other if self.expects_value => {
                self.value(Err(Reason::TerraformExpression));
            }
            Token::Word(word) => self.key = Some(word),
            Token::Text(_) | Token::Other => {}
        }
    }

    fn announce(&mut self, token: &Token<'_>) {
        let opens = match token {
            Token::Word(word) => *word == "registry_auth",
            Token::Text(Ok(kind)) => kind.starts_with("seqera_") && kind.contains("cred"),
            _ => false,
        };
        self.announced |= opens;
    }

    fn value(&mut self, value: Result<String, Reason>) {
        self.expects_value = false;
        let (Some(key), Some(entry)) = (self.key.take(), self.entries.last_mut()) else {
            return;
        };
        let name = value.as_ref().ok().cloned();
        let value = value.map_or_else(Value::Missing, Value::found);
        match key {
            "registry" | "address" => {
                entry.registry = match value {
                    Value::Found(server) => host::found(&server),
                    other => other,
                }
            }
            // The schema says user_name, the example in the documentation username.
            "user_name" | "username" => entry.user_name = value,
            "password" => entry.password = value.into_secret(),
            "name" => entry.name = name,
            _ => {}
        }
    }
}

/// The text that was not read yet.
struct Scanner<'a>(&'a str);

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.0 = self.0.trim_start_matches([' ', '\t', '\r']);
            if self.0.starts_with('#') || self.0.starts_with("//") {
                self.0 = self
                    .0
                    .find('\n')
                    .and_then(|at| self.0.get(at..))
                    .unwrap_or_default();
            } else if self.0.starts_with("/*") {
                self.0 = self.0.split_once("*/").map_or("", |(_, rest)| rest);
            } else {
                break;
            }
        }
        let mut chars = self.0.chars();
        let token = match chars.next()? {
            '"' => return Some(Token::Text(self.text())),
            '=' => Token::Equals,
            '{' => Token::Open,
            '}' => Token::Close,
            '\n' | ',' => Token::LineEnd,
            c if c.is_ascii_alphabetic() => {
                let is_word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
                let end = self.0.find(|c| !is_word(c)).unwrap_or(self.0.len());
                let (word, rest) = self.0.split_at(end);
                self.0 = rest;
                return Some(Token::Word(word));
            }
            _ => Token::Other,
        };
        self.0 = chars.as_str();
        Some(token)
    }

    /// A string in quotes. `$${` is how a literal `${` is written.
    fn text(&mut self) -> Result<String, Reason> {
        let mut chars = self.0.chars();
        chars.next();
        let mut value = String::new();
        let mut is_expression = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some(c) => value.push(c),
                    None => {}
                },
                '$' if chars.as_str().starts_with("${") => {
                    chars.next();
                    value.push('$');
                    // The brace follows as an ordinary character.
                }
                '$' if chars.as_str().starts_with('{') => is_expression = true,
                c => value.push(c),
            }
        }
        self.0 = chars.as_str();
        if is_expression {
            return Err(Reason::TerraformExpression);
        }
        Ok(value)
    }
}
