-- One region's data: investigations and what belongs to them, SIEM roles, and the verdicts of recent writes.
-- Times are microseconds since 1970; lists are JSON text; words stand as they came.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE investigations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As first spelt.
    rrn TEXT NOT NULL,
    -- region:organisation:id, the same for every spelling.
    rrn_key TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    priority_rank INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    assignee_name TEXT,
    -- As first spelt, and in lower case for comparison.
    assignee_email TEXT,
    assignee_key TEXT,
    created_time INTEGER NOT NULL,
    last_accessed INTEGER,
    first_alert_time INTEGER,
    latest_alert_time INTEGER,
    latest_detection_time INTEGER,
    responsibility TEXT,
    tags TEXT NOT NULL,
    version INTEGER NOT NULL
);
-- Counts and the order of a page are read from this alone.
CREATE INDEX investigations_organization
    ON investigations (organization, status, created_time, priority_rank, rrn_key);

CREATE TABLE tags (
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    tag_folded TEXT NOT NULL,
    PRIMARY KEY (investigation, tag_folded)
);

CREATE TABLE alerts (
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    alert_type TEXT NOT NULL,
    alert_type_description TEXT,
    alert_source TEXT,
    created_time INTEGER NOT NULL,
    first_event_time INTEGER,
    latest_event_time INTEGER,
    rule TEXT NOT NULL,
    -- The rule's RRN in lower case, whichever form `rule` has; null without one.
    rule_key TEXT,
    priority TEXT,
    category TEXT,
    techniques TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (investigation, id)
);
CREATE INDEX alerts_rule ON alerts (rule_key);

CREATE TABLE alert_techniques (
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    alert TEXT NOT NULL,
    technique_key TEXT NOT NULL,
    PRIMARY KEY (investigation, alert, technique_key)
);

CREATE TABLE product_alerts (
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (investigation, position)
);

CREATE TABLE actors (
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    note TEXT,
    alert_count INTEGER NOT NULL,
    PRIMARY KEY (investigation, position)
);

CREATE TABLE comments (
    rrn_key TEXT NOT NULL PRIMARY KEY,
    rrn TEXT NOT NULL,
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    organization TEXT NOT NULL,
    target TEXT NOT NULL,
    creator_kind TEXT,
    creator_name TEXT,
    body TEXT,
    visibility TEXT NOT NULL,
    created_time INTEGER NOT NULL
);
CREATE INDEX comments_investigation ON comments (investigation, created_time);

CREATE TABLE activity (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    investigation INTEGER NOT NULL REFERENCES investigations (seq) ON DELETE CASCADE,
    organization TEXT NOT NULL,
    time INTEGER NOT NULL,
    who TEXT NOT NULL,
    email TEXT,
    what TEXT NOT NULL,
    before TEXT,
    after TEXT,
    -- The writer named no version: the last write won.
    unguarded INTEGER NOT NULL
);
CREATE INDEX activity_investigation ON activity (investigation, seq);

CREATE TABLE roles (
    analyst TEXT NOT NULL,
    organization TEXT NOT NULL,
    -- Null: taken away; the row stays for its version.
    role TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (analyst, organization)
);
CREATE INDEX roles_organization ON roles (organization);

CREATE TABLE idempotency (
    analyst TEXT NOT NULL,
    key TEXT NOT NULL,
    organization TEXT NOT NULL,
    time INTEGER NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    etag TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (analyst, key)
);
CREATE INDEX idempotency_time ON idempotency (time);
