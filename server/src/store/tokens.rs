//! Access tokens: personal ones, and those behind a browser's session.

use rusqlite::{OptionalExtension, Row, named_params};
use wavepass_core::platform::tokens::Token;

use super::{Result, Store};
use crate::clock::timestamp;
use crate::error::is_busy;

/// How long the time of last use may lag behind, so that not every read is a write.
const LAST_USED_LAG: i64 = 60;

/// Who holds a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A person or a program; listed, and valid until deleted.
    Personal,
    /// A browser; not listed, and valid until that time.
    Session { expires: i64 },
}

/// What is kept of a token.
pub(crate) struct StoredToken {
    pub(crate) user: i64,
    pub(crate) hash: [u8; 32],
    /// When it runs out; of a personal one never.
    pub(crate) expires: Option<i64>,
    last_used: Option<i64>,
}

impl StoredToken {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            user: row.get("user_id")?,
            hash: row.get("hash")?,
            expires: row.get("expires")?,
            last_used: row.get("last_used")?,
        })
    }

    /// Whether the time of last use lags behind so far that it is worth a write.
    pub(crate) fn last_use_is_stale(&self, now: i64) -> bool {
        self.last_used.is_none_or(|last| now - last > LAST_USED_LAG)
    }
}

impl Store {
    /// Stores a token's hash and gives its id, or nothing when the name is taken.
    pub(crate) async fn create_token(
        &self,
        user: i64,
        kind: TokenKind,
        name: String,
        hash: [u8; 32],
        now: i64,
    ) -> Result<Option<i64>> {
        let (kind, expires) = match kind {
            TokenKind::Personal => ("personal", None),
            TokenKind::Session { expires } => ("session", Some(expires)),
        };
        self.write(move |connection| {
            connection.execute(
                "DELETE FROM tokens WHERE kind = 'session' AND expires <= :now",
                named_params! { ":now": now },
            )?;
            let inserted = connection.execute(
                "INSERT INTO tokens (user_id, kind, name, hash, created, expires)
                     VALUES (:user, :kind, :name, :hash, :now, :expires)
                     ON CONFLICT DO NOTHING",
                named_params! {
                    ":user": user,
                    ":kind": kind,
                    ":name": name,
                    ":hash": hash,
                    ":now": now,
                    ":expires": expires,
                },
            )?;
            Ok((inserted == 1).then(|| connection.last_insert_rowid()))
        })
        .await
    }

    /// A token that has not run out. Whoever asks has not proven anything yet.
    pub(crate) async fn find_token(&self, id: i64, now: i64) -> Result<Option<StoredToken>> {
        self.read(move |connection| {
            connection
                .query_row(
                    "SELECT user_id, hash, expires, last_used FROM tokens
                         WHERE id = :id AND (expires IS NULL OR expires > :now)",
                    named_params! { ":id": id, ":now": now },
                    StoredToken::from_row,
                )
                .optional()
        })
        .await
    }

    /// Remembers that a token was used, unless somebody writes just now: it is no reason to keep
    /// a question waiting.
    pub(crate) async fn touch_token(&self, id: i64, now: i64) -> Result<()> {
        let touched = self.writer.call_at_once(move |connection| {
            connection.execute(
                "UPDATE tokens SET last_used = :now WHERE id = :id",
                named_params! { ":id": id, ":now": now },
            )?;
            Ok(())
        });
        match touched.await {
            Err(tokio_rusqlite::Error::Error(cause)) if is_busy(&cause) => Ok(()),
            touched => touched,
        }
    }

    /// A user's personal tokens, oldest first.
    pub(crate) async fn list_tokens(&self, user: i64) -> Result<Vec<Token>> {
        self.read(move |connection| {
            let mut statement = connection.prepare(
                "SELECT id, name, last_used, created FROM tokens
                     WHERE user_id = :user AND kind = 'personal' ORDER BY id",
            )?;
            let rows = statement.query_map(named_params! { ":user": user }, |row| {
                Ok(Token {
                    id: row.get("id")?,
                    name: row.get("name")?,
                    last_used: row.get::<_, Option<i64>>("last_used")?.map(timestamp),
                    date_created: Some(timestamp(row.get("created")?)),
                })
            })?;
            rows.collect()
        })
        .await
    }

    /// Deletes a token of a user; false when there is none.
    pub(crate) async fn delete_token(&self, user: i64, id: i64) -> Result<bool> {
        self.write(move |connection| {
            let deleted = connection.execute(
                "DELETE FROM tokens WHERE id = :id AND user_id = :user",
                named_params! { ":id": id, ":user": user },
            )?;
            Ok(deleted == 1)
        })
        .await
    }

    /// Ends the session behind a token. A personal token stays.
    pub(crate) async fn end_session(&self, id: i64) -> Result<()> {
        self.write(move |connection| {
            connection.execute(
                "DELETE FROM tokens WHERE id = :id AND kind = 'session'",
                named_params! { ":id": id },
            )?;
            Ok(())
        })
        .await
    }
}
