-- What a release with version 4 of the tables has left behind. Its secrets are "S3ntinel!", sealed with the
-- key of the test; token 5 ends in the digits of core's own test of tokens. Never changed.
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
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
INSERT INTO "compute_envs" VALUES(1,'4S7A',NULL,9,'batch',NULL,'aws-batch','{"region":"eu-west-1","waveEnabled":true}',NULL,1700000000,1700000000);
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
INSERT INTO "container_requests" VALUES('0123456789ab',X'00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF',7,5,9,'quay.io','org/tool','1.0',NULL,'linux/amd64',NULL,NULL,1700000000,4000000000,NULL,'jQrPwAUi1No9xCRyjSStob','acr',2,1700000100,NULL);
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
INSERT INTO "credentials" VALUES(1,'jQrPwAUi1No9xCRyjSStob',NULL,9,'acr','Kept','container-reg',NULL,NULL,'{"registry":"quay.io","userName":"me"}',1700000000,1700000000,NULL,NULL);
INSERT INTO "credentials" VALUES(2,'Vs8IzW7GAQeGXW18IH2tpm',7,NULL,'mine',NULL,'container-reg',NULL,NULL,'{"registry":"quay.io","userName":"me"}',1700000000,1700000000,NULL,NULL);
INSERT INTO "credentials" VALUES(3,'3S7A',7,NULL,'deleted',NULL,'container-reg',NULL,NULL,'{}',1700000000,1700000000,NULL,1700000009);
CREATE TABLE credentials_secrets (
    credentials_id TEXT NOT NULL REFERENCES credentials (id),
    field          TEXT NOT NULL,
    sealed         BLOB NOT NULL,
    PRIMARY KEY (credentials_id, field)
) STRICT;
INSERT INTO "credentials_secrets" VALUES('jQrPwAUi1No9xCRyjSStob','password',X'EDC4E6B57A0698C48BF3611227E4117DC12BA50153B630C5C9D4817A603636A5B30CDCAD09');
INSERT INTO "credentials_secrets" VALUES('Vs8IzW7GAQeGXW18IH2tpm','password',X'1B15F0384066F9D407FAD39831B13AD0E45057282AF924C790BB2C1A271B27EEB0C314FCB5');
CREATE TABLE members (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    user_id         INTEGER NOT NULL REFERENCES users (id),
    role            TEXT NOT NULL CHECK (role IN ('owner', 'member')),
    UNIQUE (organization_id, user_id)
) STRICT;
INSERT INTO "members" VALUES(20,8,7,'owner');
INSERT INTO "members" VALUES(21,8,11,'member');
CREATE TABLE organizations (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL
) STRICT;
INSERT INTO "organizations" VALUES(8,'my-organization','My organization');
CREATE TABLE participants (
    id           INTEGER PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    user_id      INTEGER NOT NULL REFERENCES users (id),
    role         TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'maintain', 'launch', 'connect', 'view')),
    UNIQUE (workspace_id, user_id)
) STRICT;
INSERT INTO "participants" VALUES(30,9,7,'owner');
INSERT INTO "participants" VALUES(31,10,7,'owner');
INSERT INTO "participants" VALUES(32,9,11,'launch');
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
INSERT INTO "pipelines" VALUES(1,40,NULL,9,7,'rna','weekly',NULL,'5S7A','{"pipeline":"https://git.acme.org/rna","computeEnvId":"4S7A","configText":"process.cpus = 2\n"}',1700000000,1700000000);
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
INSERT INTO "settings" VALUES('key-check',X'1AEC34AFA4E7191C0A08B9901376A03351F56FA7301D5B78945FB305E50B0F8F9AFC3D7E');
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
INSERT INTO "tokens" VALUES(5,7,'personal','laptop',X'07D0561E63E6EDE4FB9AD250BE7AB50E2B811C2EBD0105E84218B335F6D76945',1700000000,NULL,NULL);
INSERT INTO "tokens" VALUES(6,7,'session','browser',X'2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881',1700000000,1700000600,NULL);
CREATE TABLE users (
    id        INTEGER PRIMARY KEY,
    user_name TEXT NOT NULL UNIQUE,
    email     TEXT NOT NULL,
    created   INTEGER NOT NULL
, deleted INTEGER) STRICT;
INSERT INTO "users" VALUES(7,'local','local@localhost',1700000000,NULL);
INSERT INTO "users" VALUES(11,'mira','mira@lab.example',1700000001,NULL);
INSERT INTO "users" VALUES(12,'gone','gone@lab.example',1700000002,1700000003);
CREATE TABLE workspaces (
    id              INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    full_name       TEXT NOT NULL,
    visibility      TEXT NOT NULL CHECK (visibility IN ('PRIVATE', 'SHARED')),
    UNIQUE (organization_id, name)
) STRICT;
INSERT INTO "workspaces" VALUES(9,8,'main','Main workspace','PRIVATE');
INSERT INTO "workspaces" VALUES(10,8,'sandbox','Sandbox','SHARED');
CREATE INDEX container_requests_of_user ON container_requests (user_id, created);
CREATE INDEX container_requests_of_workspace ON container_requests (workspace_id, created);
CREATE INDEX container_requests_by_expiry ON container_requests (expires);
CREATE UNIQUE INDEX token_names ON tokens (user_id, name) WHERE kind = 'personal';
CREATE UNIQUE INDEX credentials_names
    ON credentials (ifnull(user_id, 0), ifnull(workspace_id, 0), name)
    WHERE deleted IS NULL;
CREATE UNIQUE INDEX compute_envs_names
    ON compute_envs (ifnull(user_id, 0), ifnull(workspace_id, 0), name);
CREATE UNIQUE INDEX pipelines_names
    ON pipelines (ifnull(user_id, 0), ifnull(workspace_id, 0), name);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('tokens',6);
INSERT INTO "sqlite_sequence" VALUES('credentials',3);
INSERT INTO "sqlite_sequence" VALUES('compute_envs',1);
INSERT INTO "sqlite_sequence" VALUES('pipelines',1);
COMMIT;
PRAGMA user_version = 4;
