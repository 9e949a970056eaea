CREATE TABLE schema_version (version integer PRIMARY KEY);
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO schema_version VALUES (4);
INSERT INTO schema_version VALUES (5);
CREATE TABLE orders (
    sequence integer PRIMARY KEY AUTOINCREMENT,
    id text NOT NULL UNIQUE,
    client_order_id text NOT NULL UNIQUE,
    account text NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    side text NOT NULL,
    type text NOT NULL,
    time_in_force text NOT NULL,
    quantity text NOT NULL,
    price text,
    stop_price text,
    reduce_only integer NOT NULL,
    route text NOT NULL,
    strategy text,
    status text NOT NULL,
    venue_order_id text,
    filled_quantity text NOT NULL,
    filled_quote text NOT NULL,
    code text,
    reason text,
    cancel_requested integer NOT NULL,
    replaces text,
    created_at text NOT NULL,
    updated_at text NOT NULL,
    version integer NOT NULL,
    traceparent text
, exchange_time text, objections text);
INSERT INTO orders VALUES (3, '0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 'mine-1', 'main', 'binance-spot', 'BTCUSDT', 'sell', 'stopLimit', 'gtc', '0.5', '59500.0', '59600.25', 1, 'abook', 'ma-cross', 'partiallyFilled', '77', '0.2', '11900.0', 'none', 'of test', 1, 'FEDCBA98-7654-3210-FEDC-BA9876543210', '2026-01-02 03:04:05', '2026-01-02 03:04:06.5', 4, '00-11111111111111111111111111111111-2222222222222222-01', '2026-01-02 03:04:05.123456', '[{"Code":"maxOrderValue","Text":"too much"}]');
INSERT INTO orders VALUES (4, 'FEDCBA98-7654-3210-FEDC-BA9876543210', 'mine-2', 'main', 'binance-spot', 'ETHUSDT', 'buy', 'market', 'ioc', '1.0', NULL, NULL, 0, 'bbook', NULL, 'filled', NULL, '1.0', '3000.0', NULL, NULL, 1, NULL, '2025-12-31 23:59:59.9999999', '2026-01-01 00:00:00', 2, NULL, NULL, NULL);
CREATE TABLE idempotency_keys (
    key text PRIMARY KEY,
    order_id text NOT NULL REFERENCES orders (id),
    body_hash text NOT NULL
);
INSERT INTO idempotency_keys VALUES ('key-1', '0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 'hash-1');
CREATE TABLE order_events (
    order_id text NOT NULL REFERENCES orders (id),
    sequence integer NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    detail text,
    at text NOT NULL,
    trace_id text,
    PRIMARY KEY (order_id, sequence)
);
INSERT INTO order_events VALUES ('0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 1, 'created', 'pendingNew', NULL, '2026-01-02 03:04:05', '11111111111111111111111111111111');
INSERT INTO order_events VALUES ('0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 2, 'filled', 'partiallyFilled', '0.2 at 59500', '2026-01-02 03:04:06.5', NULL);
CREATE TABLE fills (
    venue text NOT NULL,
    symbol text NOT NULL,
    fill_id text NOT NULL,
    order_id text NOT NULL REFERENCES orders (id),
    account text NOT NULL,
    side text NOT NULL,
    price text NOT NULL,
    quantity text NOT NULL,
    fee text NOT NULL,
    fee_asset text NOT NULL,
    liquidity text NOT NULL,
    filled_at text NOT NULL,
    PRIMARY KEY (order_id, fill_id)
);
INSERT INTO fills VALUES ('binance-spot', 'BTCUSDT', 'f-2', '0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 'main', 'sell', '59500.0', '0.15', '0.00015', 'BNB', 'taker', '2026-01-02 03:04:06.5');
INSERT INTO fills VALUES ('binance-spot', 'BTCUSDT', 'f-1', '0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9', 'main', 'sell', '59500.0', '0.05', '0.0', 'BNB', 'maker', '2026-01-02 03:04:06');
CREATE TABLE positions (
    account text NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    quantity text NOT NULL,
    average_entry_price text NOT NULL,
    realized_pnl text NOT NULL,
    version bigint NOT NULL,
    updated_at text NOT NULL,
    PRIMARY KEY (account, venue, symbol)
);
INSERT INTO positions VALUES ('main', 'binance-spot', 'BTCUSDT', '-0.2', '59500.0', '-12.345678901234', 2, '2026-01-02 03:04:06.5');
CREATE TABLE accounts (
    account text PRIMARY KEY,
    venue text NOT NULL,
    balances text NOT NULL,
    synced_at text NOT NULL
);
INSERT INTO accounts VALUES ('main', 'binance-spot', '[{"asset":"BTC","free":"1.0","locked":"0.5"}]', '2026-01-02 03:00:00.001');
CREATE TABLE risk_settings (
    name text PRIMARY KEY,
    value text NOT NULL,
    changed_by text NOT NULL,
    changed_at text NOT NULL
);
INSERT INTO risk_settings VALUES ('halt', '{"halted":false,"reason":"over","by":"admin","at":"2026-01-02T03:04:05Z"}', 'admin', '2026-01-02 03:04:05');
CREATE TABLE outbox (
    sequence integer PRIMARY KEY AUTOINCREMENT,
    message_id text NOT NULL,
    type text NOT NULL,
    payload text NOT NULL,
    traceparent text,
    created_at text NOT NULL
);
INSERT INTO outbox VALUES (9, 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE', 'OrderFilled', '{}', NULL, '2026-01-02 03:04:06.5');
CREATE TABLE traded_totals (
    venue text NOT NULL,
    symbol text NOT NULL,
    fee_asset text NOT NULL,
    base_quantity text NOT NULL,
    quote_quantity text NOT NULL,
    fee text NOT NULL,
    fills bigint NOT NULL,
    PRIMARY KEY (venue, symbol, fee_asset)
);
INSERT INTO traded_totals VALUES ('binance-spot', 'BTCUSDT', 'BNB', '-0.2', '11900.0', '0.00015', 2);
CREATE TABLE baselines (
    account text NOT NULL,
    venue text NOT NULL,
    amounts text NOT NULL,
    changed_by text NOT NULL,
    changed_at text NOT NULL,
    PRIMARY KEY (account, venue)
);
INSERT INTO baselines VALUES ('main', 'binance-spot', '{"BTC":"1.2","USDT":"100"}', 'start', '2026-01-01 00:00:00');
CREATE TABLE halt_changes (
    sequence integer PRIMARY KEY AUTOINCREMENT,
    kind text NOT NULL,
    reason text NOT NULL,
    changed_by text NOT NULL,
    changed_at text NOT NULL,
    cancel_open text
);
INSERT INTO halt_changes VALUES (1, 'halt', 'test', 'admin', '2026-01-01 00:00:00.25', 'all');
INSERT INTO halt_changes VALUES (2, 'resume', 'over', 'admin', '2026-01-02 03:04:05', NULL);
CREATE INDEX orders_open ON orders (status) WHERE status IN ('pendingNew', 'accepted', 'partiallyFilled', 'pendingCancel', 'unknown');
CREATE INDEX orders_by_symbol ON orders (symbol, sequence);
DELETE FROM sqlite_sequence WHERE name = 'orders';
INSERT INTO sqlite_sequence VALUES ('orders', 4);
DELETE FROM sqlite_sequence WHERE name = 'outbox';
INSERT INTO sqlite_sequence VALUES ('outbox', 12);
DELETE FROM sqlite_sequence WHERE name = 'halt_changes';
INSERT INTO sqlite_sequence VALUES ('halt_changes', 2);
