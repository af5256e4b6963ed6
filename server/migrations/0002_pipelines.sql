-- Pipelines and the compute environments that they are launched on. Both belong to a user or
-- to a workspace; `position` is the order of creation. What a client sends as launch and as
-- config is kept as JSON. It is not sealed: Platform gives it back to whoever may read it,
-- so a secret in it was never one.

CREATE TABLE compute_envs (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    user_id        INTEGER REFERENCES users (id),
    workspace_id   INTEGER REFERENCES workspaces (id),
    name           TEXT NOT NULL,
    description    TEXT,
    platform       TEXT NOT NULL,
    config         TEXT NOT NULL,
    credentials_id TEXT REFERENCES credentials (id),
    created        INTEGER NOT NULL,
    updated        INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (workspace_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX compute_envs_names
    ON compute_envs (ifnull(user_id, 0), ifnull(workspace_id, 0), name);

-- `id` is drawn at random below 2^53, as Platform's is. `creator` is who made it, whoever it
-- belongs to.
CREATE TABLE pipelines (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    id           INTEGER NOT NULL UNIQUE,
    user_id      INTEGER REFERENCES users (id),
    workspace_id INTEGER REFERENCES workspaces (id),
    creator      INTEGER NOT NULL REFERENCES users (id),
    name         TEXT NOT NULL,
    description  TEXT,
    icon         TEXT,
    launch_id    TEXT NOT NULL,
    launch       TEXT NOT NULL,
    created      INTEGER NOT NULL,
    updated      INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (workspace_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX pipelines_names
    ON pipelines (ifnull(user_id, 0), ifnull(workspace_id, 0), name);
