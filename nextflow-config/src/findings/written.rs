//! The settings of known scopes as they are written, whether or not they take effect.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::options::is_known_scope;
use super::super::token::Span;
use super::super::tree::{Body, Document, Expr, ExprKind, Item, ItemKind, Name, TextPart};

/// What is written in a text, apart from closures and functions.
pub struct Written<'a> {
    text: &'a str,
    /// Every name once, with its number.
    names: HashMap<Rc<str>, usize>,
    joined: String,
    /// The settings, in the order of their values.
    pub settings: Vec<Entry<'a>>,
    /// The labels.
    pub labels: Vec<Label<'a>>,
}

/// One setting of a known scope.
pub struct Entry<'a> {
    /// Its name with dots.
    pub path: Rc<str>,
    /// The number of the name, below `Written::names`.
    pub id: usize,
    /// The last part of the name.
    pub name: Span,
    /// What it is set to.
    pub value: &'a Expr<'a>,
    /// Where it stands.
    pub place: Place<'a>,
    /// How it is written.
    pub form: Form,
}

/// Where a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// It always counts.
    Base,
    /// It counts if the profile is selected.
    Profile(&'a str),
    /// A condition or a loop is around it.
    Conditional,
}

/// How a setting is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With an equals sign.
    Assigned,
    /// As an entry of a map that is assigned to its scope.
    InMap,
}

/// `name: …`
pub struct Label<'a> {
    /// Its name.
    pub name: &'a Name<'a>,
    /// What follows.
    pub inner: Option<&'a Item<'a>>,
}

impl<'a> Written<'a> {
    /// Goes through a document once.
    pub fn of(document: &'a Document<'a>) -> Self {
        let mut written = Self {
            text: document.text,
            names: HashMap::new(),
            joined: String::new(),
            settings: Vec::new(),
            labels: Vec::new(),
        };
        written.items(&document.items, &mut Vec::new(), Place::Base);
        written.settings.sort_by_key(|entry| entry.value.span);
        written
    }

    /// Everything that is written for a path.
    pub(super) fn all<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s Entry<'a>> {
        self.settings
            .iter()
            .filter(move |entry| &*entry.path == path)
    }

    /// The name of the setting whose value is written there.
    pub(super) fn name_at(&self, path: &str, value: Span) -> Option<&Entry<'a>> {
        let at = self
            .settings
            .binary_search_by_key(&value, |entry| entry.value.span);
        let entry = self.settings.get(at.ok()?)?;
        (&*entry.path == path).then_some(entry)
    }

    /// How often something is written for a path, anywhere.
    pub(super) fn count(&self, path: &str) -> usize {
        self.all(path).count()
    }

    fn items(&mut self, items: &'a [Item<'a>], scope: &mut Vec<&'a str>, place: Place<'a>) {
        for item in items {
            self.item(item, scope, place);
        }
    }

    fn item(&mut self, item: &'a Item<'a>, scope: &mut Vec<&'a str>, place: Place<'a>) {
        let conditional = Place::Conditional;
        match &item.kind {
            ItemKind::Setting(setting) => {
                let depth = scope.len();
                scope.extend(setting.path.iter().map(|name| &*name.text));
                if let Some(name) = setting.path.last() {
                    self.setting(scope, name.span, &setting.value, place, Form::Assigned);
                }
                scope.truncate(depth);
            }
            ItemKind::Block(block) => match (&*block.name.text, scope.is_empty()) {
                ("profiles", true) => self.profiles(&block.items, place),
                ("plugins", true) => {}
                (name, _) => {
                    scope.push(name);
                    self.items(&block.items, scope, place);
                    scope.pop();
                }
            },
            ItemKind::Label(name, inner) => {
                self.labels.push(Label {
                    name,
                    inner: inner.as_deref(),
                });
                if let Some(inner) = inner {
                    self.item(inner, scope, place);
                }
            }
            ItemKind::If(_, then, otherwise) => {
                self.body(then, scope);
                if let Some(otherwise) = otherwise {
                    self.body(otherwise, scope);
                }
            }
            ItemKind::Loop(_, _, body) => self.body(body, scope),
            ItemKind::Switch(_, cases) => {
                for case in cases {
                    self.items(&case.items, scope, conditional);
                }
            }
            ItemKind::Try(body, others) => {
                self.body(body, scope);
                for other in others {
                    self.body(other, scope);
                }
            }
            _ => {}
        }
    }

    fn body(&mut self, body: &'a Body<'a>, scope: &mut Vec<&'a str>) {
        self.items(&body.items, scope, Place::Conditional);
    }

    fn profiles(&mut self, items: &'a [Item<'a>], place: Place<'a>) {
        for item in items {
            match &item.kind {
                ItemKind::Block(profile) => {
                    let name = &*profile.name.text;
                    let place = match place {
                        Place::Conditional => place,
                        _ => Place::Profile(name),
                    };
                    self.items(&profile.items, &mut Vec::new(), place);
                }
                ItemKind::If(_, then, otherwise) => {
                    self.profiles(&then.items, Place::Conditional);
                    if let Some(otherwise) = otherwise {
                        self.profiles(&otherwise.items, Place::Conditional);
                    }
                }
                _ => {}
            }
        }
    }

    fn setting(
        &mut self,
        path: &mut Vec<&'a str>,
        name: Span,
        value: &'a Expr<'a>,
        place: Place<'a>,
        form: Form,
    ) {
        let is_ours = path
            .first()
            .is_some_and(|first| is_known_scope(first) || *first == "azure");
        if !is_ours {
            return;
        }
        if let ExprKind::Map(entries) = &value.kind {
            for entry in entries {
                let key = match &entry.key.kind {
                    ExprKind::Name(name) => *name,
                    ExprKind::Text(_, parts) => match parts.as_slice() {
                        [TextPart::Chunk(span)] => span.of(self.text),
                        _ => continue,
                    },
                    _ => continue,
                };
                path.push(key);
                self.setting(path, entry.key.span, &entry.value, place, Form::InMap);
                path.pop();
            }
        }
        let (path, id) = self.path(path);
        self.settings.push(Entry {
            path,
            id,
            name,
            value,
            place,
            form,
        });
    }
}

impl Written<'_> {
    /// How many different names there are.
    pub(super) fn names(&self) -> usize {
        self.names.len()
    }

    /// A name and its number. A text has few names and says each many times.
    fn path(&mut self, names: &[&str]) -> (Rc<str>, usize) {
        self.joined.clear();
        for (place, name) in names.iter().enumerate() {
            self.joined.push_str(if place > 0 { "." } else { "" });
            self.joined.push_str(name);
        }
        if let Some((known, id)) = self.names.get_key_value(self.joined.as_str()) {
            return (Rc::clone(known), *id);
        }
        let (new, id): (Rc<str>, _) = (self.joined.as_str().into(), self.names.len());
        self.names.insert(Rc::clone(&new), id);
        (new, id)
    }
}

impl Entry<'_> {
    /// Where it stands in the text.
    pub(super) fn span(&self) -> Span {
        self.name.to(self.value.span)
    }
}
