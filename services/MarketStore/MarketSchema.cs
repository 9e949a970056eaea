using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore;

/// <summary>The tables of market facts.</summary>
/// <remarks>
/// Trades have one index, their key, so that recording costs no more than it must. In PostgreSQL they are partitioned by UTC day of
/// exchange time, so that old days can be dropped at once. PostgreSQL wants the partition column in every unique key of the whole, so
/// the key belongs to each partition: a trade's day does not depend on whether its source cuts microseconds off, so a trade that comes
/// twice meets itself in its partition. <c>trade_days</c> says which ids are on which day; see <c>infra/docs/adr/0012</c>.
/// </remarks>
public static class MarketSchema
{
    public const string Name = "market";

    public static SchemaDefinition Definition => new(Name, Steps);

    private static IReadOnlyList<Migration> Steps { get; } =
    [
        new(
            1,
            """
            CREATE TABLE trades (
                venue text NOT NULL, symbol text NOT NULL, trade_id bigint NOT NULL,
                price numeric NOT NULL, quantity numeric NOT NULL, side smallint NOT NULL,
                exchange_time timestamptz NOT NULL, received_time timestamptz NOT NULL,
                PRIMARY KEY (venue, symbol, trade_id));
            CREATE TABLE bars (
                venue text NOT NULL, symbol text NOT NULL, series smallint NOT NULL, interval text NOT NULL,
                open_time timestamptz NOT NULL, source smallint NOT NULL,
                open numeric NOT NULL, high numeric NOT NULL, low numeric NOT NULL, close numeric NOT NULL,
                volume numeric NOT NULL, quote_volume numeric NOT NULL, trade_count bigint NOT NULL,
                taker_buy_volume numeric NOT NULL, taker_buy_quote_volume numeric NOT NULL,
                closed boolean NOT NULL, revision integer NOT NULL,
                PRIMARY KEY (venue, symbol, series, interval, open_time, source));
            CREATE TABLE funding (
                venue text NOT NULL, symbol text NOT NULL, funding_time timestamptz NOT NULL,
                rate numeric NOT NULL, mark_price numeric,
                PRIMARY KEY (venue, symbol, funding_time));
            CREATE TABLE feed_anchors (
                venue text NOT NULL, symbol text NOT NULL, first_id bigint NOT NULL, seen_at timestamptz NOT NULL,
                PRIMARY KEY (venue, symbol));
            CREATE TABLE gaps (
                id uuid PRIMARY KEY, venue text NOT NULL, symbol text NOT NULL, kind smallint NOT NULL, interval text,
                from_id bigint, to_id bigint, from_time timestamptz NOT NULL, to_time timestamptz NOT NULL,
                state smallint NOT NULL, reason text NOT NULL, detected_at timestamptz NOT NULL, closed_at timestamptz);
            CREATE INDEX gaps_by_state ON gaps (state, detected_at);
            """,
            """
            CREATE TABLE trades (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, trade_id INTEGER NOT NULL,
                price TEXT NOT NULL, quantity TEXT NOT NULL, side INTEGER NOT NULL,
                exchange_time INTEGER NOT NULL, received_time INTEGER NOT NULL,
                PRIMARY KEY (venue, symbol, trade_id)) WITHOUT ROWID;
            CREATE TABLE bars (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, series INTEGER NOT NULL, interval TEXT NOT NULL,
                open_time INTEGER NOT NULL, source INTEGER NOT NULL,
                open TEXT NOT NULL, high TEXT NOT NULL, low TEXT NOT NULL, close TEXT NOT NULL,
                volume TEXT NOT NULL, quote_volume TEXT NOT NULL, trade_count INTEGER NOT NULL,
                taker_buy_volume TEXT NOT NULL, taker_buy_quote_volume TEXT NOT NULL,
                closed INTEGER NOT NULL, revision INTEGER NOT NULL,
                PRIMARY KEY (venue, symbol, series, interval, open_time, source)) WITHOUT ROWID;
            CREATE TABLE funding (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, funding_time INTEGER NOT NULL,
                rate TEXT NOT NULL, mark_price TEXT,
                PRIMARY KEY (venue, symbol, funding_time)) WITHOUT ROWID;
            CREATE TABLE feed_anchors (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, first_id INTEGER NOT NULL, seen_at INTEGER NOT NULL,
                PRIMARY KEY (venue, symbol)) WITHOUT ROWID;
            CREATE TABLE gaps (
                id TEXT PRIMARY KEY, venue TEXT NOT NULL, symbol TEXT NOT NULL, kind INTEGER NOT NULL, interval TEXT,
                from_id INTEGER, to_id INTEGER, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL,
                state INTEGER NOT NULL, reason TEXT NOT NULL, detected_at INTEGER NOT NULL, closed_at INTEGER);
            CREATE INDEX gaps_by_state ON gaps (state, detected_at);
            """),
        new(
            2,
            """
            ALTER TABLE bars ADD COLUMN close_time timestamptz;
            CREATE TABLE agg_trades (
                venue text NOT NULL, symbol text NOT NULL, agg_id bigint NOT NULL,
                price numeric NOT NULL, quantity numeric NOT NULL, first_trade_id bigint NOT NULL, last_trade_id bigint NOT NULL,
                exchange_time timestamptz NOT NULL, side smallint NOT NULL, best_match boolean,
                PRIMARY KEY (venue, symbol, agg_id));
            """,
            """
            ALTER TABLE bars ADD COLUMN close_time INTEGER;
            CREATE TABLE agg_trades (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, agg_id INTEGER NOT NULL,
                price TEXT NOT NULL, quantity TEXT NOT NULL, first_trade_id INTEGER NOT NULL, last_trade_id INTEGER NOT NULL,
                exchange_time INTEGER NOT NULL, side INTEGER NOT NULL, best_match INTEGER,
                PRIMARY KEY (venue, symbol, agg_id)) WITHOUT ROWID;
            """),
        new(
            3,
            """
            CREATE TABLE window_bars (
                venue text NOT NULL, symbol text NOT NULL, window_code text NOT NULL, position bigint NOT NULL, last_id bigint NOT NULL,
                open_time timestamptz NOT NULL, close_time timestamptz NOT NULL,
                open numeric NOT NULL, high numeric NOT NULL, low numeric NOT NULL, close numeric NOT NULL,
                volume numeric NOT NULL, quote_volume numeric NOT NULL, trade_count bigint NOT NULL,
                taker_buy_volume numeric NOT NULL, taker_buy_quote_volume numeric NOT NULL,
                closed boolean NOT NULL, revision integer NOT NULL,
                PRIMARY KEY (venue, symbol, window_code, position));
            CREATE INDEX window_bars_by_time ON window_bars (venue, symbol, window_code, open_time);
            """,
            """
            CREATE TABLE window_bars (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, window_code TEXT NOT NULL, position INTEGER NOT NULL, last_id INTEGER NOT NULL,
                open_time INTEGER NOT NULL, close_time INTEGER NOT NULL,
                open TEXT NOT NULL, high TEXT NOT NULL, low TEXT NOT NULL, close TEXT NOT NULL,
                volume TEXT NOT NULL, quote_volume TEXT NOT NULL, trade_count INTEGER NOT NULL,
                taker_buy_volume TEXT NOT NULL, taker_buy_quote_volume TEXT NOT NULL,
                closed INTEGER NOT NULL, revision INTEGER NOT NULL,
                PRIMARY KEY (venue, symbol, window_code, position)) WITHOUT ROWID;
            CREATE INDEX window_bars_by_time ON window_bars (venue, symbol, window_code, open_time);
            """),
        new(
            4,
            """
            ALTER TABLE gaps ADD COLUMN series smallint NOT NULL DEFAULT 0;
            ALTER TABLE funding ADD COLUMN interval_hours smallint;
            """,
            """
            ALTER TABLE gaps ADD COLUMN series INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE funding ADD COLUMN interval_hours INTEGER;
            """),
        new(
            5,
            """
            CREATE TABLE archives (
                venue text NOT NULL, path text NOT NULL, sha256 text NOT NULL,
                from_time timestamptz NOT NULL, to_time timestamptz NOT NULL, read_at timestamptz NOT NULL,
                PRIMARY KEY (venue, path));
            """,
            """
            CREATE TABLE archives (
                venue TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
                from_time INTEGER NOT NULL, to_time INTEGER NOT NULL, read_at INTEGER NOT NULL,
                PRIMARY KEY (venue, path)) WITHOUT ROWID;
            """),
        new(
            6,
            """
            CREATE TABLE trade_days (
                venue text NOT NULL, symbol text NOT NULL, day timestamptz NOT NULL, first_id bigint NOT NULL, last_id bigint NOT NULL,
                PRIMARY KEY (venue, symbol, day)) WITH (fillfactor = 50);
            CREATE TABLE dropped_days (day timestamptz PRIMARY KEY, dropped_at timestamptz NOT NULL);
            ALTER TABLE trades RENAME TO undivided_trades;
            CREATE TABLE trades (
                venue text NOT NULL, symbol text NOT NULL, trade_id bigint NOT NULL,
                price numeric NOT NULL, quantity numeric NOT NULL, side smallint NOT NULL,
                exchange_time timestamptz NOT NULL, received_time timestamptz NOT NULL) PARTITION BY RANGE (exchange_time);
            CREATE FUNCTION add_trade_day(day timestamptz) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            DECLARE
                partition text := 'trades_' || to_char(day AT TIME ZONE 'UTC', 'YYYYMMDD');
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('trading.market.trades'));
                IF to_regclass(partition) IS NULL THEN
                    -- Attached, not made as a partition: that would lock readers and writers of the whole out.
                    EXECUTE format('CREATE TABLE %I (LIKE trades, PRIMARY KEY (venue, symbol, trade_id))', partition);
                    EXECUTE format(
                        'ALTER TABLE trades ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, day, day + interval '24 hours');
                END IF;
            END
            $$;
            INSERT INTO trade_days (venue, symbol, day, first_id, last_id)
            SELECT venue, symbol, date_trunc('day', exchange_time, 'UTC') AS day, min(trade_id), max(trade_id)
            FROM undivided_trades GROUP BY venue, symbol, day;
            SELECT add_trade_day(day) FROM (SELECT DISTINCT day FROM trade_days) AS days;
            INSERT INTO trades (venue, symbol, trade_id, price, quantity, side, exchange_time, received_time)
            SELECT venue, symbol, trade_id, price, quantity, side, exchange_time, received_time FROM undivided_trades;
            DROP TABLE undivided_trades;
            """,
            """
            CREATE TABLE trade_days (
                venue TEXT NOT NULL, symbol TEXT NOT NULL, day INTEGER NOT NULL, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL,
                PRIMARY KEY (venue, symbol, day)) WITHOUT ROWID;
            CREATE TABLE dropped_days (day INTEGER PRIMARY KEY, dropped_at INTEGER NOT NULL);
            INSERT INTO trade_days (venue, symbol, day, first_id, last_id)
            SELECT venue, symbol, exchange_time - exchange_time % 86400000000 AS day, min(trade_id), max(trade_id)
            FROM trades GROUP BY venue, symbol, day;
            """),
    ];
}
