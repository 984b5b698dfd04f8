-- Amounts are nanodollars, times are milliseconds since 1970 by the clock of the database. Texts that are not there are empty.
CREATE TABLE run (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL,
    loaded BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    limit_setup BIGINT NOT NULL,
    limit_monthly BIGINT NOT NULL,
    -- What is spent, and what purchases under way may cost.
    held_setup BIGINT NOT NULL DEFAULT 0,
    held_monthly BIGINT NOT NULL DEFAULT 0,
    spent_setup BIGINT NOT NULL DEFAULT 0,
    spent_monthly BIGINT NOT NULL DEFAULT 0,
    bought BIGINT NOT NULL DEFAULT 0,
    written BIGINT NOT NULL DEFAULT 0,
    released BIGINT NOT NULL DEFAULT 0,
    replaced BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    given_up BIGINT NOT NULL DEFAULT 0,
    CHECK (held_setup <= limit_setup AND held_monthly <= limit_monthly),
    CHECK (spent_setup <= held_setup AND spent_monthly <= held_monthly)
);

CREATE TABLE item (
    run TEXT NOT NULL REFERENCES run (id),
    seq BIGINT NOT NULL,
    name TEXT NOT NULL,
    grp TEXT NOT NULL,
    number TEXT NOT NULL,
    action TEXT NOT NULL,
    setup BIGINT NOT NULL,
    monthly BIGINT NOT NULL,
    changes TEXT NOT NULL,
    step BIGINT NOT NULL,
    state TEXT NOT NULL,
    reference TEXT NOT NULL DEFAULT '',
    order_ref TEXT NOT NULL DEFAULT '',
    since BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    tries BIGINT NOT NULL DEFAULT 0,
    evidence TEXT NOT NULL DEFAULT '',
    -- Nobody touches it before: it waits, or a worker has it until then.
    due BIGINT NOT NULL DEFAULT 0,
    worker TEXT NOT NULL DEFAULT '',
    -- Counts who had it; whoever had it before can write no more.
    fence BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (run, seq)
);
CREATE UNIQUE INDEX item_name ON item (run, name);
CREATE UNIQUE INDEX item_number ON item (run, number);
CREATE INDEX item_due ON item (run, state, due, seq);

-- Numbers that were tried and replaced: they are not tried again.
CREATE TABLE tried (
    run TEXT NOT NULL REFERENCES run (id),
    number TEXT NOT NULL,
    PRIMARY KEY (run, number)
);
