-- Requests for images that are pulled through the server's own Wave. Of the token there is only a keyed
-- hash; what was asked for ends with the access token that asked.

CREATE TABLE container_requests (
    id              TEXT PRIMARY KEY,
    token_hash      BLOB NOT NULL UNIQUE,
    user_id         INTEGER REFERENCES users (id),
    access_token_id INTEGER,
    workspace_id    INTEGER REFERENCES workspaces (id),
    registry        TEXT NOT NULL,
    repository      TEXT NOT NULL,
    reference       TEXT NOT NULL,
    digest          TEXT,
    platform        TEXT NOT NULL,
    config          TEXT,
    workflow_id     TEXT,
    created         INTEGER NOT NULL,
    expires         INTEGER NOT NULL,
    revoked         INTEGER,
    credential_id   TEXT,
    credential_name TEXT,
    pulls           INTEGER NOT NULL DEFAULT 0,
    last_pulled     INTEGER,
    fault           TEXT
) STRICT;

CREATE INDEX container_requests_of_user ON container_requests (user_id, created);
CREATE INDEX container_requests_of_workspace ON container_requests (workspace_id, created);
CREATE INDEX container_requests_by_expiry ON container_requests (expires);
