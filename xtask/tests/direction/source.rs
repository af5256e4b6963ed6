//! The modules of a crate as its root names them, and every path that they write.
//!
//! What only tests have is left out: items behind `#[cfg(test)]`, and the files of such modules.
//! The arguments of a macro are read as tokens, because nobody knows what becomes of them.
//! Start at [`Source`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Macro, Meta, UseTree};

/// A module by its path in the crate: `["registry", "server", "host"]`. The root has no names.
pub(crate) type Module = Vec<String>;

/// The modules of a crate and the paths that they write.
pub(crate) struct Source {
    /// The folder of the crate.
    pub(crate) folder: String,
    /// The file of its root: `lib.rs` or `main.rs`.
    root: String,
    /// Modules with a file of their own, and those inside them.
    pub(crate) modules: BTreeMap<Module, Names>,
    /// In the order of files and lines.
    pub(crate) paths: Vec<Written>,
}

/// What a name means in a module.
#[derive(Default)]
pub(crate) struct Names {
    /// The module whose file has this one: itself, or the one that it is written in.
    pub(crate) file: Module,
    /// The names that `use` brings, with the paths that they stand for.
    pub(crate) imports: BTreeMap<String, Vec<String>>,
}

/// A path of two names or more as it is written.
pub(crate) struct Written {
    /// The module that it is written in.
    pub(crate) module: Module,
    pub(crate) line: usize,
    pub(crate) names: Vec<String>,
}

impl Source {
    /// A crate of this checkout.
    pub(crate) fn of_crate(root: &Path, folder: &str) -> Self {
        fn collect(base: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    collect(base, &path, files);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    files.insert(path.strip_prefix(base).unwrap().to_owned(), text);
                }
            }
        }
        let mut files = BTreeMap::new();
        let base = root.join(folder).join("src");
        collect(&base, &base, &mut files);
        Self::of_files(folder, &files)
    }

    /// A crate of these files, which are named by their paths below `src`.
    pub(crate) fn of_files(folder: &str, files: &BTreeMap<PathBuf, String>) -> Self {
        // A program beside a library is a crate of its own, which no module can name.
        let program = Path::new("main.rs");
        let library = Path::new("lib.rs");
        let root = if files.contains_key(library) {
            library
        } else {
            program
        };
        let mut reader = Reader {
            files,
            folder,
            seen: BTreeSet::from([program]),
            found: Self {
                folder: folder.to_owned(),
                root: root.display().to_string(),
                modules: BTreeMap::new(),
                paths: Vec::new(),
            },
        };
        reader.file(root, Path::new(""), Vec::new(), false);
        let unnamed: Vec<_> = files
            .keys()
            .filter(|file| !reader.seen.contains(file.as_path()))
            .collect();
        assert!(unnamed.is_empty(), "{folder}: no module is {unnamed:?}");
        let mut found = reader.found;
        found
            .paths
            .sort_by(|a, b| (&a.module, a.line).cmp(&(&b.module, b.line)));
        found
    }

    /// The file of a module, for people.
    pub(crate) fn file_of(&self, module: &[String]) -> String {
        let folder = &self.folder;
        match self
            .modules
            .get(module)
            .map_or(module, |names| names.file.as_slice())
        {
            [] => format!("{folder}/src/{}", self.root),
            names => format!("{folder}/src/{}.rs", names.join("/")),
        }
    }
}

/// Follows the `mod` lines of a crate from its root.
struct Reader<'a> {
    folder: &'a str,
    files: &'a BTreeMap<PathBuf, String>,
    seen: BTreeSet<&'a Path>,
    found: Source,
}

