//! What people saw, and what they should have been told: a text that was pasted or typed
//! somewhere (its `surface`), and the right answer.
//!
//! `expect.must_say` and `must_not.text` are the right and the wrong answer in plain words, for
//! people; everything else is compared. A file a surface; start at [`check`].

mod config;
mod field;
mod images;
mod log;
mod paste;

use serde_json::{Value, json};
use wavepass_core::credentials::Field;
use wavepass_core::platform::Scope;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::coverage::{Action, Coverage, Question};
use wavepass_core::wave::resolve::{
    Anonymous, Caller, CredentialIndex, DeletedEntries, Environment, Installation, KeyAccess,
    OperatorRegistries, Request, Run,
};

use super::Vector;

/// Compares one vector.
pub(super) fn check(vector: &mut Vector<'_>) {
    for field in ["kind", "input", "context"] {
        vector.get(field);
    }
    match vector.text("surface") {
        "log" => log::check(vector),
        "images" => images::check(vector),
        "paste" => paste::check(vector),
        "registry" => field::check(vector, Field::Registry),
        "user" => field::check(vector, Field::UserName),
        "secret" => field::check(vector, Field::Password),
        "config" => config::check(vector),
        other => vector.miss(&format!(
            "a surface that this program does not know: {other}"
        )),
    }
}

/// What a vector expects. Each surface takes out what it knows; the rest is named as unread.
struct Expected<'a> {
    cause: &'a Value,
    codes: &'a Value,
    values: Vec<(&'a str, &'a Value)>,
    must_not: Vec<(&'a str, &'a Value)>,
}

impl<'a> Expected<'a> {
    fn of(vector: &mut Vector<'a>) -> Self {
        let expect = vector.get("expect");
        for (name, _) in fields(expect) {
            if !["must_say", "cause", "values", "codes", "must_not"].contains(&name) {
                vector.unread(&format!("/expect/{name}"));
            }
        }
        let mut must_not = fields(&expect["must_not"]);
        must_not.retain(|(name, _)| *name != "text");
        Self {
            cause: &expect["cause"],
            codes: &expect["codes"],
            values: fields(&expect["values"]),
            must_not,
        }
    }

    /// What is expected of a value, once.
    fn value(&mut self, name: &str) -> Option<&'a Value> {
        take(&mut self.values, name)
    }

    /// Compares a value, where the vector expects one, with what the rules say.
    fn expect(&mut self, vector: &mut Vector<'a>, name: &str, actual: &Value) {
        if let Some(expected) = self.value(name)
            && expected != actual
        {
            vector.miss(&format!(
                "/expect/values/{name}: expected {expected}, got {actual}"
            ));
        }
    }

    /// Each code that the vector expects is among those that were found.
    fn codes(&mut self, vector: &mut Vector<'a>, found: &[String]) {
        match self.codes.as_array() {
            Some(codes) => {
                for code in codes {
                    if !found.iter().any(|it| json!(it) == *code) {
                        vector.miss(&format!("/expect/codes: expected {code}, got {found:?}"));
                    }
                }
            }
            None if self.codes.is_null() => {}
            None => vector.miss("/expect/codes: not a list"),
        }
        self.codes = &Value::Null;
    }

    /// Nothing that may not be said is among what is said.
    fn must_not(&mut self, vector: &mut Vector<'a>, name: &str, said: &[String]) {
        let forbidden = take(&mut self.must_not, name);
        for word in forbidden.and_then(Value::as_array).into_iter().flatten() {
            if said.iter().any(|it| json!(it) == *word) {
                vector.miss(&format!("/expect/must_not/{name}: {word}"));
            }
        }
    }

    /// Names what no surface has looked at.
    fn finish(self, vector: &mut Vector<'a>) {
        for (name, _) in self.values {
            vector.unread(&format!("/expect/values/{name}"));
        }
        for (name, _) in self.must_not {
            vector.unread(&format!("/expect/must_not/{name}"));
        }
        for (name, value) in [("cause", self.cause), ("codes", self.codes)] {
            if !value.is_null() {
                vector.unread(&format!("/expect/{name}"));
            }
        }
    }
}

fn fields(json: &Value) -> Vec<(&str, &Value)> {
    let fields = json.as_object().into_iter().flatten();
    fields.map(|(name, value)| (name.as_str(), value)).collect()
}

fn take<'a>(from: &mut Vec<(&'a str, &'a Value)>, name: &str) -> Option<&'a Value> {
    let at = from.iter().position(|(it, _)| *it == name)?;
    Some(from.swap_remove(at).1)
}

/// What the pages say of images where nothing at all is stored.
fn coverage_of(images: &[String]) -> Coverage {
    let nothing = CredentialIndex::new(&[], DeletedEntries::LeaveOut);
    let setup = WaveSetup::default();
    let question = Question {
        request: Request {
            caller: Caller::Platform(Scope::Personal),
            run: Run::Platform,
            compute_environment: Environment::Unknown,
            key_access: KeyAccess::Granted,
        },
        credentials: Some(&nothing),
        elsewhere: &[],
        wave: Installation {
            setup: &setup,
            operator: OperatorRegistries::Unknown,
            anonymous: Anonymous::Served,
        },
    };
    question.coverage(images)
}

/// The hosts for which the table asks for a credential.
fn asked_for(coverage: &Coverage) -> Vec<String> {
    let actions = coverage.rows.iter().flat_map(|row| &row.actions);
    actions
        .filter_map(|action| match action {
            Action::Add(host) => Some(host.clone()),
            _ => None,
        })
        .collect()
}
