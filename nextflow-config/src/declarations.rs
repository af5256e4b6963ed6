//! The settings of a text as they are written, whether or not they take effect.
//!
//! A [`Reading`](crate::Reading) has each setting once, with the value that counts in the end.
//! Here each place that sets something is a [`Declaration`] of its own, also those in profiles
//! and conditions. Start at [`Declarations::of`].

use std::rc::Rc;

use crate::capacity::push_to_short;
use crate::options::{is_known_scope, is_like_scope, misspelled_scope};
use crate::symbols::Symbols;
use crate::token::Span;
use crate::tree::{Body, Document, Expr, ExprKind, Item, ItemKind, Name, TextPart};

/// Everything that a text declares, apart from closures and functions.
///
/// ```
/// use nextflow_config::Document;
/// use nextflow_config::syntax::{Applies, Declarations};
///
/// let document = Document::parse("docker.enabled = true\nprofiles { a { wave.enabled = true } }");
/// let declarations = Declarations::of(&document);
/// let wave = declarations.of_path("wave.enabled").next().expect("it is written");
/// assert_eq!(wave.applies, Applies::WithProfile("a"));
/// assert_eq!(wave.span().of(document.text), "enabled = true");
/// ```
#[derive(Debug)]
pub struct Declarations<'a> {
    text: &'a str,
    /// In the order of their values.
    list: Vec<Declaration<'a>>,
    /// Every path once, with its number.
    paths: Symbols<Rc<str>>,
    /// For the number of each path, where its declarations are in the list.
    of_path: Vec<Vec<usize>>,
    labels: Vec<Label<'a>>,
    /// A path that is being put together.
    joined: String,
    only_known_scopes: bool,
}

/// One place that sets a setting.
#[derive(Debug)]
pub struct Declaration<'a> {
    /// The setting's name with dots.
    pub path: Rc<str>,
    /// The last part of the name.
    pub name: Span,
    /// What it is set to.
    pub value: &'a Expr<'a>,
    /// When it counts.
    pub applies: Applies<'a>,
    /// How it is written.
    pub form: DeclarationForm,
    /// The number of the path, below [`Declarations::path_count`].
    pub(crate) number: usize,
}

/// When a [`Declaration`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies<'a> {
    /// Always.
    Always,
    /// If the profile is selected.
    WithProfile(&'a str),
    /// If the condition around it holds, or as often as the loop runs.
    Conditionally,
}

/// How a [`Declaration`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclarationForm {
    /// With an equals sign.
    Assigned,
    /// As an entry of a map that is assigned to its scope.
    InMap,
}

/// `name: …`, which declares nothing.
#[derive(Debug)]
pub(crate) struct Label<'a> {
    /// Its name.
    pub(crate) name: &'a Name<'a>,
    /// What follows.
    pub(crate) inner: Option<&'a Item<'a>>,
}

impl<'a> Declarations<'a> {
    /// Goes through a document once.
    pub fn of(document: &'a Document<'a>) -> Self {
        Self::collect(document, false)
    }

    /// Those that the catalogue of options knows something of: see [`is_known_scope`].
    pub(crate) fn of_known_scopes(document: &'a Document<'a>) -> Self {
        Self::collect(document, true)
    }

    fn collect(document: &'a Document<'a>, only_known_scopes: bool) -> Self {
        let mut declarations = Self {
            text: document.text,
            list: Vec::new(),
            paths: Symbols::default(),
            of_path: Vec::new(),
            labels: Vec::new(),
            joined: String::new(),
            only_known_scopes,
        };
        declarations.items(&document.items, &mut Vec::new(), Applies::Always);
        declarations.list.sort_by_key(|it| it.value.span);
        for (at, declaration) in declarations.list.iter().enumerate() {
            if let Some(of_path) = declarations.of_path.get_mut(declaration.number) {
                push_to_short(of_path, at);
            }
        }
        declarations
    }

