-- The directory's first schema: who works here, for whom, and what they may see. Nothing of an investigation.
CREATE TABLE partner (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    primary_customer TEXT NOT NULL,
    partner_status INTEGER NOT NULL,
    licence TEXT NOT NULL
);

CREATE TABLE regions (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
);

CREATE TABLE customers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL REFERENCES regions (code),
    aliases TEXT NOT NULL,
    tier TEXT,
    association TEXT NOT NULL,
    licence TEXT NOT NULL,
    licence_until INTEGER,
    is_primary INTEGER NOT NULL,
    confidential INTEGER NOT NULL
);

CREATE TABLE analysts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    partner_admin INTEGER NOT NULL,
    active INTEGER NOT NULL,
    created_time INTEGER NOT NULL
);

CREATE TABLE access (
    analyst TEXT NOT NULL REFERENCES analysts (id),
    customer TEXT NOT NULL REFERENCES customers (id),
    granted_time INTEGER NOT NULL,
    granted_by TEXT REFERENCES analysts (id),
    PRIMARY KEY (analyst, customer)
);
CREATE INDEX access_by_customer ON access (customer);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    analyst TEXT NOT NULL REFERENCES analysts (id),
    kind TEXT NOT NULL CHECK (kind IN ('cookie', 'bearer')),
    created_time INTEGER NOT NULL,
    seen_time INTEGER NOT NULL,
    expires_time INTEGER NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_time);

CREATE TABLE preferences (
    analyst TEXT PRIMARY KEY REFERENCES analysts (id),
    body TEXT NOT NULL
);

CREATE TABLE api_keys (
    hash TEXT PRIMARY KEY,
    analyst TEXT NOT NULL REFERENCES analysts (id),
    label TEXT NOT NULL,
    created_time INTEGER NOT NULL,
    revoked_time INTEGER
);

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO meta (key, value) VALUES ('revision', '1');

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    analyst TEXT,
    what TEXT NOT NULL,
    customer TEXT,
    subject TEXT
);
