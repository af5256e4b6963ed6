//! What somebody asks of the list: which credentials, in which order, grouped by what, and how
//! they are shown.
//!
//! It is kept in the address and nowhere else, so that Back restores it and a link shares it.
//! Start at [`ListQuery`].

mod columns;

use wavepass_core::platform::paths::encode;

pub(crate) use columns::{Columns, OPTIONAL};

/// What somebody asks of the list. The default is the whole list in Platform's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListQuery {
    /// Words that have to be in a row, as they were typed.
    pub(crate) search: String,
    /// Only those of this provider, by its name on the page.
    pub(crate) provider: String,
    /// Only those that this is true of.
    pub(crate) only: Only,
    /// The order.
    pub(crate) sort: Sort,
    /// What stands together.
    pub(crate) group: Group,
    /// Which columns are shown.
    pub(crate) columns: Columns,
    /// How much room a row has.
    pub(crate) density: Density,
}

/// Declares the choices of a control: for each its value in the address and what it says.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $choice:ident = $value:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$of])* $choice,)+
        }

        impl $name {
            /// All of them: each with its value in the address and what it says.
            pub(crate) const ALL: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$choice, $value, $label),)+];

            /// The choice with a value; the first one for a value of none.
            pub(crate) fn of(value: &str) -> Self {
                let mut all = Self::ALL.iter();
                all.find(|(_, of, _)| *of == value).map_or_else(Self::default, |(choice, ..)| *choice)
            }

            /// Its value in the address.
            pub(crate) fn value(self) -> &'static str {
                let mut all = Self::ALL.iter();
                all.find(|(choice, ..)| *choice == self).map_or("", |(_, value, _)| *value)
            }
        }
    };
}

choices! {
    /// Something that is true of some credentials.
    Only {
        /// Of all of them.
        #[default]
        All = "", "All";
        /// Something is wrong, or soon will be.
        Attention = "attention", "Needs attention";
        /// Platform has found them invalid, or lists them as deleted.
        Refused = "refused", "Invalid or deleted";
        /// Their user name works at no login of their registry.
        LoginNeverWorks = "login", "Login never works";
        /// No image is written like their registry.
        NeverMatches = "never-matches", "Host never matches";
        /// Another one is used in their place.
        Shadowed = "shadowed", "Shadowed";
        /// Their secret ends within 30 days, or has ended.
        Expiring = "expiring", "Expiring or expired";
        /// Their user name goes with a token that lasts for hours.
        ShortLived = "short-lived", "Short-lived login";
        /// Images are usually not written with their host.
        UnusualHost = "unusual-host", "Unusual host";
        /// They were never used.
        NeverUsed = "never-used", "Never used";
        /// They were not used for 90 days, or never.
        Unused = "unused", "Not used for 90 days";
    }
}

choices! {
    /// A column that the list can be ordered by.
    Column {
        /// The order of Platform's list, which decides what Wave takes.
        #[default]
        Platform = "", "Platform’s order";
        /// The name.
        Name = "name", "Name";
        /// The provider.
        Provider = "provider", "Provider";
        /// The registry server.
        Registry = "registry", "Registry server";
        /// The user name.
        UserName = "user", "User name";
        /// When they were last used.
        LastUsed = "used", "Last used";
        /// When they were changed last.
        Updated = "updated", "Last updated";
        /// The day on which the secret ends.
        Expiry = "expiry", "Expiry";
    }
}

choices! {
    /// What stands together.
    Group {
        /// Nothing.
        #[default]
        None = "", "Nothing";
        /// Those of a provider.
        Provider = "provider", "Provider";
        /// Those for a registry.
        Registry = "registry", "Registry server";
    }
}

choices! {
    /// How much room a row has.
    Density {
        /// As much as on every page.
        #[default]
        Comfortable = "", "Comfortable";
        /// As little as it takes to read it.
        Compact = "compact", "Compact";
    }
}

/// What one of a control's choices says.
fn label_of<T: PartialEq>(all: &[(T, &'static str, &'static str)], it: T) -> &'static str {
    let found = all.iter().find(|(other, ..)| *other == it);
    found.map_or("", |(.., label)| *label)
}

impl Column {
    /// What it is called.
    pub(crate) fn label(self) -> &'static str {
        label_of(Self::ALL, self)
    }
}

impl Only {
    /// What it is called.
    pub(crate) fn label(self) -> &'static str {
        label_of(Self::ALL, self)
    }
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sort {
    /// By what.
    pub(crate) column: Column,
    /// Whether the last comes first.
    pub(crate) descending: bool,
}

impl Sort {
    /// The order after a press on the head of a column: ascending, descending, Platform's.
    pub(crate) fn pressed(self, column: Column) -> Self {
        match (self.column == column, self.descending) {
            (false, _) => Self {
                column,
                descending: false,
            },
            (true, false) => Self {
                column,
                descending: true,
            },
            (true, true) => Self::default(),
        }
    }

    /// What `aria-sort` says at the head of a column.
    pub(crate) fn of(self, column: Column) -> &'static str {
        match (self.column == column, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }
}

