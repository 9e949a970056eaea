using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Schema <c>paper</c>: everything paper trading owns.</summary>
public static class PaperSchema
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

    public static SchemaDefinition Definition { get; } = new(Name, [new Migration(1, For("numeric", "timestamptz", "double precision"), For("text", "text", "real"))]);

    private static string For(string money, string time, string real) => Tables
        .Replace("{money}", money, StringComparison.Ordinal)
        .Replace("{time}", time, StringComparison.Ordinal)
        .Replace("{real}", real, StringComparison.Ordinal);
}
