//! Pipelines that match a search, sorted, by the page. What a person typed is a parameter of
//! the query and never a part of it. Start at [`PipelineQuery`].

use rusqlite::named_params;
use serde::Deserialize;
use wavepass_core::platform::Scope;

use super::{IN_SCOPE, Owner, Result, SELECT, Store, StoredPipeline};

/// Which pipelines to list.
pub(crate) struct PipelineQuery {
    pub(crate) search: Search,
    pub(crate) sort: (SortBy, SortDir),
    /// All of them without a number.
    pub(crate) max: Option<u32>,
    pub(crate) offset: u32,
}

/// What pipelines are searched for. The case of letters does not count.
pub(crate) enum Search {
    /// All of them.
    All,
    /// Name or description contains it.
    Contains(String),
    /// The name is exactly that.
    ExactName(String),
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
    /// A page of the pipelines of a scope, and how many match the search in all.
    pub(crate) async fn list_pipelines(
        &self,
        user: i64,
        scope: Scope,
        query: PipelineQuery,
    ) -> Result<(Vec<StoredPipeline>, u64)> {
        self.read(move |connection| {
            let owner = Owner::of(user, scope);
            let (matches, search) = match query.search {
                Search::All => (":search = ''", String::new()),
                Search::Contains(word) => (
                    "(instr(lower(p.name), lower(:search)) > 0
                          OR instr(lower(p.description), lower(:search)) > 0)",
                    word,
                ),
                Search::ExactName(name) => ("lower(p.name) = lower(:search)", name),
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
                &format!(
                    "SELECT count(*) AS total FROM pipelines p WHERE {IN_SCOPE} AND {matches}"
                ),
                named_params! {
                    ":user": owner.user,
                    ":workspace": owner.workspace,
                    ":search": search,
                },
                |row| row.get("total"),
            )?;
            let mut statement = transaction.prepare(&format!(
                "{SELECT} WHERE {IN_SCOPE} AND {matches} ORDER BY {order}
                     LIMIT :max OFFSET :offset"
            ))?;
            let rows = statement
                .query_map(
                    named_params! {
                        ":user": owner.user,
                        ":workspace": owner.workspace,
                        ":search": search,
                        ":max": max,
                        ":offset": query.offset,
                    },
                    StoredPipeline::from_row,
                )?
                .collect::<rusqlite::Result<_>>()?;
            Ok((rows, u64::try_from(total).unwrap_or_default()))
        })
        .await
    }
}
