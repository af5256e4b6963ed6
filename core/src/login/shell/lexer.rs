//! Cuts a text into commands and words, as a POSIX shell does, and bears with prompts,
//! with the line ends of cmd (`^`) and PowerShell (a backtick), and with what is not closed.
//!
//! Every character is taken once, so a large text takes time in proportion.

mod expansion;

use super::{Command, Input, Piece, Word};

/// Reads commands off the front of a text.
pub(super) struct Lexer<'a> {
    rest: &'a str,
    is_program: fn(&str) -> bool,
    commands: Vec<Command>,
    command: Command,
    word: Option<Word>,
    redirect: Option<Redirect>,
    /// The word that ends the lines which the command reads.
    here_end: Option<&'a str>,
}

/// What the next word is, when it is no argument.
enum Redirect {
    /// A here-string.
    Here,
    /// The name of a file.
    File,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of a text.
    pub(super) fn new(text: &'a str, is_program: fn(&str) -> bool) -> Self {
        Self {
            rest: text,
            is_program,
            commands: Vec::new(),
            command: Command::default(),
            word: None,
            redirect: None,
            here_end: None,
        }
    }

    /// All commands of the text.
    pub(super) fn commands(mut self) -> Vec<Command> {
        self.skip_prompt();
        while let Some(c) = self.bump() {
            self.step(c);
        }
        self.end_command(Input::Elsewhere);
        self.commands
    }

    fn step(&mut self, c: char) {
        match c {
            '\n' => {
                self.here_document();
                self.end_command(Input::Elsewhere);
                self.skip_prompt();
            }
            c if c.is_whitespace() => self.end_word(),
            '\'' => {
                let end = self.rest.find('\'').unwrap_or(self.rest.len());
                self.text_up_to(end);
            }
            '"' => self.double_quoted(),
            '\\' | '^' | '`' if self.continues() => {}
            '\\' => {
                if let Some(c) = self.bump() {
                    self.push(c);
                }
            }
            '`' => self.backquoted(),
            '$' => self.dollar(),
            '%' if self.word.is_none() => self.percent(),
            ';' | '&' => self.end_command(Input::Elsewhere),
            '|' if self.eat("|") => self.end_command(Input::Elsewhere),
            '|' => {
                self.eat("&");
                self.end_command(Input::Pipe);
            }
            '<' => self.less(),
            '>' => {
                // The number of the stream in front of it is no word: 2>/dev/null.
                let is_stream = |word: &Word| matches!(word.text(), Some("1" | "2"));
                self.word.take_if(|word| is_stream(word));
                self.end_word();
                while self.eat(">") || self.eat("&") {}
                self.redirect = Some(Redirect::File);
            }
            '(' | ')' => self.end_word(),
            '#' if self.word.is_none() => self.skip_line(),
            c => self.push(c),
        }
    }

    fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    fn eat(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    fn piece(&mut self, piece: Piece) {
        self.word.get_or_insert_default().0.push(piece);
    }

    /// Takes so many bytes as text, and the closing quote behind them.
    fn text_up_to(&mut self, end: usize) {
        let (text, rest) = self.rest.split_at(end);
        let word = self.word.get_or_insert_default();
        if let Some(Piece::Text(so_far)) = word.0.last_mut() {
            so_far.push_str(text);
        } else if !text.is_empty() {
            word.0.push(Piece::Text(text.to_owned()));
        }
        self.rest = rest;
        self.bump();
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        match self.redirect.take() {
            Some(Redirect::Here) => self.command.input = Input::Here(word),
            Some(Redirect::File) => {}
            None => self.command.words.push(word),
        }
    }

    /// Ends a command; `next` is where the following one has its input from.
    fn end_command(&mut self, next: Input) {
        self.end_word();
        self.redirect = None;
        // A line may end behind a pipe; then its command is still to come.
        if !self.command.words.is_empty() {
            let next = Command {
                words: Vec::new(),
                input: next,
            };
            self.commands
                .push(std::mem::replace(&mut self.command, next));
        }
    }

    /// Whether the line goes on in the next one, whose prompt `>` is skipped.
    fn continues(&mut self) -> bool {
        let is_end = self.eat("\r\n") || self.eat("\n");
        if is_end {
            let next = self.rest.trim_start_matches([' ', '\t']);
            if let Some(rest) = next.strip_prefix("> ") {
                self.rest = rest;
            }
        }
        is_end
    }

    fn skip_line(&mut self) {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.rest = self.rest.get(end..).unwrap_or_default();
    }

    /// Skips `$`, `#` or `>` in front of a command, `PS C:\>` and `C:\>`; and a whole line
    /// that is a comment, so that an apostrophe in it opens no quotes.
    fn skip_prompt(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t']);
            if let Some(line) = self.rest.strip_prefix('#') {
                let line = line.split('\n').next().unwrap_or(line);
                let mut words = line.split_ascii_whitespace();
                let word = words.find(|word| !matches!(*word, "sudo" | "$"));
                if word.is_some_and(self.is_program) {
                    self.eat("#");
                } else {
                    self.skip_line();
                }
                return;
            }
            if !self.eat("> ") {
                break;
            }
        }
        let bytes = self.rest.as_bytes();
        let is_drive = bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && bytes.get(1..3) == Some(b":\\".as_slice());
        if is_drive || self.rest.starts_with("PS ") {
            let line = self.rest.split('\n').next().unwrap_or(self.rest);
            if let Some((prompt, _)) = line.split_once('>') {
                self.rest = self.rest.get(prompt.len() + 1..).unwrap_or_default();
            }
        }
    }

    fn less(&mut self) {
        if self.eat("<<") {
            self.end_word();
            self.redirect = Some(Redirect::Here);
            return;
        }
        if let Some(length) = placeholder(self.rest) {
            self.rest = self.rest.get(length..).unwrap_or_default();
            self.piece(Piece::Placeholder);
            return;
        }
        self.end_word();
        if self.eat("<") {
            let line = self.rest.split('\n').next().unwrap_or_default();
            let end = line
                .trim_start_matches(['-', ' '])
                .split([' ', '|', ';'])
                .next();
            self.here_end = end.map(|end| end.trim_matches(['\'', '"']).trim_end());
        }
        self.redirect = Some(Redirect::File);
    }

    /// The lines that the command reads, up to the word that ends them. Only a word alone is
    /// taken: of several lines it is likelier that they are commands, which are read as such.
    fn here_document(&mut self) {
        let Some(end) = self.here_end.take().filter(|end| !end.is_empty()) else {
            return;
        };
        let mut lines = self.rest.splitn(3, '\n');
        let (Some(body), Some(last)) = (lines.next(), lines.next()) else {
            return;
        };
        let is_word = !body.trim().is_empty() && !body.trim().contains([' ', '$', '`']);
        if last.trim() == end && is_word {
            self.end_word();
            let word = Word(vec![Piece::Text(body.trim().to_owned())]);
            self.command.input = Input::Here(word);
            self.rest = lines.next().unwrap_or_default();
        }
    }
}

/// The length of `name>` where a text goes on like a placeholder that was opened.
fn placeholder(rest: &str) -> Option<usize> {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || "_-. ".contains(c);
    let end = rest.find(|c| !is_inside(c))?;
    let closes = rest.get(end..)?.starts_with('>');
    (closes && end > 0 && !rest.starts_with(' ')).then_some(end + 1)
}
