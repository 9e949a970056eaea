using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Schema <c>paper</c>: everything paper trading owns.</summary>
internal static class PaperSchema
{
    public const string Name = "paper";

    private const string Tables =
        """
        CREATE TABLE strategies (
            id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, venue text NOT NULL, symbols text NOT NULL, interval text NOT NULL,
            parameters text NOT NULL, cash {money} NOT NULL, state smallint NOT NULL, promoted boolean NOT NULL, created_at {time} NOT NULL);
        CREATE TABLE accounts (
            strategy_id text PRIMARY KEY REFERENCES strategies (id), initial_cash {money} NOT NULL, cash {money} NOT NULL, fees {money} NOT NULL,
            peak_equity {money} NOT NULL, max_drawdown {money} NOT NULL);
        CREATE TABLE positions (
            strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, quantity {money} NOT NULL, cost {money} NOT NULL,
            realized_pnl {money} NOT NULL, mark {money} NOT NULL, PRIMARY KEY (strategy_id, symbol));
        CREATE TABLE checkpoints (
            strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, open_time {time} NOT NULL, revision integer NOT NULL,
            PRIMARY KEY (strategy_id, symbol));
        CREATE TABLE intents (
            id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
            quantity {money} NOT NULL, decision_price {money} NOT NULL, bar_open_time {time} NOT NULL, due_at {time} NOT NULL, trace_id text);
        CREATE TABLE trades (
            id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
            price {money} NOT NULL, quantity {money} NOT NULL, fee {money} NOT NULL, realized_pnl {money} NOT NULL, traded_at {time} NOT NULL,
            trace_id text);
        CREATE INDEX trades_by_time ON trades (strategy_id, traded_at, id);
        CREATE TABLE equity (
            strategy_id text NOT NULL REFERENCES strategies (id), valued_at {time} NOT NULL, equity {money} NOT NULL, cash {money} NOT NULL,
            drawdown {money} NOT NULL, PRIMARY KEY (strategy_id, valued_at));
        CREATE TABLE live_orders (
            client_order_id text PRIMARY KEY, strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, side smallint NOT NULL,
            quantity {money} NOT NULL, status smallint NOT NULL, filled_quantity {money} NOT NULL, average_price {money} NOT NULL, reason text,
            submitted_at {time} NOT NULL, trace_id text);
        CREATE INDEX live_orders_by_time ON live_orders (strategy_id, submitted_at);
        CREATE TABLE live_fills (
            client_order_id text NOT NULL REFERENCES live_orders (client_order_id), fill_id text NOT NULL, price {money} NOT NULL,
            quantity {money} NOT NULL, fee {money} NOT NULL, fee_asset text NOT NULL, filled_at {time} NOT NULL,
            PRIMARY KEY (client_order_id, fill_id));
        CREATE TABLE live_positions (
            strategy_id text NOT NULL REFERENCES strategies (id), symbol text NOT NULL, expected_quantity {money} NOT NULL,
            PRIMARY KEY (strategy_id, symbol));
        CREATE TABLE signals (
            signal_id text PRIMARY KEY, venue text NOT NULL, symbol text NOT NULL, side smallint NOT NULL, score {real} NOT NULL,
            confidence {real} NOT NULL, explanation text NOT NULL, raised_at {time} NOT NULL);
        CREATE INDEX signals_by_time ON signals (raised_at);
        CREATE TABLE backtests (
            id text PRIMARY KEY, request text NOT NULL, state smallint NOT NULL, progress {real} NOT NULL, result text, run_hash text, error text,
            created_at {time} NOT NULL, finished_at {time});
        """;

    /// <summary>
    /// Positions that real orders left, and the kill switch. The sum of what earlier orders filled becomes the first live position.
    /// </summary>
    private const string LivePositions =
        """
        ALTER TABLE live_orders ADD COLUMN reduce_only boolean NOT NULL DEFAULT false;
        CREATE INDEX live_orders_open ON live_orders (strategy_id) WHERE status NOT IN (3, 5, 6, 7, 8);
        ALTER TABLE live_positions ADD COLUMN filled_quantity {money} NOT NULL DEFAULT '0';
        ALTER TABLE live_positions ADD COLUMN drift_since {time};
        UPDATE live_positions SET filled_quantity = (
            SELECT {sum} FROM live_orders o WHERE o.strategy_id = live_positions.strategy_id AND o.symbol = live_positions.symbol);
        CREATE TABLE halt (
            id smallint PRIMARY KEY, halted boolean NOT NULL, reason text NOT NULL, halted_by text NOT NULL, announced_at {time} NOT NULL);
        """;

    /// <summary>The exception that stopped a strategy, as JSON.</summary>
    private const string Faults = "ALTER TABLE strategies ADD COLUMN fault text;";

    /// <summary>Orders of all kinds wait in the engine's state, and a trade names the rule that filled it.</summary>
    private const string Engines =
        """
        CREATE TABLE engines (strategy_id text PRIMARY KEY REFERENCES strategies (id), state text NOT NULL);
        ALTER TABLE accounts ADD COLUMN funding {money} NOT NULL DEFAULT '0';
        ALTER TABLE positions ADD COLUMN funded_at {time};
        ALTER TABLE strategies ADD COLUMN protections text;
        ALTER TABLE trades ADD COLUMN rule smallint;
        ALTER TABLE trades ADD COLUMN liquidity smallint;
        ALTER TABLE trades ADD COLUMN decision_price {money};
        ALTER TABLE trades ADD COLUMN market_price {money};
        ALTER TABLE trades ADD COLUMN tag text;
        """;

    private const string PostgresSum = "coalesce(sum(CASE side WHEN 0 THEN o.filled_quantity ELSE -o.filled_quantity END), 0)";

    // SQLite adds as floating point: eight decimals are what a venue states, and the text form is what decimals are read from.
    private const string SqliteSum =
        "printf('%.8f', coalesce(sum(CASE side WHEN 0 THEN 1 ELSE -1 END * CAST(o.filled_quantity AS real)), 0))";

    public static SchemaDefinition Definition { get; } = new(
        Name,
        [
            new Migration(1, For(Tables, "numeric", "timestamptz", "double precision"), For(Tables, "text", "text", "real")),
            new Migration(
                2,
                For(LivePositions, "numeric", "timestamptz", "double precision").Replace("{sum}", PostgresSum, StringComparison.Ordinal),
                For(LivePositions, "text", "text", "real").Replace("{sum}", SqliteSum, StringComparison.Ordinal)),
            new Migration(3, Faults, Faults),
            new Migration(4, Postgres: null, Sqlite: null) { SqliteForm = ProviderForm },
            new Migration(5, For(Engines, "numeric", "timestamptz", "double precision"), For(Engines, "text", "integer", "real")),
        ]);

    /// <summary>What SQLite kept as its provider writes it, up to version 3.</summary>
    private static StoredForm ProviderForm => new(
        Times:
        [
            "created_at", "open_time", "bar_open_time", "due_at", "traded_at", "valued_at", "submitted_at", "filled_at", "raised_at",
            "finished_at",
            "drift_since", "announced_at",
        ],
        Ids: [],
        Decimals: []);

    private static string For(string tables, string money, string time, string real) => tables
        .Replace("{money}", money, StringComparison.Ordinal)
        .Replace("{time}", time, StringComparison.Ordinal)
        .Replace("{real}", real, StringComparison.Ordinal);
}
