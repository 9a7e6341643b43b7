-- What changed, so that whoever looks is told: at most one row an investigation, for its latest change. Triggers write
-- it in the transaction of the change, whoever makes it. Comments and looks are no changes.

-- When anything but comments changed last, by the clock of whoever changed it.
ALTER TABLE investigations ADD COLUMN changed_time INTEGER NOT NULL DEFAULT 0;
UPDATE investigations SET changed_time = max(
    created_time,
    coalesce(latest_alert_time, created_time),
    coalesce((
        SELECT max(time) FROM activity
        WHERE activity.investigation = investigations.seq AND activity.what NOT LIKE 'comment%'
    ), created_time)
);
-- How many there are of each customer is read from the first alone, who may see what in which order from the second.
CREATE INDEX investigations_kept ON investigations (organization, status, changed_time);
CREATE INDEX investigations_order
    ON investigations (priority_rank, created_time, organization, status, changed_time);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- By the clock of this database, as triggers know no other.
    time INTEGER NOT NULL,
    -- No reference: what was deleted is told too.
    investigation INTEGER NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    -- As first spelt.
    rrn TEXT NOT NULL
);

-- What triggers write to, so that how a change is noted stands once.
CREATE VIEW changed AS SELECT investigation, organization, rrn FROM changes;
CREATE TRIGGER changed_noted INSTEAD OF INSERT ON changed BEGIN
    DELETE FROM changes WHERE investigation = NEW.investigation;
    INSERT INTO changes (time, investigation, organization, rrn)
    VALUES (unixepoch() * 1000000, NEW.investigation, NEW.organization, NEW.rrn);
END;

CREATE TRIGGER investigation_added AFTER INSERT ON investigations BEGIN
    UPDATE investigations SET changed_time = max(created_time, coalesce(latest_alert_time, created_time))
    WHERE seq = NEW.seq;
    INSERT INTO changed VALUES (NEW.seq, NEW.organization, NEW.rrn);
END;
CREATE TRIGGER investigation_changed AFTER UPDATE OF
    title, source, status, priority, priority_rank, disposition, assignee_name, assignee_email, created_time,
    first_alert_time, latest_alert_time, responsibility, tags, version
ON investigations BEGIN
    INSERT INTO changed VALUES (NEW.seq, NEW.organization, NEW.rrn);
END;
CREATE TRIGGER investigation_deleted AFTER DELETE ON investigations BEGIN
    INSERT INTO changed VALUES (OLD.seq, OLD.organization, OLD.rrn);
END;

-- Alerts and actors of a deleted investigation go with it and find nothing to note.
CREATE TRIGGER alert_added AFTER INSERT ON alerts BEGIN
    INSERT INTO changed SELECT seq, organization, rrn FROM investigations WHERE seq = NEW.investigation;
END;
CREATE TRIGGER alert_deleted AFTER DELETE ON alerts BEGIN
    INSERT INTO changed SELECT seq, organization, rrn FROM investigations WHERE seq = OLD.investigation;
END;
CREATE TRIGGER actor_added AFTER INSERT ON actors BEGIN
    INSERT INTO changed SELECT seq, organization, rrn FROM investigations WHERE seq = NEW.investigation;
END;
CREATE TRIGGER actor_changed AFTER UPDATE ON actors BEGIN
    INSERT INTO changed SELECT seq, organization, rrn FROM investigations WHERE seq = NEW.investigation;
END;
CREATE TRIGGER actor_deleted AFTER DELETE ON actors BEGIN
    INSERT INTO changed SELECT seq, organization, rrn FROM investigations WHERE seq = OLD.investigation;
END;

CREATE TRIGGER activity_added AFTER INSERT ON activity WHEN NEW.what NOT LIKE 'comment%' BEGIN
    UPDATE investigations SET changed_time = NEW.time WHERE seq = NEW.investigation AND changed_time < NEW.time;
END;

-- Counts every change of anyone's role, so that streams look again at what their callers may see.
INSERT INTO meta (key, value) VALUES ('roles_revision', '0');
CREATE TRIGGER role_added AFTER INSERT ON roles BEGIN
    UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'roles_revision';
END;
CREATE TRIGGER role_changed AFTER UPDATE ON roles BEGIN
    UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'roles_revision';
END;
CREATE TRIGGER role_deleted AFTER DELETE ON roles BEGIN
    UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'roles_revision';
END;
