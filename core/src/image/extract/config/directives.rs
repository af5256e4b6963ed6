//! The directives of a configuration or script that name a container, as they are written,
//! whether they count or not. Start at [`Declarations`].

use std::collections::BTreeMap;

use nextflow_config::syntax::{Document, Expr, ExprKind, Item, ItemKind};

use crate::image::extract::possible::first_argument;

/// How a directive is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `container = …`
    Setting,
    /// `container …`
    Call,
    /// `container: …`
    Label,
}

/// A container as it is written.
pub(super) struct Directive<'a, 't> {
    pub(super) owner: Owner,
    pub(super) form: Form,
    pub(super) value: &'a Expr<'t>,
}

/// Whose container it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owner {
    /// A selector, such as `withName:X`, or the name of a process; empty for all processes.
    pub(super) process: String,
    /// The profile that it stands in.
    pub(super) profile: Option<String>,
    /// The branches that it stands in: which of the conditions, and whether that has to hold.
    pub(super) branches: Vec<(usize, bool)>,
}

impl Owner {
    fn in_branch(&self, condition: usize, holds: bool) -> Self {
        let mut owner = self.clone();
        owner.branches.push((condition, holds));
        owner
    }
}

/// What is written, whether it counts or not.
#[derive(Default)]
pub(super) struct Declarations<'a, 't> {
    /// The values of settings, by their start.
    pub(super) values: BTreeMap<usize, &'a Expr<'t>>,
    pub(super) directives: Vec<Directive<'a, 't>>,
    /// The variables of the text, outside of closures.
    pub(super) variables: Vec<(&'t str, &'a Expr<'t>)>,
    /// The conditions of branches outside of closures.
    pub(super) conditions: Vec<&'a Expr<'t>>,
}

impl<'a, 't> Declarations<'a, 't> {
    pub(super) fn items(&mut self, document: &Document<'t>, items: &'a [Item<'t>], owner: &Owner) {
        for item in items {
            self.item(document, item, owner);
        }
    }

    pub(super) fn item(&mut self, document: &Document<'t>, item: &'a Item<'t>, owner: &Owner) {
        let of = |process: &str| Owner {
            process: process.to_owned(),
            ..owner.clone()
        };
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.value(&setting.value);
                let names: Vec<&str> = setting.path.iter().map(|name| &*name.text).collect();
                if let [before @ .., "container"] = names.as_slice()
                    && let Some(selector) = selector_of(before)
                {
                    let owner = match selector {
                        "" => owner.clone(),
                        selector => of(selector),
                    };
                    self.directive(document, item, owner, Form::Setting, &setting.value);
                }
            }
            ItemKind::Selector(kind, block) => {
                let owner = of(&[&*kind.text, ":", &block.name.text].concat());
                self.items(document, &block.items, &owner);
            }
            ItemKind::Block(block) => match &*block.name.text {
                "profiles" => {
                    for profile in &block.items {
                        if let ItemKind::Block(profile) = &profile.kind {
                            let owner = Owner {
                                profile: Some(profile.name.text.to_string()),
                                ..owner.clone()
                            };
                            self.items(document, &profile.items, &owner);
                        }
                    }
                }
                name => {
                    let is_selector = is_selector(name);
                    let owner = if is_selector { of(name) } else { owner.clone() };
                    self.items(document, &block.items, &owner);
                }
            },
            ItemKind::Label(name, Some(inner)) => match &inner.kind {
                ItemKind::Expression(value) if name.text == "container" => {
                    self.directive(document, item, owner.clone(), Form::Label, value);
                }
                _ => self.item(document, inner, owner),
            },
            ItemKind::Declaration(names, Some(value)) => {
                if let [name] = names.as_slice() {
                    self.variables.push((name.span.of(document.text), value));
                }
            }
            ItemKind::If(condition, then, otherwise) => {
                let place = self.conditions.len();
                self.conditions.push(condition);
                self.items(document, &then.items, &owner.in_branch(place, true));
                if let Some(other) = otherwise {
                    self.items(document, &other.items, &owner.in_branch(place, false));
                }
            }
            ItemKind::Loop(_, _, body) => self.items(document, &body.items, owner),
            ItemKind::Switch(_, cases) => {
                for case in cases {
                    self.items(document, &case.items, owner);
                }
            }
            ItemKind::Try(body, others) => {
                self.items(document, &body.items, owner);
                for other in others {
                    self.items(document, &other.items, owner);
                }
            }
            ItemKind::Expression(value) => self.expression(document, item, value, owner),
            _ => {}
        }
    }

    pub(super) fn expression(
        &mut self,
        document: &Document<'t>,
        item: &Item<'t>,
        value: &'a Expr<'t>,
        owner: &Owner,
    ) {
        if let Some(container) = first_argument(value, "container") {
            self.directive(document, item, owner.clone(), Form::Call, container);
        } else if let Some(process) = first_argument(value, "process")
            && let ExprKind::Call(name, arguments) = &process.kind
            && let ExprKind::Name(name) = &name.kind
        {
            let owner = Owner {
                process: (*name).to_owned(),
                ..owner.clone()
            };
            for argument in arguments {
                if let ExprKind::Closure(body) = &argument.value.kind {
                    self.items(document, &body.body.items, &owner);
                }
            }
        } else if let ExprKind::Assign(_, _, value) = &value.kind {
            self.value(value);
        }
    }

    /// Whether a later directive that stands in no branch is about the same processes.
    pub(super) fn is_overwritten(&self, directive: &Directive<'a, 't>) -> bool {
        self.directives.iter().any(|later| {
            later.form == Form::Setting
                && later.owner.branches.is_empty()
                && later.owner.process == directive.owner.process
                && later.value.span.start > directive.value.span.start
        })
    }

    pub(super) fn directive(
        &mut self,
        document: &Document<'t>,
        item: &Item<'t>,
        owner: Owner,
        form: Form,
        value: &'a Expr<'t>,
    ) {
        let before = document.text.get(..item.span.start).unwrap_or_default();
        if begins_statement(before) {
            self.directives.push(Directive { owner, form, value });
        }
    }

    pub(super) fn value(&mut self, value: &'a Expr<'t>) {
        if let ExprKind::Map(entries) = &value.kind {
            for entry in entries {
                self.value(&entry.value);
            }
        }
        self.values.entry(value.span.start).or_insert(value);
    }
}

/// Which processes the names in front of `container` stand for: those of a selector, or all of
/// them, for which there is an empty text. `None` when it is no container of a process.
pub(super) fn selector_of<'n>(before: &[&'n str]) -> Option<&'n str> {
    match before {
        [] | ["process"] => Some(""),
        [selector] | ["process", selector] if is_selector(selector) => Some(selector),
        _ => None,
    }
}

pub(super) fn is_selector(name: &str) -> bool {
    name.starts_with("withName:") || name.starts_with("withLabel:") || name.starts_with('$')
}

/// The names of a path as settings have them: quoted where they are no plain names.
pub(super) fn names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (name, behind) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split_once('\'').unwrap_or((quoted, "")),
            None => match rest.find('.') {
                Some(dot) => rest.split_at(dot),
                None => (rest, ""),
            },
        };
        names.push(name);
        rest = behind.strip_prefix('.').unwrap_or_default();
    }
    names
}

/// Whether a directive can stand behind this: in a log it is only spoken of.
pub(super) fn begins_statement(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let last = line.trim_end_matches([' ', '\t']).chars().next_back();
    last.is_none_or(|c| matches!(c, '{' | '}' | ';' | ','))
}