    /// All of them, in the order of their values.
    pub fn iter(&self) -> impl Iterator<Item = &Declaration<'a>> {
        self.list.iter()
    }

    /// Every path that is declared, once.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.names()
    }

    /// Those of a path, in the order of their values.
    pub fn of_path(&self, path: &str) -> impl Iterator<Item = &Declaration<'a>> {
        let number = self.paths.get(path);
        let of_path = number.and_then(|number| self.of_path.get(number.0 as usize));
        of_path
            .into_iter()
            .flatten()
            .filter_map(|at| self.list.get(*at))
    }

    /// The one of a path whose value is written there.
    pub fn at(&self, path: &str, value: Span) -> Option<&Declaration<'a>> {
        let at = self.list.binary_search_by_key(&value, |it| it.value.span);
        let declaration = self.list.get(at.ok()?)?;
        (&*declaration.path == path).then_some(declaration)
    }

    /// How many different paths are declared.
    pub(crate) fn path_count(&self) -> usize {
        self.paths.len()
    }

    /// The labels.
    pub(crate) fn labels(&self) -> &[Label<'a>] {
        &self.labels
    }

    fn items(&mut self, items: &'a [Item<'a>], scope: &mut Vec<&'a str>, applies: Applies<'a>) {
        for item in items {
            self.item(item, scope, applies);
        }
    }

    fn item(&mut self, item: &'a Item<'a>, scope: &mut Vec<&'a str>, applies: Applies<'a>) {
        match &item.kind {
            ItemKind::Setting(setting) => {
                let depth = scope.len();
                scope.extend(setting.path.iter().map(|name| &*name.text));
                if let Some(name) = setting.path.last() {
                    let form = DeclarationForm::Assigned;
                    self.setting(scope, name.span, &setting.value, applies, form);
                }
                scope.truncate(depth);
            }
            ItemKind::Block(block) => match (&*block.name.text, scope.is_empty()) {
                ("profiles", true) => self.profiles(&block.items, applies),
                ("plugins", true) => {}
                (name, _) => {
                    scope.push(name);
                    self.items(&block.items, scope, applies);
                    scope.pop();
                }
            },
            ItemKind::Label(name, inner) => {
                self.labels.push(Label {
                    name,
                    inner: inner.as_deref(),
                });
                if let Some(inner) = inner {
                    self.item(inner, scope, applies);
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
                    self.items(&case.items, scope, Applies::Conditionally);
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
        self.items(&body.items, scope, Applies::Conditionally);
    }

    fn profiles(&mut self, items: &'a [Item<'a>], applies: Applies<'a>) {
        for item in items {
            match &item.kind {
                ItemKind::Block(profile) => {
                    let name = &*profile.name.text;
                    let applies = match applies {
                        Applies::Conditionally => applies,
                        _ => Applies::WithProfile(name),
                    };
                    self.items(&profile.items, &mut Vec::new(), applies);
                }
                ItemKind::If(_, then, otherwise) => {
                    self.profiles(&then.items, Applies::Conditionally);
                    if let Some(otherwise) = otherwise {
                        self.profiles(&otherwise.items, Applies::Conditionally);
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
        applies: Applies<'a>,
        form: DeclarationForm,
    ) {
        if self.only_known_scopes && !path.first().is_some_and(|first| is_around_known(first)) {
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
                let (name, form) = (entry.key.span, DeclarationForm::InMap);
                path.push(key);
                self.setting(path, name, &entry.value, applies, form);
                path.pop();
            }
        }
        let (path, number) = self.path(path);
        self.list.push(Declaration {
            path,
            name,
            value,
            applies,
            form,
            number,
        });
    }

    /// A path of these names and its number. A text has few paths and says each many times.
    fn path(&mut self, names: &[&str]) -> (Rc<str>, usize) {
        self.joined.clear();
        for (place, name) in names.iter().enumerate() {
            self.joined.push_str(if place > 0 { "." } else { "" });
            self.joined.push_str(name);
        }
        if let Some((number, known)) = self.paths.get_with_name(&self.joined) {
            return (Rc::clone(known), number.0 as usize);
        }
        let new: Rc<str> = self.joined.as_str().into();
        let number = self.paths.intern(Rc::clone(&new));
        self.of_path.push(Vec::new());
        (new, number.0 as usize)
    }
}

/// Whether a scope is known, or one is in it, or it is like one within another, or nearly one.
fn is_around_known(scope: &str) -> bool {
    is_known_scope(scope)
        || scope == "azure"
        || is_like_scope(scope)
        || misspelled_scope(scope).is_some()
}

impl Declaration<'_> {
    /// The name and the value.
    pub fn span(&self) -> Span {
        self.name.to(self.value.span)
    }
}
