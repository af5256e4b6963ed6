//! Images in a Nextflow configuration or script.
//!
//! A configuration is read with both parsers, once without a profile and once with each; a
//! container that a closure, a branch or a script chooses is followed by [`super::possible`].
//! What differs between the readings is told as a condition. Start at [`collect`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use nextflow_config::syntax::{Document, Expr, ExprKind, Item, ItemKind, Lines};
use nextflow_config::{Parser, Readings, Value};

use super::container::{Container, PastWave};
use super::engine::{Rewritten, Setting};
use super::possible::{Outcome, Possible, Scope, first_argument};
use super::settings::Settings;
use super::wave_use::{Taken, WaveUse, taken};
use super::{Collected, Other, sentences};
use crate::finding::{Finding, rules};

/// How blocks begin that a configuration or a script has and a log has not.
const BLOCKS: [&str; 8] = [
    "process",
    "withName",
    "withLabel",
    "profiles",
    "params",
    "docker",
    "singularity",
    "wave",
];

rules! {
    /// A configuration has Wave off.
    pub(crate) WAVE_OFF = "wave-off-here" {
        severity: Warning,
        why: "Nextflow asks Wave for no image then, and no credential that is stored for Wave is \
              used: the container engine pulls with the login that it has itself.",
        action: "Set wave.enabled = true if Wave should be used.",
    }

    /// A configuration turns Wave on with some profiles only.
    pub(crate) WAVE_BY_PROFILE = "wave-by-profile" {
        severity: Info,
        why: "Which credentials are used depends on the profiles that a run selects.",
        action: "Launch with the profile that is meant.",
    }

    /// Wave builds or copies images before they are pulled.
    pub(crate) WAVE_BUILDS = "wave-builds-here" {
        severity: Info,
        why: "Then the image that runs is another one than the container that is named, and it \
              is pulled from another registry.",
        action: "See that the credential of the target may push.",
    }

    /// Neither parser of Nextflow takes the configuration.
    pub(crate) CONFIG_NOT_TAKEN = "config-not-taken" {
        severity: Warning,
        why: "What is written after the place where it is refused may count differently once that \
              is mended.",
        action: "Mend the place first; the launch page says more.",
    }

    /// Not every profile was looked at.
    pub(crate) PROFILES_LEFT_OUT = "profiles-left-out" {
        severity: Info,
        why: "A long configuration with many profiles would take long to read for each of them.",
        action: "Paste the part with the profile that matters.",
    }
}

/// How much text is read for all profiles together.
const MOST_READ: usize = 6_000_000;

/// How many profiles are looked at.
const MOST_PROFILES: usize = 80;

/// Takes every container of a configuration or script. Answers whether it is one.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    let is_about_it = ["container", "wave"].iter().any(|word| text.contains(word));
    if !is_about_it {
        return false;
    }
    let document = Document::parse(text);
    let mut written = Written::default();
    written.items(&document, &document.items, &Owner::default());
    let views = Views::of(&document);
    let mut found = Vec::new();
    // Of a text that no parser takes, what was read so far may be anything.
    let taken = views.list.iter().enumerate().filter(|_| !views.is_refused);
    for (place, view) in taken {
        view.containers(&document, &written, place, &mut found);
    }
    let is_script = written.directives.iter().any(|it| it.form == Form::Call);
    for directive in &written.directives {
        // What parsers have read is there already.
        if directive.form != Form::Setting || views.is_refused {
            views.directive(&document, &written, directive, &mut found);
        }
    }
    let says_wave = |view: &View| {
        let of_wave = |path: &str| path.starts_with("wave.");
        !views.is_refused
            && view
                .settings
                .reading()
                .settings
                .iter()
                .any(|it| of_wave(&it.path))
    };
    if found.is_empty() && !views.list.iter().any(says_wave) {
        return !document.problems.is_empty() && of_fragment(text, images);
    }
    found.sort_by_key(|it| it.place);
    if views.is_refused && !is_script {
        images.notes.extend(views.refusal(text));
    }
    tell(&views, found, images);
    true
}

/// How often a text that was cut out of a script is read from another directive on.
const MOST_TRIES: usize = 8;

