//! Blocks in braces: Terraform and other HCL, Nextflow and other Groovy.
//!
//! Not a reader of either language: it looks for keys with a plain text behind them, and keeps
//! which blocks they stand in. Everything else is an expression and stays out.

use super::node::{DEEPEST, Node, Pairs};
use crate::login::advice::Reason;
use crate::login::pasted::Format;

/// Reads a text with blocks.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    if !text.contains('=') && !text.contains('{') {
        return None;
    }
    let marks = ["resource \"", "provider \"", "registry_auth", "seqera_"];
    let is_terraform = marks.iter().any(|mark| text.contains(mark));
    let (format, expression) = if is_terraform {
        (Format::Terraform, Reason::TerraformExpression)
    } else {
        (Format::Groovy, Reason::Reference)
    };
    let mut scanner = Scanner {
        rest: text,
        is_terraform,
    };
    let mut reader = Reader {
        expression,
        open: Vec::new(),
        pairs: Vec::new(),
        words: Vec::new(),
        key: None,
        too_deep: 0,
    };
    while let Some(token) = scanner.next() {
        reader.step(token);
    }
    let pairs = reader.done();
    let has_text = |(_, node): &(String, Node)| !matches!(node, Node::Text(Err(_)));
    (pairs.iter().any(has_text) && !is_settings(text)).then(|| (format, vec![Node::Map(pairs)]))
}

/// Whether a text is blocks with names and settings in them from beginning to end, so that it need
/// not be read as anything else. A shell's functions and commands are none.
pub(super) fn is_whole(text: &str) -> bool {
    let mut scanner = Scanner {
        rest: text,
        is_terraform: false,
    };
    let (mut depth, mut has_setting) = (0_usize, false);
    // What stands before a token in its statement.
    let (mut words, mut is_value) = (0_usize, false);
    while let Some(token) = scanner.next() {
        match token {
            Token::Word(_) | Token::Text(_) => words += 1,
            // A call, or an operator, is of a value.
            Token::Other if !is_value => return false,
            Token::Other => {}
            Token::Equals => {
                has_setting |= depth > 0 && words == 1;
                (words, is_value) = (0, true);
            }
            Token::Open if words == 0 && !is_value => return false,
            Token::Open => {
                depth += 1;
                (words, is_value) = (0, false);
            }
            Token::Close if depth == 0 => return false,
            Token::Close => {
                depth -= 1;
                (words, is_value) = (0, false);
            }
            Token::LineEnd if words > 2 && !is_value => return false,
            Token::LineEnd => (words, is_value) = (0, false),
        }
    }
    depth == 0 && has_setting
}

/// Whether lines such as `user = name` have no quotes, or the text is a shell's: that is for the
/// readers of settings and of variables.
fn is_settings(text: &str) -> bool {
    let options = [" --set ", " --set=", "--from-literal", " -e ", " --env"];
    let is_shell =
        || text.lines().any(is_variable) || options.iter().any(|option| text.contains(option));
    !text.contains(['\'', '"']) || !text.contains('{') && is_shell()
}

/// `NAME=value` without blanks around the sign.
fn is_variable(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.split_once('=').is_some_and(|(name, value)| {
        let is_name = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        !name.is_empty()
            && name.bytes().all(is_name)
            && !value.is_empty()
            && !value.starts_with(' ')
    })
}

enum Token {
    Word(String),
    /// A text in quotes; an error when something would be put in.
    Text(Result<String, ()>),
    Equals,
    Open,
    Close,
    LineEnd,
    Other,
}

/// What was read so far.
struct Reader {
    expression: Reason,
    /// The blocks that are open: their names, and what stands before them in the same block.
    open: Vec<(String, Pairs)>,
    pairs: Pairs,
    /// The words of the line so far.
    words: Vec<String>,
    /// The key in front of a value that is still to come.
    key: Option<String>,
    too_deep: usize,
}