impl Reader<'_> {
    /// Reads the file of a module; `children` is the folder that its own modules lie in.
    fn file(&mut self, path: &Path, children: &Path, module: Module, is_test: bool) {
        let Some((path, text)) = self.files.get_key_value(path) else {
            panic!("{}/src has no {}", self.folder, path.display());
        };
        self.seen.insert(path);
        let file = syn::parse_file(text)
            .unwrap_or_else(|error| panic!("{}/src/{}: {error}", self.folder, path.display()));
        let mut visitor = Visitor {
            file: module.clone(),
            module: module.clone(),
            folder: path.parent().unwrap().to_owned(),
            children: children.to_owned(),
            depth: 0,
            is_test,
            modules: BTreeMap::new(),
            paths: Vec::new(),
            files: Vec::new(),
        };
        visitor.modules.insert(
            module.clone(),
            Names {
                file: module,
                ..Names::default()
            },
        );
        visitor.visit_file(&file);
        let Visitor {
            modules,
            paths,
            files,
            ..
        } = visitor;
        if !is_test {
            self.found.modules.extend(modules);
            self.found.paths.extend(paths);
        }
        for child in files {
            let Some(path) = child
                .candidates
                .iter()
                .find(|path| self.files.contains_key(*path))
            else {
                panic!("{}/src has none of {:?}", self.folder, child.candidates);
            };
            let folder = if path.ends_with("mod.rs") || child.is_named {
                path.parent().unwrap().to_owned()
            } else {
                path.with_extension("")
            };
            self.file(path, &folder, child.module, child.is_test);
        }
    }
}

/// A module that has a file of its own.
struct Child {
    module: Module,
    /// Where its file may lie.
    candidates: Vec<PathBuf>,
    /// Whether an attribute names the file.
    is_named: bool,
    is_test: bool,
}

/// Reads one file.
struct Visitor {
    file: Module,
    module: Module,
    /// Where the file lies.
    folder: PathBuf,
    /// Where the modules of `module` lie.
    children: PathBuf,
    /// How many functions are around.
    depth: usize,
    is_test: bool,
    modules: BTreeMap<Module, Names>,
    paths: Vec<Written>,
    files: Vec<Child>,
}

impl Visitor {
    fn write(&mut self, names: Vec<String>, line: usize) {
        if names.len() > 1 && !self.is_test {
            let module = self.module.clone();
            self.paths.push(Written {
                module,
                line,
                names,
            });
        }
    }

    fn use_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |ident: &Ident| {
            let mut names = before.to_vec();
            // `a::{self, B}` is `a` and `a::B`.
            if ident != "self" || before.is_empty() {
                names.push(ident.to_string());
            }
            names
        };
        let (names, known_as, line) = match tree {
            UseTree::Path(path) => return self.use_tree(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.use_tree(tree, before));
            }
            UseTree::Name(name) => {
                let names = with(&name.ident);
                let last = names.last().cloned();
                (names, last, name.ident.span().start().line)
            }
            UseTree::Rename(rename) => (
                with(&rename.ident),
                Some(rename.rename.to_string()),
                rename.ident.span().start().line,
            ),
            UseTree::Glob(glob) => (before.to_vec(), None, glob.star_token.spans[0].start().line),
        };
        // What a function brings is known to it alone.
        if let Some(name) = known_as
            && self.depth == 0
        {
            let module = self.modules.get_mut(&self.module).unwrap();
            module.imports.insert(name, names.clone());
        }
        self.write(names, line);
    }

    /// Every path of tokens: `a::b`, and each of `a::{b, c::d}`.
    fn tokens(&mut self, tokens: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_colons = |at: usize| {
            let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
            is_colon(at) && is_colon(at + 1)
        };
        let mut at = 0;
        while at < tokens.len() {
            if let TokenTree::Group(group) = &tokens[at] {
                self.tokens(group.stream(), &[]);
            }
            let TokenTree::Ident(first) = &tokens[at] else {
                at += 1;
                continue;
            };
            // A path that begins with colons is another crate's, a name behind a dollar is
            // whatever the macro was given.
            let is_ours = match at.checked_sub(1).map(|before| &tokens[before]) {
                Some(TokenTree::Punct(punct)) if punct.as_char() == '$' => first == "crate",
                Some(TokenTree::Punct(punct)) => {
                    !(punct.as_char() == ':' && at > 1 && is_colons(at - 2))
                }
                _ => true,
            };
            let mut names = before.to_vec();
            names.push(first.to_string());
            let line = first.span().start().line;
            at += 1;
            while is_colons(at) {
                match tokens.get(at + 2) {
                    Some(TokenTree::Ident(name)) => names.push(name.to_string()),
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                        if is_ours {
                            self.tokens(group.stream(), &names);
                        }
                        names.clear();
                    }
                    _ => break,
                }
                at += 3;
            }
            if is_ours {
                self.write(names, line);
            }
        }
    }
}

