CREATE TABLE schema_version (version integer PRIMARY KEY);
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
CREATE TABLE strategies (
    id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, venue text NOT NULL, symbols text NOT NULL, interval text NOT NULL,
    parameters text NOT NULL, cash text NOT NULL, state smallint NOT NULL, promoted boolean NOT NULL, created_at text NOT NULL, fault text);
INSERT INTO strategies VALUES ('s', 'Trend', 'ma-cross', 'simulator', 'AAA,BBB', '1s', '{"fast":"3"}', '10000.00', 1, 1, '2026-01-01 00:00:00.0000001', '{"type":"X","message":"m","at":"2026-01-01T00:00:00Z"}');
INSERT INTO strategies VALUES ('t', 'Other', 'ma-cross', 'simulator', 'AAA', '1m', '{}', '5', 0, 0, '2026-01-01 00:00:00', NULL);
CREATE TABLE accounts (
    strategy_id text PRIMARY KEY REFERENCES strategies (id), initial_cash text NOT NULL, cash text NOT NULL, fees text NOT NULL,
    peak_equity text NOT NULL, max_drawdown text NOT NULL);
INSERT INTO accounts VALUES ('s', '10000.00', '9970.1234000000', '1.50', '10001', '0.0025');
CREATE TABLE positions (
    strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, quantity text NOT NULL, cost text NOT NULL,
    realized_pnl text NOT NULL, mark text NOT NULL, PRIMARY KEY (strategy_id, symbol));
INSERT INTO positions VALUES ('s', 'AAA', '0.30', '29.97', '-1.23456789', '100.5');
CREATE TABLE checkpoints (
    strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, open_time text NOT NULL, revision integer NOT NULL,
    PRIMARY KEY (strategy_id, symbol));
INSERT INTO checkpoints VALUES ('s', 'AAA', '2026-01-01 00:00:59', 1);
CREATE TABLE intents (
    id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
    quantity text NOT NULL, decision_price text NOT NULL, bar_open_time text NOT NULL, due_at text NOT NULL, trace_id text);
INSERT INTO intents VALUES ('i-1', 's', 'BBB', 1, '2', '10.0', '2026-01-01 00:00:59', '2026-01-01 00:01:00.25', 'trace');
CREATE TABLE trades (
    id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
    price text NOT NULL, quantity text NOT NULL, fee text NOT NULL, realized_pnl text NOT NULL, traded_at text NOT NULL,
    trace_id text);
INSERT INTO trades VALUES ('p-1', 's', 'AAA', 0, '99.9', '0.3', '0.03', '0', '2026-01-01 00:00:30.5', 'trace-1');
INSERT INTO trades VALUES ('p-2', 's', 'AAA', 1, '100.1', '0.1', '0.01', '0.02', '2026-01-01 00:00:31', NULL);
INSERT INTO trades VALUES ('p-3', 's', 'AAA', 1, '100.1', '0.1', '0.01', '0.02', '2026-01-01 00:00:31', NULL);
CREATE TABLE equity (
    strategy_id text NOT NULL REFERENCES strategies (id), valued_at text NOT NULL, equity text NOT NULL, cash text NOT NULL,
    drawdown text NOT NULL, PRIMARY KEY (strategy_id, valued_at));
INSERT INTO equity VALUES ('s', '2026-01-01 00:01:00', '10000.5', '9970.1', '0.001');
INSERT INTO equity VALUES ('s', '2026-01-01 00:01:00.123456', '10001', '9970.1', '0');
CREATE TABLE live_orders (
    client_order_id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
    quantity text NOT NULL, status smallint NOT NULL, filled_quantity text NOT NULL, average_price text NOT NULL, reason text,
    submitted_at text NOT NULL, trace_id text, reduce_only boolean NOT NULL DEFAULT false);
INSERT INTO live_orders VALUES ('p-1', 's', 'AAA', 0, '0.3', 3, '0.3', '100.0', NULL, '2026-01-01 00:00:30.75', 'trace-1', 0);
INSERT INTO live_orders VALUES ('p-2', 's', 'AAA', 1, '0.1', 1, '0', '0', 'slow', '2026-01-01 00:00:31.25', NULL, 1);
CREATE TABLE live_fills (
    client_order_id text NOT NULL REFERENCES live_orders (client_order_id), fill_id text NOT NULL, price text NOT NULL,
    quantity text NOT NULL, fee text NOT NULL, fee_asset text NOT NULL, filled_at text NOT NULL,
    PRIMARY KEY (client_order_id, fill_id));
INSERT INTO live_fills VALUES ('p-1', 'f-1', '100.0', '0.3', '0.03', 'USDT', '2026-01-01 00:00:31');
CREATE TABLE live_positions (
    strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, expected_quantity text NOT NULL, filled_quantity text NOT NULL DEFAULT '0', drift_since text,
    PRIMARY KEY (strategy_id, symbol));
INSERT INTO live_positions VALUES ('s', 'AAA', '0.2', '0.30000000', '2026-01-01 00:00:32.001');
INSERT INTO live_positions VALUES ('s', 'BBB', '0', '0', NULL);
CREATE TABLE signals (
    signal_id text PRIMARY KEY, venue text NOT NULL, symbol text NOT NULL, side smallint NOT NULL, score real NOT NULL,
    confidence real NOT NULL, explanation text NOT NULL, raised_at text NOT NULL);
INSERT INTO signals VALUES ('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'simulator', 'AAA', 0, 0.75, 0.5, 'it rises', '2026-01-01 00:00:01.5');
CREATE TABLE backtests (
    id text PRIMARY KEY, request text NOT NULL, state smallint NOT NULL, progress real NOT NULL, result text, run_hash text, error text,
    created_at text NOT NULL, finished_at text);
INSERT INTO backtests VALUES ('b-1', '{"strategy":"ma-cross","symbols":["AAA"],"start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z"}', 3, 0.5, NULL, NULL, 'broke', '2026-01-01 00:00:02', '2026-01-01 00:00:03.5');
INSERT INTO backtests VALUES ('b-2', '{"strategy":"ma-cross","start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z"}', 0, 0.0, NULL, NULL, NULL, '2026-01-01 00:00:02.5', NULL);
CREATE TABLE halt (
    id smallint PRIMARY KEY, halted boolean NOT NULL, reason text NOT NULL, halted_by text NOT NULL, announced_at text NOT NULL);
INSERT INTO halt VALUES (1, 1, 'test', 'admin', '2026-01-01 00:00:04.5');
CREATE INDEX trades_by_time ON trades (strategy_id, traded_at, id);
CREATE INDEX live_orders_by_time ON live_orders (strategy_id, submitted_at);
CREATE INDEX signals_by_time ON signals (raised_at);
CREATE INDEX live_orders_open ON live_orders (strategy_id) WHERE status NOT IN (3, 5, 6, 7, 8);
