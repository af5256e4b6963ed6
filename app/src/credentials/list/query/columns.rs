//! Which columns of the list are shown. The name always is.

use super::Column;

/// The columns that can be hidden, in their order.
pub(crate) const OPTIONAL: [Column; 5] = [
    Column::Provider,
    Column::Registry,
    Column::UserName,
    Column::LastUsed,
    Column::Updated,
];

/// In the address, that the name is shown alone.
const NONE: &str = "none";

/// Which columns are shown. The default is all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// A bit for each of [`OPTIONAL`].
    hidden: u8,
}

impl Columns {
    /// Whether a column is shown.
    pub(crate) fn has(self, column: Column) -> bool {
        self.hidden & bit(column) == 0
    }

    /// The same with a column shown or hidden. One that cannot be hidden stays.
    pub(crate) fn with(self, column: Column, is_shown: bool) -> Self {
        let hidden = if is_shown {
            self.hidden & !bit(column)
        } else {
            self.hidden | bit(column)
        };
        Self { hidden }
    }

    /// Those that can be hidden and are shown.
    pub(crate) fn shown(self) -> impl Iterator<Item = Column> {
        OPTIONAL.into_iter().filter(move |it| self.has(*it))
    }

    /// Those that are hidden.
    pub(crate) fn hidden(self) -> impl Iterator<Item = Column> {
        OPTIONAL.into_iter().filter(move |it| !self.has(*it))
    }

    /// Reads the names of those that are shown. Names that are not known do not count, and where
    /// none is known nothing is hidden.
    pub(super) fn read(value: &str) -> Self {
        let is_named = |column: &Column| value.split(',').any(|it| it == column.value());
        let all = Self::default();
        let read = OPTIONAL.iter().fold(all, |columns, column| {
            columns.with(*column, is_named(column))
        });
        if read.shown().next().is_none() && !value.split(',').any(|it| it == NONE) {
            return all;
        }
        read
    }

    /// The names of those that are shown; empty where all of them are.
    pub(super) fn value(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        let names: Vec<_> = self.shown().map(Column::value).collect();
        if names.is_empty() {
            NONE.to_owned()
        } else {
            names.join(",")
        }
    }
}

/// The bit of a column; none where it cannot be hidden.
fn bit(column: Column) -> u8 {
    let at = OPTIONAL.iter().position(|it| *it == column);
    at.map_or(0, |at| 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Every choice of columns.
    fn all() -> impl Iterator<Item = Columns> {
        (0..1 << OPTIONAL.len()).map(|hidden| Columns { hidden })
    }

    #[test]
    fn the_names_in_an_address_are_the_columns_that_are_shown() {
        for (value, shown) in [
            ("", &OPTIONAL[..]),
            ("provider", &[Column::Provider]),
            ("provider,registry", &[Column::Provider, Column::Registry]),
            // Whatever their order, and however often.
            ("updated,user,updated", &[Column::UserName, Column::Updated]),
            ("provider,registry,user,used,updated", &OPTIONAL),
            ("none", &[]),
            // What is named is shown.
            ("none,used", &[Column::LastUsed]),
            ("odd,used", &[Column::LastUsed]),
            // The name always is, and the list can be ordered by what is no column.
            ("name,used", &[Column::LastUsed]),
            ("expiry,used", &[Column::LastUsed]),
            // Nothing that is known.
            ("odd", &OPTIONAL),
            ("name", &OPTIONAL),
            (",", &OPTIONAL),
            ("Provider", &OPTIONAL),
            ("none of them", &OPTIONAL),
        ] {
            let read = Columns::read(value);
            assert_eq!(read.shown().collect::<Vec<_>>(), shown, "{value}");
            assert!(read.has(Column::Name), "{value}");
        }
    }

    #[test]
    fn what_is_written_is_read_back_and_short() {
        for columns in all() {
            let value = columns.value();
            assert_eq!(Columns::read(&value), columns, "{value}");
            // Nothing in it has to be written otherwise in an address.
            assert!(
                value
                    .bytes()
                    .all(|it| it.is_ascii_lowercase() || it == b','),
                "{value}"
            );
        }
        assert_eq!(Columns::default().value(), "");
        let last = Columns::default().with(Column::Updated, false);
        assert_eq!(last.value(), "provider,registry,user,used");
    }

    #[test]
    fn a_column_is_shown_and_hidden_without_the_others() {
        for columns in all() {
            for column in OPTIONAL {
                for is_shown in [false, true] {
                    let next = columns.with(column, is_shown);
                    assert_eq!(next.has(column), is_shown);
                    assert_eq!(next.with(column, columns.has(column)), columns);
                }
            }
            assert_eq!(columns.shown().count() + columns.hidden().count(), 5);
            for column in [Column::Name, Column::Platform, Column::Expiry] {
                assert_eq!(columns.with(column, false), columns);
                assert!(columns.has(column));
            }
        }
    }
}
