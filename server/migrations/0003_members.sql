-- Several people. An organization has members, of whom its owners are owners in every workspace of
-- it. Participants get a number of their own, as on Platform. Who was there before is owner of
-- all that was there before. A removed user stays as the name behind what they made.

ALTER TABLE users ADD COLUMN deleted INTEGER;

CREATE TABLE members (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    user_id         INTEGER NOT NULL REFERENCES users (id),
    role            TEXT NOT NULL CHECK (role IN ('owner', 'member')),
    UNIQUE (organization_id, user_id)
) STRICT;

INSERT INTO members (id, organization_id, user_id, role)
SELECT abs(random() % 9007199254740000) + 1, o.id, u.id, 'owner'
FROM organizations o, users u;

ALTER TABLE participants RENAME TO participants_without_id;

CREATE TABLE participants (
    id           INTEGER PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    user_id      INTEGER NOT NULL REFERENCES users (id),
    role         TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'maintain', 'launch', 'connect', 'view')),
    UNIQUE (workspace_id, user_id)
) STRICT;

INSERT INTO participants (id, workspace_id, user_id, role)
SELECT abs(random() % 9007199254740000) + 1, workspace_id, user_id, role
FROM participants_without_id;

DROP TABLE participants_without_id;