/// Leaves out what only tests have.
macro_rules! visit_unless_test {
    ($($visit:ident: $item:ident),+ $(,)?) => {
        $(fn $visit(&mut self, item: &'ast syn::$item) {
            if !is_for_tests(&item.attrs) {
                visit::$visit(self, item);
            }
        })+
    };
}

impl<'ast> Visit<'ast> for Visitor {
    visit_unless_test! {
        visit_field: Field,
        visit_foreign_item_fn: ForeignItemFn,
        visit_impl_item_const: ImplItemConst,
        visit_impl_item_macro: ImplItemMacro,
        visit_impl_item_type: ImplItemType,
        visit_item_const: ItemConst,
        visit_item_enum: ItemEnum,
        visit_item_impl: ItemImpl,
        visit_item_macro: ItemMacro,
        visit_item_static: ItemStatic,
        visit_item_struct: ItemStruct,
        visit_item_trait: ItemTrait,
        visit_item_type: ItemType,
        visit_local: Local,
        visit_trait_item_fn: TraitItemFn,
        visit_variant: Variant,
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let is_test = self.is_test || is_for_tests(&item.attrs);
        let name = item.ident.to_string();
        let module = [self.module.as_slice(), std::slice::from_ref(&name)].concat();
        let Some((_, items)) = &item.content else {
            let named = item.attrs.iter().find_map(file_name);
            self.files.push(Child {
                module,
                is_named: named.is_some(),
                candidates: match named {
                    Some(path) => vec![self.folder.join(path)],
                    None => vec![
                        self.children.join(format!("{name}.rs")),
                        self.children.join(name).join("mod.rs"),
                    ],
                },
                is_test,
            });
            return;
        };
        let names = Names {
            file: self.file.clone(),
            ..Names::default()
        };
        self.modules.insert(module.clone(), names);
        let outside = (
            std::mem::replace(&mut self.module, module),
            self.children.clone(),
            std::mem::replace(&mut self.is_test, is_test),
        );
        self.children.push(name);
        for item in items {
            self.visit_item(item);
        }
        if is_test {
            self.modules.remove(&self.module);
        }
        (self.module, self.children, self.is_test) = outside;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            self.depth += 1;
            visit::visit_item_fn(self, item);
            self.depth -= 1;
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            self.depth += 1;
            visit::visit_impl_item_fn(self, item);
            self.depth -= 1;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        // A path that begins with colons is another crate's.
        if item.leading_colon.is_none() && !is_for_tests(&item.attrs) {
            self.use_tree(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let names = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let line = path
                .segments
                .first()
                .map_or(0, |first| first.ident.span().start().line);
            self.write(names.collect(), line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone(), &[]);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), &[]);
        }
    }

    /// Who may see an item is no use of them.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}

/// Whether an item is behind `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    fn asks_for_test(tokens: TokenStream) -> bool {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        match tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
                let all: Vec<TokenTree> = group.stream().into_iter().collect();
                all.split(
                    |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','),
                )
                .any(|condition| asks_for_test(condition.iter().cloned().collect()))
            }
            [TokenTree::Ident(name)] => name == "test",
            _ => false,
        }
    }
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && asks_for_test(list.tokens.clone()),
        _ => false,
    })
}

/// The file that `#[path = "…"]` names.
fn file_name(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(literal) => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