/// Reads a text that nothing can be made of, because its brackets do not close, from the first
/// directive on that gives a container.
fn of_fragment(text: &str, images: &mut Collected) -> bool {
    let starts = text.match_indices("container").map(|(start, _)| start);
    let mut starts = starts
        .filter(|start| *start > 0 && begins_statement(text.get(..*start).unwrap_or_default()));
    let before = images.notes.len();
    let is_found = starts
        .by_ref()
        .take(MOST_TRIES)
        .any(|start| collect(text.get(start..).unwrap_or_default(), images));
    // Its lines are counted from another one on.
    images.notes.truncate(before);
    is_found
}

/// Whether a text has blocks as a configuration or a script has them.
pub(super) fn has_blocks(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        line.ends_with('{') && BLOCKS.iter().any(|block| line.starts_with(block))
    })
}

/// Whether a directive can stand behind this: in a log it is only spoken of.
fn begins_statement(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let last = line.trim_end_matches([' ', '\t']).chars().next_back();
    last.is_none_or(|c| matches!(c, '{' | '}' | ';' | ','))
}

/// How a directive is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `container = …`
    Setting,
    /// `container …`
    Call,
    /// `container: …`
    Label,
}

/// A container as it is written.
struct Directive<'a, 't> {
    owner: Owner,
    form: Form,
    value: &'a Expr<'t>,
}

/// Whose container it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Owner {
    /// A selector, such as `withName:X`, or the name of a process; empty for all processes.
    process: String,
    /// The profile that it stands in.
    profile: Option<String>,
}

