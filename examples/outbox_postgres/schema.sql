-- The shop's own table.
CREATE TABLE promo (
    code    text   PRIMARY KEY,
    pence   bigint NOT NULL,
    created bigint NOT NULL                          -- Unix milliseconds
);

-- Events that are committed, and not known to be delivered.
CREATE TABLE outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event      text        NOT NULL,                 -- a `Prepared`, as JSON: a resend is the same bytes
    attempts   integer     NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT now(),
    refused    text                                  -- why it will never be taken: somebody has to look at it
);

CREATE INDEX outbox_due ON outbox (not_before) WHERE refused IS NULL;
