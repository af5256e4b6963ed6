//! Pipelines that fit a search, sorted, by the page. What a person typed is a parameter of the
//! query and never a part of it. Start at [`PipelineQuery`].

use rusqlite::params;
use serde::Deserialize;
use wavepass_core::platform::Scope;

use super::{IN_SCOPE, Result, SELECT, Store, StoredPipeline, owner, read};

/// Which pipelines to list.
pub(crate) struct PipelineQuery {
    pub(crate) search: Search,
    pub(crate) sort: (SortBy, SortDir),
    /// All of them without a number.
    pub(crate) max: Option<u32>,
    pub(crate) offset: u32,
}

/// What pipelines are searched for, without regard to the case of letters.
pub(crate) enum Search {
    Everything,
    /// Name or description contains it.
    Word(String),
    /// The name is exactly that.
    Name(String),
}

/// By what pipelines are sorted, as Platform calls it.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum SortBy {
    #[default]
    Name,
    Created,
    Modified,
}

/// In which direction, as Platform calls it.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum SortDir {
    #[default]
    Ascending,
    Descending,
}

impl Store {
    /// Some pipelines of a scope, and how many fit the search in all.
    pub(crate) async fn list_pipelines(
        &self,
        user: i64,
        scope: Scope,
        query: PipelineQuery,
    ) -> Result<(Vec<StoredPipeline>, u64)> {
        self.handle
            .call(move |connection| {
                let (user, workspace) = owner(user, scope);
                let (fits, sought) = match query.search {
                    Search::Everything => ("?3 = ''", String::new()),
                    Search::Word(word) => (
                        "(instr(lower(p.name), lower(?3)) > 0
                          OR instr(lower(p.description), lower(?3)) > 0)",
                        word,
                    ),
                    Search::Name(name) => ("lower(p.name) = lower(?3)", name),
                };
                let order = match query.sort {
                    (SortBy::Name, SortDir::Ascending) => "lower(p.name), p.name",
                    (SortBy::Name, SortDir::Descending) => "lower(p.name) DESC, p.name DESC",
                    (SortBy::Created, SortDir::Ascending) => "p.position",
                    (SortBy::Created, SortDir::Descending) => "p.position DESC",
                    (SortBy::Modified, SortDir::Ascending) => "p.updated, p.position",
                    (SortBy::Modified, SortDir::Descending) => "p.updated DESC, p.position DESC",
                };
                let max = query.max.map_or(-1, i64::from);
                // Both questions see the same state.
                let transaction = connection.transaction()?;
                let total: i64 = transaction.query_row(
                    &format!("SELECT count(*) FROM pipelines p WHERE {IN_SCOPE} AND {fits}"),
                    params![user, workspace, sought],
                    |row| row.get(0),
                )?;
                let mut statement = transaction.prepare(&format!(
                    "{SELECT} WHERE {IN_SCOPE} AND {fits} ORDER BY {order} LIMIT ?4 OFFSET ?5"
                ))?;
                let rows = statement
                    .query_map(params![user, workspace, sought, max, query.offset], read)?
                    .collect::<rusqlite::Result<_>>()?;
                Ok((rows, u64::try_from(total).unwrap_or_default()))
            })
            .await
    }
}
