//! Every rule that speaks in a finding, for the page of rules and for `wavepass explain`.
//!
//! The rules are declared where their logic is, those of a configuration's text in
//! `nextflow-config`; here they are only put together. No other module may use this one: it
//! would bring the texts of all rules into the browser. Start at [`all`].

use crate::finding::Rule;

/// Rules about one thing.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What they are about, as a heading.
    pub title: &'static str,
    lists: &'static [&'static [Rule]],
}

/// The group to which the rules of the linter belong.
const CONFIGURATIONS: &str = "Nextflow configurations";

/// Every group, in the order of the page.
pub const GROUPS: &[Group] = &[
    Group {
        title: "Any value",
        lists: &[crate::finding::value::RULES],
    },
    Group {
        title: "Credentials",
        lists: &[
            crate::credentials::description::RULES,
            crate::credentials::extent::RULES,
            crate::credentials::form::RULES,
            crate::credentials::form::ending::RULES,
            crate::credentials::form::format::RULES,
            crate::credentials::form::from_wire::RULES,
            crate::credentials::form::values::RULES,
            crate::credentials::name::RULES,
            crate::credentials::rotation::RULES,
        ],
    },
    Group {
        title: "Registry server",
        lists: &[
            crate::registry::server::RULES,
            crate::registry::server::host::RULES,
            crate::registry::server::likeness::RULES,
            crate::registry::server::parts::RULES,
            crate::registry::server::path::RULES,
            crate::registry::server::stand_in::RULES,
            crate::registry::server::suggest::RULES,
        ],
    },
    Group {
        title: "User name and password",
        lists: &[
            crate::registry::login_test::RULES,
            crate::registry::user_name::RULES,
            crate::registry::secret::user_name_findings::RULES,
            crate::registry::secret::verdict::RULES,
            crate::registry::secret::wrapping::RULES,
        ],
    },
    Group {
        title: "Pasted texts",
        lists: &[
            crate::login::RULES,
            crate::login::advice::RULES,
            crate::login::pasted::RULES,
            crate::login::stored::RULES,
        ],
    },
    Group {
        title: "Image names",
        lists: &[
            crate::image::extract::config::findings::RULES,
            crate::image::extract::engine::RULES,
            crate::image::extract::sentences::RULES,
            crate::image::findings::RULES,
            crate::image::findings::host::RULES,
            crate::image::findings::path::RULES,
            crate::image::findings::suffix::RULES,
        ],
    },
    Group {
        title: "Which credential Wave uses",
        lists: &[
            crate::wave::resolve::host::RULES,
            crate::wave::resolve::name::RULES,
            crate::wave::resolve::neighbours::RULES,
            crate::wave::resolve::reason::RULES,
            crate::wave::push::RULES,
        ],
    },
    Group {
        title: "Lists of credentials and of images",
        lists: &[
            crate::wave::audit::RULES,
            crate::wave::coverage::row::RULES,
            crate::wave::coverage::told::RULES,
        ],
    },
    Group {
        title: "Logs",
        lists: &[crate::diagnose::RULES],
    },
    Group {
        title: CONFIGURATIONS,
        lists: &[
            crate::launch::credentials::RULES,
            crate::launch::registries::RULES,
            crate::launch::secrets::RULES,
        ],
    },
];

impl Group {
    /// Its rules.
    pub fn rules(&self) -> impl Iterator<Item = Rule> + use<> {
        let linter = (self.title == CONFIGURATIONS).then(nextflow_config::rules);
        let linter = linter.into_iter().flatten().map(Rule::from);
        linter.chain(self.lists.iter().copied().flatten().copied())
    }
}

/// Every rule.
pub fn all() -> impl Iterator<Item = Rule> {
    GROUPS.iter().flat_map(Group::rules)
}

/// The rule with that code.
pub fn find(code: &str) -> Option<Rule> {
    all().find(|rule| rule.code.as_str() == code)
}
