-- Readers and the single writer do not wait for each other.
PRAGMA journal_mode = WAL;

-- The shop's table.
CREATE TABLE IF NOT EXISTS promo (
    code    TEXT PRIMARY KEY,
    pence   INTEGER NOT NULL,
    created INTEGER NOT NULL             -- Unix milliseconds
) STRICT;

-- Events that are committed, but not known to be delivered.
CREATE TABLE IF NOT EXISTS outbox (
    id         INTEGER PRIMARY KEY,
    event      TEXT    NOT NULL,           -- a `Prepared`, as JSON, so that a retry sends the same bytes
    attempts   INTEGER NOT NULL DEFAULT 0,
    -- Unix milliseconds. New events come after those that are already due.
    not_before INTEGER NOT NULL DEFAULT (CAST(round(unixepoch('subsec') * 1000) AS INTEGER)),
    refused    TEXT                        -- the reason why the API rejected it, for a person to look at
) STRICT;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (not_before) WHERE refused IS NULL;
