-- What moved through each account in each month, by cost centre and fund: kept beside the rows that it is the sum of, so that a year is read without adding them all up.

CREATE TABLE ledger_month (
    account_id     BIGINT NOT NULL REFERENCES account (id),
    month          TEXT   NOT NULL,
    cost_centre_id BIGINT NOT NULL REFERENCES cost_centre (id),
    fund_id        BIGINT NOT NULL,                   -- 0: none
    came_in        BIGINT NOT NULL CHECK (came_in >= 0),
    went_out       BIGINT NOT NULL CHECK (went_out >= 0),
    PRIMARY KEY (account_id, month, cost_centre_id, fund_id)
);
CREATE INDEX posting_month ON posting (month);

INSERT INTO ledger_month (account_id, month, cost_centre_id, fund_id, came_in, went_out)
    SELECT m.account_id, m.month, m.cost_centre_id, m.fund_id, CAST(SUM(m.came_in) AS BIGINT), CAST(SUM(m.went_out) AS BIGINT)
      FROM (SELECT to_account AS account_id, month, cost_centre_id, COALESCE(fund_id, 0) AS fund_id, pence AS came_in, 0 AS went_out FROM posting_row
            UNION ALL SELECT from_account, month, cost_centre_id, COALESCE(fund_id, 0), 0, pence FROM posting_row) m
     GROUP BY m.account_id, m.month, m.cost_centre_id, m.fund_id;
