-- Which subscription a quote offers.
CREATE TABLE subscription_quote (
    document_id     BIGINT PRIMARY KEY REFERENCES document (id),
    subscription_id BIGINT NOT NULL REFERENCES subscription (id)
);
CREATE INDEX subscription_quote_of ON subscription_quote (subscription_id, document_id);
