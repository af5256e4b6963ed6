//! What a shell would replace: double quotes, variables and the output of commands.
//!
//! This module may not replace anything; it only keeps apart what is literal and what is not.

use super::{Lexer, Piece};

impl Lexer<'_> {
    pub(super) fn double_quoted(&mut self) {
        self.word.get_or_insert_default();
        while let Some(c) = self.bump() {
            match c {
                '"' => return,
                '\\' if self.eat("\n") || self.eat("\r\n") => {}
                '\\' if self.rest.starts_with(['"', '\\', '$', '`']) => {
                    if let Some(c) = self.bump() {
                        self.push(c);
                    }
                }
                '`' => self.backquoted(),
                '$' => self.dollar(),
                c => self.push(c),
            }
        }
    }

    pub(super) fn backquoted(&mut self) {
        let end = self.rest.find('`').unwrap_or(self.rest.len());
        let (command, rest) = self.rest.split_at(end);
        self.piece(Piece::Output(command.to_owned()));
        self.rest = rest;
        self.bump();
    }

    pub(super) fn dollar(&mut self) {
        if self.eat("(") {
            let command = self.enclosed('(', ')');
            self.piece(Piece::Output(command));
        } else if self.eat("{") {
            let name = self.enclosed('{', '}');
            self.piece(Piece::Variable(name));
        } else {
            // PowerShell's $env:NAME.
            let _ = self.eat("env:") || self.eat("Env:") || self.eat("ENV:");
            let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
            let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at(end);
            if !name.is_empty() {
                self.rest = rest;
                self.piece(Piece::Variable(name.to_owned()));
            } else if let Some(special) = self.rest.chars().next().filter(|c| "$@*?!".contains(*c))
            {
                self.bump();
                self.piece(Piece::Variable(special.to_string()));
            } else {
                self.push('$');
            }
        }
    }

    /// What stands up to the closing bracket that belongs to the opening one.
    fn enclosed(&mut self, open: char, close: char) -> String {
        let start = self.rest;
        let mut depth = 1_usize;
        while let Some(c) = self.bump() {
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
            }
            if depth == 0 {
                let length = start.len() - self.rest.len() - close.len_utf8();
                return start.get(..length).unwrap_or_default().to_owned();
            }
        }
        start.to_owned()
    }

    /// `%NAME%` of cmd, when that is the whole word.
    pub(super) fn percent(&mut self) {
        let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
        let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        match rest.strip_prefix('%') {
            Some(behind)
                if !name.is_empty() && !behind.starts_with(|c: char| !c.is_whitespace()) =>
            {
                self.rest = behind;
                self.piece(Piece::Variable(name.to_owned()));
            }
            _ => self.push('%'),
        }
    }
}
