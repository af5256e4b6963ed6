-- Times are seconds since 1970-01-01 UTC. Ids of users, organizations and workspaces are
-- drawn at random below 2^53, as Platform's are.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE users (
    id        INTEGER PRIMARY KEY,
    user_name TEXT NOT NULL UNIQUE,
    email     TEXT NOT NULL,
    created   INTEGER NOT NULL
) STRICT;

CREATE TABLE organizations (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL
) STRICT;

CREATE TABLE workspaces (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    full_name       TEXT NOT NULL,
    visibility      TEXT NOT NULL CHECK (visibility IN ('PRIVATE', 'SHARED')),
    UNIQUE (organization_id, name)
) STRICT;

CREATE TABLE participants (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    user_id      INTEGER NOT NULL REFERENCES users (id),
    role         TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'maintain', 'launch', 'connect', 'view')),
    PRIMARY KEY (workspace_id, user_id)
) STRICT;

-- Of a token only a hash is kept. A session is a token that a browser got for a sign-in
-- link; it runs out and is not listed.
CREATE TABLE tokens (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id   INTEGER NOT NULL REFERENCES users (id),
    kind      TEXT NOT NULL CHECK (kind IN ('personal', 'session')),
    name      TEXT NOT NULL,
    hash      BLOB NOT NULL,
    created   INTEGER NOT NULL,
    expires   INTEGER,
    last_used INTEGER
) STRICT;

CREATE UNIQUE INDEX token_names ON tokens (user_id, name) WHERE kind = 'personal';

-- Credentials belong to a user or to a workspace. `position` is the order of creation, in
-- which they are listed. A deleted row stays without its keys.
CREATE TABLE credentials (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    user_id      INTEGER REFERENCES users (id),
    workspace_id INTEGER REFERENCES workspaces (id),
    name         TEXT NOT NULL,
    description  TEXT,
    provider     TEXT NOT NULL,
    base_url     TEXT,
    category     TEXT,
    keys         TEXT NOT NULL,
    created      INTEGER NOT NULL,
    updated      INTEGER NOT NULL,
    last_used    INTEGER,
    deleted      INTEGER,
    CHECK ((user_id IS NULL) <> (workspace_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX credentials_names
    ON credentials (ifnull(user_id, 0), ifnull(workspace_id, 0), name)
    WHERE deleted IS NULL;

-- Each write-only field, encrypted; the record's id and the field's name are bound to it.
CREATE TABLE credentials_secrets (
    credentials_id TEXT NOT NULL REFERENCES credentials (id),
    field          TEXT NOT NULL,
    sealed         BLOB NOT NULL,
    PRIMARY KEY (credentials_id, field)
) STRICT;
