-- The shop's table.
CREATE TABLE promo (
    code    text   PRIMARY KEY,
    pence   bigint NOT NULL,
    created bigint NOT NULL                          -- Unix milliseconds
);

-- Events that are committed, but not known to be delivered.
CREATE TABLE outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event      text        NOT NULL,                 -- a `Prepared`, as JSON, so that a retry sends the same bytes
    attempts   integer     NOT NULL DEFAULT 0,       -- how many have failed
    not_before timestamptz NOT NULL DEFAULT now(),   -- the end of a lease, or of the wait after a failed attempt
    refused    text                                  -- the reason why the API rejected it, for a person to look at
);

CREATE INDEX outbox_due ON outbox (not_before) WHERE refused IS NULL;
