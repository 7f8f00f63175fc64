-- Readers and the one writer don't wait for each other.
PRAGMA journal_mode = WAL;

-- The shop's own table.
CREATE TABLE IF NOT EXISTS promo (
    code    TEXT PRIMARY KEY,
    pence   INTEGER NOT NULL,
    created INTEGER NOT NULL             -- Unix milliseconds
) STRICT;

-- Events that are committed, and not known to be delivered.
CREATE TABLE IF NOT EXISTS outbox (
    id         INTEGER PRIMARY KEY,
    event      TEXT    NOT NULL,           -- a `Prepared`, as JSON: a resend is the same bytes
    attempts   INTEGER NOT NULL DEFAULT 0,
    -- Unix milliseconds. A new event comes after those that are due already.
    not_before INTEGER NOT NULL DEFAULT (CAST(round(unixepoch('subsec') * 1000) AS INTEGER)),
    refused    TEXT                        -- why it will never be taken: somebody has to look at it
) STRICT;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (not_before) WHERE refused IS NULL;
