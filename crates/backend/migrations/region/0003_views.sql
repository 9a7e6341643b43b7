-- Saved views of the grid that hold words of this region's customers, and each analyst's marks on them.
CREATE TABLE views (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    -- In lower case, for comparison.
    name_folded TEXT NOT NULL,
    query TEXT NOT NULL,
    words TEXT NOT NULL,
    customer TEXT,
    shared INTEGER NOT NULL,
    -- Key of the request that made it, and the hash of what that asked for: a retry finds it.
    made_key TEXT,
    made_hash TEXT,
    UNIQUE (owner, name_folded),
    UNIQUE (owner, made_key)
);

CREATE TABLE view_marks (
    analyst TEXT NOT NULL,
    view TEXT NOT NULL REFERENCES views (id) ON DELETE CASCADE,
    pinned INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    PRIMARY KEY (analyst, view)
);
CREATE INDEX view_marks_view ON view_marks (view);
CREATE UNIQUE INDEX view_marks_default ON view_marks (analyst) WHERE is_default = 1;