/// What is written, whether it counts or not.
#[derive(Default)]
struct Written<'a, 't> {
    /// The values of settings, by their start.
    values: BTreeMap<usize, &'a Expr<'t>>,
    directives: Vec<Directive<'a, 't>>,
    /// The variables of the text, outside of closures.
    variables: Vec<(&'t str, &'a Expr<'t>)>,
}

impl<'a, 't> Written<'a, 't> {
    fn items(&mut self, document: &Document<'t>, items: &'a [Item<'t>], owner: &Owner) {
        for item in items {
            self.item(document, item, owner);
        }
    }

    fn item(&mut self, document: &Document<'t>, item: &'a Item<'t>, owner: &Owner) {
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
            ItemKind::If(_, then, otherwise) => {
                self.items(document, &then.items, owner);
                if let Some(other) = otherwise {
                    self.items(document, &other.items, owner);
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

    fn expression(
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

    fn directive(
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

    fn value(&mut self, value: &'a Expr<'t>) {
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
fn selector_of<'n>(before: &[&'n str]) -> Option<&'n str> {
    match before {
        [] | ["process"] => Some(""),
        [selector] | ["process", selector] if is_selector(selector) => Some(selector),
        _ => None,
    }
}

fn is_selector(name: &str) -> bool {
    name.starts_with("withName:") || name.starts_with("withLabel:") || name.starts_with('$')
}

/// The names of a path as settings have them: quoted where they are no plain names.
fn names(path: &str) -> Vec<&str> {
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

/// What one parser makes of the text with one profile, or with none.
struct View {
    /// Where in the list of profiles; `None` when none is selected.
    profile: Option<usize>,
    parser: Parser,
    settings: Settings,
    setting: Option<Setting>,
    wave: WaveUse,
}

/// All that is read.
struct Views {
    list: Vec<View>,
    /// The profiles that were looked at, in order.
    profiles: Vec<String>,
    /// How many profiles were not looked at.
    left_out: usize,
    /// Whether neither parser takes the text.
    is_refused: bool,
}

/// A container with what has to hold for it.
struct FoundContainer {
    /// Where it is written, and which of its branches it is.
    place: (usize, usize),
    process: String,
    what: What,
    when: Vec<String>,
    parameters: Vec<String>,
    /// Where in the list of views; `None` when it was only read off the text.
    view: Option<usize>,
    remark: Option<String>,
}

/// What a container turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// An image, and the name in the text where that is another one.
    Image(String, Option<String>),
    Past(PastWave, String),
}

impl Views {
    fn of(document: &Document<'_>) -> Self {
        let base = Readings::of(document, &[]);
        let is_refused = base.accepted().next().is_none();
        let mut profiles = base.legacy.profiles.clone();
        for name in &base.strict.profiles {
            if !profiles.contains(name) {
                profiles.push(name.clone());
            }
        }
        let most = MOST_READ / document.text.len().max(1);
        let kept = profiles.len().min(most).min(MOST_PROFILES);
        let left_out = profiles.len() - kept;
        profiles.truncate(kept);
        let mut views = Self {
            list: Vec::new(),
            profiles,
            left_out,
            is_refused,
        };
        views.add(None, base);
        if !is_refused {
            for place in 0..kept {
                let profile = views.profiles.get(place).map(String::as_str);
                let readings = Readings::of(document, profile.as_slice());
                views.add(Some(place), readings);
            }
        }
        views
    }

    /// Adds what the parsers make of it that take the text, or what the legacy one makes of the
    /// part before its refusal.
    fn add(&mut self, profile: Option<usize>, readings: Readings) {
        let both = [
            (Parser::Legacy, readings.legacy),
            (Parser::Strict, readings.strict),
        ];
        let is_refused = both.iter().all(|(_, reading)| reading.refusal.is_some());
        for (parser, reading) in both {
            let counts = reading.refusal.is_none() || is_refused && parser == Parser::Legacy;
            if counts && !(is_refused && profile.is_some()) {
                let settings = Settings::of(reading);
                self.list.push(View {
                    profile,
                    parser,
                    setting: Setting::of(&settings),
                    wave: WaveUse::of(&settings),
                    settings,
                });
            }
        }
    }

    /// A container that parsers do not read as a setting.
    fn directive<'a, 't>(
        &self,
        document: &'a Document<'t>,
        written: &Written<'a, 't>,
        directive: &Directive<'a, 't>,
        found: &mut Vec<FoundContainer>,
    ) {
        let Some(view) = self.list.first() else {
            return;
        };
        let mut new = Vec::new();
        view.possible(
            document,
            written,
            directive.value,
            &directive.owner.process,
            &mut new,
        );
        for mut one in new {
            if let Some(profile) = &directive.owner.profile {
                one.when.insert(0, format!("with the profile {profile}"));
            }
            if directive.form == Form::Label {
                one.remark = Some(
                    "It is written with a colon, and Nextflow takes only an equals sign for a \
                     setting."
                        .to_owned(),
                );
            }
            found.push(one);
        }
    }

    /// Why neither parser takes the text.
    fn refusal(&self, text: &str) -> Option<Finding> {
        let refusal = self.list.first()?.settings.reading().refusal.as_ref()?;
        let line = Lines::of(text).line(refusal.span.start);
        Some(Finding::warning(
            CONFIG_NOT_TAKEN,
            format!(
                "Nextflow does not take this text as a configuration; it stops in line {line}. The \
                 containers below are read off the text as far as that goes."
            ),
        ))
    }
}

impl View {
    /// Every container that is set.
    fn containers<'a, 't>(
        &self,
        document: &'a Document<'t>,
        written: &Written<'a, 't>,
        place: usize,
        found: &mut Vec<FoundContainer>,
    ) {
        for setting in &self.settings.reading().settings {
            let Some(scope) = setting.path.strip_suffix("container") else {
                continue;
            };
            let names = names(&setting.path);
            let [before @ .., "container"] = names.as_slice() else {
                continue;
            };
            let Some(process) = selector_of(before) else {
                continue;
            };

            let mut new = Vec::new();
            match (written.values.get(&setting.span.start), &setting.value) {
                (Some(value), known) => {
                    self.possible(document, written, value, process, &mut new);
                    let is_open =
                        |it: &FoundContainer| matches!(it.what, What::Past(PastWave::Open, _));
                    // The parser follows more than this module does.
                    if let Value::Text(text) = known
                        && new.iter().any(is_open)
                    {
                        new.clear();
                        new.push(self.container(setting.span.start, 0, text, process));
                    }
                }
                (None, Value::Text(text)) => {
                    new.push(self.container(setting.span.start, 0, text, process));
                }
                (None, _) => {}
            }
            let taken = taken(&self.settings, scope.trim_end_matches('.'));
            for mut one in new {
                one.view = Some(place);
                one.taken(&taken);
                found.push(one);
            }
        }
    }

    /// Everything that the value of a container can come to.
    fn possible<'a, 't>(
        &self,
        document: &'a Document<'t>,
        written: &Written<'a, 't>,
        value: &'a Expr<'t>,
        process: &str,
        found: &mut Vec<FoundContainer>,
    ) {
        let engine = self.engine();
        let scope = Scope {
            text: document.text,
            settings: &self.settings,
            engine,
            outer: &written.variables,
            inner: Vec::new(),
        };
        for (branch, possible) in scope.of(value).into_iter().enumerate() {
            let Possible {
                value: outcome,
                when,
                parameters,
            } = possible;
            let start = value.span.start;
            let mut new = match outcome {
                Outcome::Text(text) => self.container(start, branch, &text, process),
                Outcome::Nothing => self.container(start, branch, "", process),
                Outcome::Open(source) => {
                    let what = What::Past(PastWave::Open, source);
                    FoundContainer::new((start, branch), process, what)
                }
            };
            new.when = when;
            new.parameters = parameters;
            found.push(new);
        }
    }

    /// A container whose text is known, by the name that Nextflow asks for.
    fn container(&self, start: usize, branch: usize, text: &str, process: &str) -> FoundContainer {
        let place = (start, branch);
        let mut remark = None;
        let what = match Container::of(text) {
            Container::Image(image) => {
                let rewritten = self.setting.as_ref().and_then(|it| it.rewrite(image));
                match rewritten {
                    Some(Rewritten { written, image }) => What::Image(image, Some(written)),
                    None => What::Image(image.to_owned(), None),
                }
            }
            // With a scheme in front Nextflow takes it as it is.
            Container::Prefixed(image) => {
                if self.engine().is_some_and(|it| !is_singularity(it)) {
                    remark = Some(format!(
                        "It is written with docker://, which Nextflow takes off for Singularity \
                         and Apptainer only; {} refuses it.",
                        self.engine().unwrap_or_default()
                    ));
                }
                What::Image(image.to_owned(), None)
            }
            Container::Past(PastWave::Nothing) => What::Past(PastWave::Nothing, String::new()),
            Container::Past(kind) => What::Past(kind, text.trim().to_owned()),
            Container::Words => What::Image(text.trim().to_owned(), None),
        };
        let mut new = FoundContainer::new(place, process, what);
        new.remark = remark;
        new
    }

    /// The engine that the text enables.
    fn engine(&self) -> Option<&'static str> {
        super::engine::enabled(&self.settings)
    }
}

fn is_singularity(engine: &str) -> bool {
    matches!(engine, "singularity" | "apptainer")
}

impl FoundContainer {
    fn new(place: (usize, usize), process: &str, what: What) -> Self {
        Self {
            place,
            process: process.to_owned(),
            what,
            when: Vec::new(),
            parameters: Vec::new(),
            view: None,
            remark: None,
        }
    }

    /// Takes in what Wave does with it.
    fn taken(&mut self, taken: &Taken) {
        match (taken, &self.what) {
            (Taken::When(condition), What::Image(..)) => self.when.push(condition.clone()),
            (Taken::Built(strategy), What::Image(name, _)) => {
                self.remark = Some(format!(
                    "With wave.strategy = {strategy} Wave ignores the container."
                ));
                self.what = What::Past(PastWave::Built, name.clone());
            }
            _ => {}
        }
    }
}

/// Hands on what was found: each container once, with what has to hold for it.
fn tell(views: &Views, found: Vec<FoundContainer>, images: &mut Collected) {
    let mut groups: Vec<(What, Vec<FoundContainer>)> = Vec::new();
    let mut places: HashMap<(Option<PastWave>, String), usize> = HashMap::new();
    for one in found {
        let key = match &one.what {
            What::Image(name, _) => (None, name.clone()),
            What::Past(kind, container) => (Some(*kind), container.clone()),
        };
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(one),
            None => groups.push((one.what.clone(), vec![one])),
        }
    }
    let is_built = groups
        .iter()
        .any(|(what, _)| matches!(what, What::Past(PastWave::Built, _)));
    images.wave = views.wave(is_built);
    images.notes.extend(views.wave_notes(images.wave));
    images.notes.extend(views.setting_notes(&groups));
    if views.left_out > 0 {
        images.notes.push(Finding::info(
            PROFILES_LEFT_OUT,
            format!("{} more profiles were not looked at.", views.left_out),
        ));
    }
    for (what, group) in groups {
        let processes: BTreeSet<_> = group.iter().map(|it| it.process.as_str()).collect();
        let processes: Vec<_> = processes.into_iter().filter(|it| !it.is_empty()).collect();
        let mut findings = Vec::new();
        findings.extend(sentences::of_processes(&processes));
        findings.extend(views.conditions(&group));
        let mut remarks: Vec<_> = group.iter().filter_map(|it| it.remark.as_ref()).collect();
        remarks.dedup();
        findings.extend(remarks.into_iter().map(|it| sentences::remark(it)));
        match what {
            What::Image(name, _) => {
                for origin in views.origins(&name, &group) {
                    findings.push(origin);
                }
                images.add_about(&name, findings);
            }
            What::Past(kind, container) => images.others.push(Other {
                kind,
                container,
                processes: processes.iter().map(|it| (*it).to_owned()).collect(),
                findings,
            }),
        }
    }
}

impl Views {
    fn has(&self, parser: Parser) -> bool {
        self.list.iter().any(|view| view.parser == parser)
    }

    /// With which profiles something holds, in words; `None` where it holds with all and with
    /// none. It holds with a profile if it does for one of the parsers.
    fn by_profile(&self, holds: impl Fn(usize, &View) -> bool) -> Option<String> {
        let mut without_any = false;
        let mut with = vec![false; self.profiles.len()];
        for (place, view) in self.list.iter().enumerate() {
            if holds(place, view) {
                match view.profile {
                    None => without_any = true,
                    Some(profile) => {
                        if let Some(with) = with.get_mut(profile) {
                            *with = true;
                        }
                    }
                }
            }
        }
        let of = |wanted: bool| -> Vec<&str> {
            let profiles = self.profiles.iter().zip(&with);
            profiles
                .filter(|(_, it)| **it == wanted)
                .map(|(name, _)| name.as_str())
                .collect()
        };
        let (with, without) = (of(true), of(false));
        let named = |names: &[&str]| {
            let noun = if names.len() == 1 {
                "profile"
            } else {
                "profiles"
            };
            format!("the {noun} {}", sentences::names(names, "or"))
        };
        if without_any {
            // What is taken when no profile is named may be a profile of its own.
            return match (with.as_slice(), without.as_slice()) {
                (_, []) => None,
                (["standard"], _) => Some(
                    "with the profile standard, which Nextflow takes when none is named".to_owned(),
                ),
                (_, without) => Some(format!("without {}", named(without))),
            };
        }
        (!with.is_empty()).then(|| format!("with {}", named(&with)))
    }

    /// What has to hold for a container, in sentences.
    fn conditions(&self, group: &[FoundContainer]) -> Vec<Finding> {
        let mut told = Vec::new();
        let in_views: BTreeSet<usize> = group.iter().filter_map(|it| it.view).collect();
        if !in_views.is_empty() {
            if let Some(words) = self.by_profile(|place, _| in_views.contains(&place)) {
                told.push(sentences::only(&words));
            }
            let parsers: Vec<_> = [Parser::Legacy, Parser::Strict]
                .into_iter()
                .filter(|parser| {
                    let mut places = in_views.iter().filter_map(|place| self.list.get(*place));
                    places.any(|view| view.parser == *parser)
                })
                .collect();
            if self.has(Parser::Legacy)
                && self.has(Parser::Strict)
                && let [parser] = parsers.as_slice()
            {
                told.push(sentences::only(match parser {
                    Parser::Legacy => "with Nextflow’s legacy parser of configurations",
                    Parser::Strict => "with Nextflow’s strict parser of configurations",
                }));
            }
        }
        let is_free = group.iter().any(|it| it.when.is_empty());
        if !is_free {
            let mut ways: Vec<String> = Vec::new();
            for one in group {
                let words = one.when.join(" and ");
                if !ways.contains(&words) {
                    ways.push(words);
                }
            }
            told.push(sentences::only(&sentences::ways(&ways)));
        }
        let parameters: BTreeSet<_> = group.iter().flat_map(|it| &it.parameters).collect();
        if !parameters.is_empty() {
            let parameters: Vec<&str> = parameters.iter().map(|it| it.as_str()).collect();
            told.push(sentences::parameters(&parameters));
        }
        told
    }

    /// Where the names come from that a setting of the engine has changed.
    fn origins(&self, name: &str, group: &[FoundContainer]) -> Vec<Finding> {
        let mut origins: Vec<Finding> = Vec::new();
        for one in group {
            let setting = one
                .view
                .map_or(self.list.first(), |view| self.list.get(view));
            let setting = setting.and_then(|view| view.setting.as_ref());
            if let (What::Image(_, Some(written)), Some(setting)) = (&one.what, setting) {
                let origin = setting.origin(&Rewritten {
                    written: written.clone(),
                    image: name.to_owned(),
                });
                if !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
        }
        origins
    }

    /// What the settings of engines do that have changed a name.
    fn setting_notes(&self, groups: &[(What, Vec<FoundContainer>)]) -> Vec<Finding> {
        let mut notes: Vec<Finding> = Vec::new();
        let changed = groups
            .iter()
            .flat_map(|(_, group)| group)
            .filter(|it| matches!(it.what, What::Image(_, Some(_))));
        for one in changed {
            let view = one
                .view
                .map_or(self.list.first(), |view| self.list.get(view));
            let Some(setting) = view.and_then(|view| view.setting.as_ref()) else {
                continue;
            };
            let mut note = setting.finding();
            let by_profile = self.by_profile(|_, view| view.setting.as_ref() == Some(setting));
            if let Some(words) = by_profile.filter(|_| one.view.is_some()) {
                note.message = format!("{} That is so {words}.", note.message);
            }
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }

    /// What the text says of Wave as a whole.
    fn wave(&self, is_built: bool) -> WaveUse {
        if self.is_refused {
            return WaveUse::NotSaid;
        }
        let all = |is: fn(WaveUse) -> bool| self.list.iter().all(|view| is(view.wave));
        let on = self
            .list
            .iter()
            .map(|view| view.wave)
            .find(|wave| wave.is_on());
        match on {
            _ if all(|wave| wave == WaveUse::Off) => WaveUse::Off,
            Some(_) if is_built => WaveUse::Builds,
            Some(on) => on,
            None => WaveUse::NotSaid,
        }
    }

    /// What is said of Wave before all else.
    fn wave_notes(&self, wave: WaveUse) -> Vec<Finding> {
        let mut notes = Vec::new();
        let is_text = |view: &View| {
            let enabled = view.settings.get("wave.enabled").map(|it| &it.value);
            matches!(enabled, Some(Value::Text(text)) if text == "true")
        };
        if self.list.iter().any(is_text) && !self.is_refused {
            notes.push(Finding::warning(
                WAVE_OFF,
                "wave.enabled is the text 'true'. Nextflow turns Wave on for true without quotes \
                 only, so Wave is off.",
            ));
        }
        let is_off = |view: &View| view.wave == WaveUse::Off;
        if wave == WaveUse::Off {
            if notes.is_empty() {
                notes.push(Finding::warning(
                    WAVE_OFF,
                    "Wave is off here (wave.enabled = false): it is asked for none of these \
                     images, and no credential that is stored for Wave is used. The container \
                     engine pulls them with the login that it has itself.",
                ));
            }
            return notes;
        }
        if self.is_refused {
            return notes;
        }
        if self.list.iter().any(is_off)
            && let Some(words) = self.by_profile(|_, view| is_off(view))
        {
            notes.push(Finding::warning(
                WAVE_OFF,
                format!(
                    "Wave is off {words}: then no credential that is stored for Wave is used. What \
                     follows holds while Wave is on."
                ),
            ));
        } else if wave.is_on()
            && let Some(words) = self.by_profile(|_, view| view.wave.is_on())
        {
            notes.push(Finding::info(
                WAVE_BY_PROFILE,
                format!("This text turns Wave on {words}. What follows holds while Wave is on."),
            ));
        }
        let target = self.list.iter().find_map(|view| {
            match &view.settings.get("wave.build.repository")?.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            }
        });
        let into = target.map_or_else(String::new, |target| format!(" into {target}"));
        match wave {
            WaveUse::Builds => notes.push(Finding::info(
                WAVE_BUILDS,
                "Wave builds images here: wave.strategy takes conda before containers, so that \
                 containers that are named are not all pulled.",
            )),
            WaveUse::Freezes => notes.push(Finding::info(
                WAVE_BUILDS,
                format!(
                    "Wave freezes images here (wave.freeze = true): it reads each with the \
                     credential below and puts the result{into}, from where the container engine \
                     pulls it with the login that it has itself."
                ),
            )),
            WaveUse::Mirrors => notes.push(Finding::info(
                WAVE_BUILDS,
                format!(
                    "Wave copies images here (wave.mirror = true): it reads each with the \
                     credential below and puts the copy{into}, from where the container engine \
                     pulls it with the login that it has itself."
                ),
            )),
            WaveUse::NotSaid | WaveUse::Off | WaveUse::On => {}
        }
        notes
    }
}