impl ListQuery {
    /// Reads the parameters of an address; what is not understood is not asked for.
    pub(crate) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| parameter(name).unwrap_or_default();
        let sort = value("sort");
        let ascending = sort.strip_prefix('-');
        Self {
            search: value("q"),
            provider: value("provider"),
            only: Only::of(&value("only")),
            sort: Sort {
                column: Column::of(ascending.unwrap_or(&sort)),
                descending: ascending.is_some_and(|of| Column::of(of) != Column::Platform),
            },
            group: Group::of(&value("group")),
            columns: Columns::read(&value("columns")),
            density: Density::of(&value("density")),
        }
    }

    /// The query of the address with its question mark; empty where nothing is asked.
    pub(crate) fn to_text(&self) -> String {
        let sign = if self.sort.descending { "-" } else { "" };
        let sort = match self.sort.column {
            Column::Platform => String::new(),
            column => [sign, column.value()].concat(),
        };
        let mut text = String::new();
        // What was not typed has only what stays as it is in an address.
        for (name, value) in [
            ("q", encode(&self.search).as_str()),
            ("provider", &encode(&self.provider)),
            ("only", self.only.value()),
            ("sort", &sort),
            ("group", self.group.value()),
            ("columns", &self.columns.value()),
            ("density", self.density.value()),
        ] {
            if !value.is_empty() {
                let sign = if text.is_empty() { '?' } else { '&' };
                text.push(sign);
                text.push_str(name);
                text.push('=');
                text.push_str(value);
            }
        }
        text
    }

    /// Whether it asks for the same as another one but for the words.
    pub(crate) fn differs_by_search(&self, other: &Self) -> bool {
        let without = |query: &Self| Self {
            search: String::new(),
            ..query.clone()
        };
        self.search != other.search && without(self) == without(other)
    }

    /// The column that it is ordered by, where that is hidden.
    pub(crate) fn hidden_order(&self) -> Option<Column> {
        let column = self.sort.column;
        (!self.columns.has(column)).then_some(column)
    }

    /// Whether it leaves rows out.
    pub(crate) fn is_narrowing(&self) -> bool {
        !self.search.trim().is_empty() || !self.provider.is_empty() || self.only != Only::All
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(text: &str) -> ListQuery {
        ListQuery::read(|name| {
            let parameters = text.trim_start_matches('?').split('&');
            let mut pairs = parameters.filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.find(|(of, _)| *of == name)?;
            Some(
                percent_decode_str(value)
                    .decode_utf8()
                    .unwrap()
                    .into_owned(),
            )
        })
    }

    #[test]
    fn what_is_asked_is_in_the_address_and_read_back_from_it() {
        for only in Only::ALL {
            for column in Column::ALL {
                for group in Group::ALL {
                    for (descending, density) in [false, true].into_iter().zip(Density::ALL) {
                        let query = ListQuery {
                            search: "quay & co = 100 %".to_owned(),
                            provider: "Container registry".to_owned(),
                            only: only.0,
                            sort: Sort {
                                column: column.0,
                                descending: descending && column.0 != Column::Platform,
                            },
                            group: group.0,
                            columns: Columns::default().with(column.0, false),
                            density: density.0,
                        };
                        assert_eq!(read(&query.to_text()), query, "{}", query.to_text());
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_asked_is_nothing_in_the_address() {
        assert_eq!(ListQuery::default().to_text(), "");
        assert_eq!(read(""), ListQuery::default());
        let query = ListQuery {
            search: "a b".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(query.to_text(), "?q=a%20b");
    }

    #[test]
    fn how_rows_are_shown_is_short_and_readable_in_the_address() {
        let without = |columns: &[Column]| ListQuery {
            columns: columns
                .iter()
                .fold(Columns::default(), |all, column| all.with(*column, false)),
            ..ListQuery::default()
        };
        for (query, text) in [
            (
                without(&[Column::UserName, Column::LastUsed, Column::Updated]),
                "?columns=provider,registry",
            ),
            (without(&OPTIONAL), "?columns=none"),
            (without(&[]), ""),
            (
                ListQuery {
                    density: Density::Compact,
                    sort: Sort::default().pressed(Column::Updated),
                    ..without(&[Column::Updated])
                },
                "?sort=updated&columns=provider,registry,user,used&density=compact",
            ),
        ] {
            assert_eq!(query.to_text(), text);
            assert_eq!(read(text), query, "{text}");
        }
    }

    #[test]
    fn an_order_by_a_column_that_is_hidden_is_known() {
        for (text, hidden) in [
            ("", None),
            ("?sort=updated", None),
            ("?columns=none", None),
            ("?columns=none&sort=updated", Some(Column::Updated)),
            ("?columns=provider&sort=-used", Some(Column::LastUsed)),
            ("?columns=used&sort=-used", None),
            // They stand with the name.
            ("?columns=none&sort=name", None),
            ("?columns=none&sort=expiry", None),
        ] {
            assert_eq!(read(text).hidden_order(), hidden, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_asked_for() {
        for text in [
            "?only=odd&sort=odd&group=odd",
            "?columns=odd&density=odd",
            "?columns=&density=",
            "?sort=-",
            "?sort=-odd",
            "?other=1",
        ] {
            assert_eq!(read(text), ListQuery::default(), "{text}");
        }
    }

    #[test]
    fn the_head_of_a_column_orders_up_then_down_then_as_platform_does() {
        let mut sort = Sort::default();
        let mut told = Vec::new();
        for _ in 0..3 {
            sort = sort.pressed(Column::Name);
            told.push(sort.of(Column::Name));
        }
        assert_eq!(told, ["ascending", "descending", "none"]);
        assert_eq!(sort, Sort::default());
        let by_name = Sort::default().pressed(Column::Name).pressed(Column::Name);
        assert_eq!(
            by_name.pressed(Column::Updated).of(Column::Updated),
            "ascending"
        );
        assert_eq!(by_name.pressed(Column::Updated).of(Column::Name), "none");
    }

    #[test]
    fn only_what_leaves_rows_out_narrows() {
        for (text, narrows) in [
            ("", false),
            ("?sort=name&group=provider", false),
            ("?columns=none&density=compact", false),
            ("?q=%20", false),
            ("?q=a", true),
            ("?provider=AWS", true),
            ("?only=shadowed", true),
        ] {
            assert_eq!(read(text).is_narrowing(), narrows, "{text}");
        }
    }
}
