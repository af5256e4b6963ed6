//! Finds every message of the table in a log, in one pass over its bytes.
//!
//! One automaton looks for all messages at once. It is fed a byte at a time, so that line ends
//! and indents can count as one space, colours as nothing and all quotes as one: engines wrap
//! and quote each other's messages. A scan can stop anywhere and go on later, which is how a
//! page reads a long log without standing still. This module may not judge what it finds.
//! Start at [`Scan`].

use std::sync::LazyLock;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, MatchKind, StartKind};

use super::cause::{CAUSES, CauseRow};
use super::message::Message;

/// How often a message is looked at. One that comes more often says nothing new.
const MOST_LOOKED_AT: usize = 300;

/// A message at a place of a log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// Its cause.
    pub(super) row: &'static CauseRow,
    /// The message.
    pub(super) message: &'static Message,
    /// Where it ends: the byte after its last.
    pub(super) end: usize,
}

/// A scan that can stop and go on.
#[derive(Debug)]
pub(super) struct Scan {
    at: usize,
    state: StateID,
    after_space: bool,
    seen: Vec<usize>,
    hits: Vec<Hit>,
}

/// The automaton of all messages.
struct Matcher {
    dfa: DFA,
    start: StateID,
    /// The message of each pattern.
    messages: Vec<(&'static CauseRow, &'static Message)>,
}

static MATCHER: LazyLock<Option<Matcher>> = LazyLock::new(|| {
    let messages: Vec<_> = CAUSES
        .iter()
        .flat_map(|row| row.messages.iter().map(move |message| (row, message)))
        .collect();
    let dfa = DFA::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .start_kind(StartKind::Unanchored)
        .prefilter(false)
        .build(messages.iter().map(|(_, message)| message.text))
        .ok()?;
    let start = dfa.start_state(Anchored::No).ok()?;
    Some(Matcher {
        dfa,
        start,
        messages,
    })
});

impl Scan {
    /// A scan at the start of a log.
    pub(super) fn new() -> Self {
        let matcher = MATCHER.as_ref();
        Self {
            at: 0,
            state: matcher.map_or(StateID::ZERO, |matcher| matcher.start),
            after_space: true,
            seen: vec![0; matcher.map_or(0, |matcher| matcher.messages.len())],
            hits: Vec::new(),
        }
    }

    /// Reads on, up to a place. Answers whether the end of the log is reached.
    pub(super) fn advance(&mut self, log: &[u8], to: usize) -> bool {
        let Some(matcher) = MATCHER.as_ref() else {
            return true;
        };
        let to = to.min(log.len());
        while self.at < to {
            let byte = log.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    if !self.after_space {
                        self.after_space = true;
                        self.feed(matcher, b' ');
                    }
                    continue;
                }
                b'"' | b'`' => self.feed(matcher, b'\''),
                // In JSON a quote and a line end are written with a backslash.
                b'\\' => match log.get(self.at) {
                    Some(b'n' | b't') => {
                        self.at += 1;
                        self.feed(matcher, b' ');
                        self.after_space = true;
                        continue;
                    }
                    _ => continue,
                },
                0x1b => {
                    self.skip_colour(log);
                    continue;
                }
                _ => self.feed(matcher, byte),
            }
            self.after_space = false;
        }
        self.at >= log.len()
    }

    /// What was found, in the order of the log.
    pub(super) fn into_hits(self) -> Vec<Hit> {
        self.hits
    }

    fn feed(&mut self, matcher: &Matcher, byte: u8) {
        self.state = matcher.dfa.next_state(Anchored::No, self.state, byte);
        if matcher.dfa.is_special(self.state) && matcher.dfa.is_match(self.state) {
            self.take(matcher);
        }
    }

    #[cold]
    fn take(&mut self, matcher: &Matcher) {
        for index in 0..matcher.dfa.match_len(self.state) {
            let pattern = matcher.dfa.match_pattern(self.state, index).as_usize();
            let Some((row, message)) = matcher.messages.get(pattern) else {
                continue;
            };
            let Some(seen) = self.seen.get_mut(pattern) else {
                continue;
            };
            *seen += 1;
            if *seen <= MOST_LOOKED_AT {
                self.hits.push(Hit {
                    row,
                    message,
                    end: self.at,
                });
            }
        }
    }

    /// Goes past a code that colours a terminal.
    fn skip_colour(&mut self, log: &[u8]) {
        if log.get(self.at) != Some(&b'[') {
            return;
        }
        self.at += 1;
        while let Some(byte) = log.get(self.at) {
            self.at += 1;
            if byte.is_ascii_alphabetic() {
                return;
            }
        }
    }
}