impl Reader {
    fn step(&mut self, token: Token) {
        match token {
            Token::Open if self.open.len() >= DEEPEST => self.too_deep += 1,
            Token::Open => {
                let name = self.key.take().unwrap_or_else(|| self.words.join(" "));
                self.words.clear();
                self.open.push((name, std::mem::take(&mut self.pairs)));
            }
            Token::Close if self.too_deep > 0 => self.too_deep -= 1,
            Token::Close => {
                self.end_line();
                self.close();
            }
            Token::Equals => {
                self.key = self.words.pop();
                self.words.clear();
            }
            Token::LineEnd => self.end_line(),
            Token::Text(text) => match self.key.take() {
                Some(key) => self.add(key, text.map_err(|()| self.expression)),
                None => self.words.push(text.unwrap_or_default()),
            },
            Token::Word(word) => match self.key.take() {
                Some(key) => {
                    let is_literal = word.bytes().all(|b| b.is_ascii_digit());
                    let value = if is_literal {
                        Ok(word)
                    } else {
                        Err(self.expression)
                    };
                    self.add(key, value);
                }
                None => self.words.push(word),
            },
            Token::Other => {
                if let Some(key) = self.key.take() {
                    self.add(key, Err(self.expression));
                }
            }
        }
    }

    /// `username 'name'` is a call in Groovy and means the same.
    fn end_line(&mut self) {
        self.key = None;
        let words = std::mem::take(&mut self.words);
        if let Ok([key, value]) = <[String; 2]>::try_from(words)
            && self.expression == Reason::Reference
        {
            self.add(key, Ok(value));
        }
    }

    fn add(&mut self, key: String, value: Result<String, Reason>) {
        if self.too_deep == 0 {
            self.pairs.push((key, Node::Text(value)));
        }
    }

    fn close(&mut self) {
        if let Some((name, before)) = self.open.pop() {
            let mut inner = std::mem::replace(&mut self.pairs, before);
            // Terraform's `variable "registry_password" { default = "…" }`.
            let default = inner.iter().position(|(key, _)| key == "default");
            match (name.strip_prefix("variable "), default) {
                (Some(variable), Some(at)) => {
                    self.pairs
                        .push((variable.to_owned(), inner.swap_remove(at).1));
                }
                _ => self.pairs.push((name, Node::Map(inner))),
            }
        }
    }

    fn done(mut self) -> Pairs {
        self.end_line();
        while !self.open.is_empty() {
            self.close();
        }
        self.pairs
    }
}

/// The text that was not read yet.
struct Scanner<'a> {
    rest: &'a str,
    is_terraform: bool,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<Token> {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r']);
            if self.rest.starts_with('#') || self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.rest = self.rest.get(end..).unwrap_or_default();
            } else if self.rest.starts_with("/*") {
                self.rest = self.rest.split_once("*/").map_or("", |(_, rest)| rest);
            } else {
                break;
            }
        }
        let mut chars = self.rest.chars();
        let token = match chars.next()? {
            quote @ ('"' | '\'') => return Some(Token::Text(self.text(quote))),
            '=' | ':' => Token::Equals,
            '{' | '[' => Token::Open,
            '}' | ']' => Token::Close,
            '\n' | ',' | ';' => Token::LineEnd,
            c if c.is_ascii_alphanumeric() || c == '_' => {
                let is_word = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
                let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
                let (word, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Token::Word(word.to_owned()));
            }
            _ => Token::Other,
        };
        self.rest = chars.as_str();
        Some(token)
    }

    /// A text in quotes. `$${` is how Terraform writes a literal `${`; Groovy puts something in
    /// for `$name` as well, but not in single quotes.
    fn text(&mut self, quote: char) -> Result<String, ()> {
        let mut chars = self.rest.chars();
        chars.next();
        let mut value = String::new();
        let mut is_expression = false;
        while let Some(c) = chars.next() {
            let next = chars.as_str().chars().next();
            match c {
                c if c == quote => break,
                '\\' => match chars.next() {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some(c) => value.push(c),
                    None => {}
                },
                '$' if quote == '\'' => value.push('$'),
                '$' if self.is_terraform && chars.as_str().starts_with("${") => {
                    chars.next();
                    value.push('$');
                    // The brace follows as an ordinary character.
                }
                '$' if next == Some('{') => is_expression = true,
                '$' if !self.is_terraform && next.is_some_and(char::is_alphabetic) => {
                    is_expression = true;
                }
                c => value.push(c),
            }
        }
        self.rest = chars.as_str();
        if is_expression { Err(()) } else { Ok(value) }
    }
}
