using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>Schema <c>orders</c>.</summary>
internal static class OrdersSchema
{
    public const string Name = "orders";

    public static SchemaDefinition Definition { get; } = new(
        Name,
        [
            new Migration(1, Postgres(FirstTables), Sqlite(FirstTables)),
            new Migration(2, Postgres(BalanceTables), Sqlite(BalanceTables)),
            new Migration(3, Postgres(ExchangeTime), Sqlite(ExchangeTime)),
            new Migration(4, Postgres(HaltChanges), Sqlite(HaltChanges)),
            new Migration(5, Postgres(Objections), Sqlite(Objections)),
            new Migration(6, Postgres: null, Sqlite: null) { SqliteForm = ProviderForm },
            new Migration(7, PostgresAccountsByVenue, SqliteAccountsByVenue),
        ]);

    /// <summary>What SQLite kept as its provider writes it, up to version 5.</summary>
    private static StoredForm ProviderForm => new(
        Times: ["created_at", "updated_at", "exchange_time", "at", "filled_at", "synced_at", "changed_at"],
        Ids: ["id", "replaces", "order_id", "message_id"],
        Decimals:
        [
            "quantity", "price", "stop_price", "filled_quantity", "filled_quote", "fee", "average_entry_price", "realized_pnl",
            "base_quantity",
            "quote_quantity",
        ]);

    // One text for both dialects; the tokens in braces are the types that differ.
    private const string FirstTables = """
        CREATE TABLE orders (
            sequence {serial},
            id {uuid} NOT NULL UNIQUE,
            client_order_id text NOT NULL UNIQUE,
            account text NOT NULL,
            venue text NOT NULL,
            symbol text NOT NULL,
            side text NOT NULL,
            type text NOT NULL,
            time_in_force text NOT NULL,
            quantity {decimal} NOT NULL,
            price {decimal},
            stop_price {decimal},
            reduce_only {bool} NOT NULL,
            route text NOT NULL,
            strategy text,
            status text NOT NULL,
            venue_order_id text,
            filled_quantity {decimal} NOT NULL,
            filled_quote {decimal} NOT NULL,
            code text,
            reason text,
            cancel_requested {bool} NOT NULL,
            replaces {uuid},
            created_at {time} NOT NULL,
            updated_at {time} NOT NULL,
            version integer NOT NULL,
            traceparent text
        );
        CREATE INDEX orders_open ON orders (status)
            WHERE status IN ('pendingNew', 'accepted', 'partiallyFilled', 'pendingCancel', 'unknown');
        CREATE INDEX orders_by_symbol ON orders (symbol, sequence);
        CREATE TABLE idempotency_keys (
            key text PRIMARY KEY,
            order_id {uuid} NOT NULL REFERENCES orders (id),
            body_hash text NOT NULL
        );
        CREATE TABLE order_events (
            order_id {uuid} NOT NULL REFERENCES orders (id),
            sequence integer NOT NULL,
            kind text NOT NULL,
            status text NOT NULL,
            detail text,
            at {time} NOT NULL,
            trace_id text,
            PRIMARY KEY (order_id, sequence)
        );
        CREATE TABLE fills (
            venue text NOT NULL,
            symbol text NOT NULL,
            fill_id text NOT NULL,
            order_id {uuid} NOT NULL REFERENCES orders (id),
            account text NOT NULL,
            side text NOT NULL,
            price {decimal} NOT NULL,
            quantity {decimal} NOT NULL,
            fee {decimal} NOT NULL,
            fee_asset text NOT NULL,
            liquidity text NOT NULL,
            filled_at {time} NOT NULL,
            PRIMARY KEY (order_id, fill_id)
        );
        CREATE TABLE positions (
            account text NOT NULL,
            venue text NOT NULL,
            symbol text NOT NULL,
            quantity {decimal} NOT NULL,
            average_entry_price {decimal} NOT NULL,
            realized_pnl {decimal} NOT NULL,
            version bigint NOT NULL,
            updated_at {time} NOT NULL,
            PRIMARY KEY (account, venue, symbol)
        );
        CREATE TABLE accounts (
            account text PRIMARY KEY,
            venue text NOT NULL,
            balances text NOT NULL,
            synced_at {time} NOT NULL
        );
        CREATE TABLE risk_settings (
            name text PRIMARY KEY,
            value text NOT NULL,
            changed_by text NOT NULL,
            changed_at {time} NOT NULL
        );
        CREATE TABLE outbox (
            sequence {serial},
            message_id {uuid} NOT NULL,
            type text NOT NULL,
            payload text NOT NULL,
            traceparent text,
            created_at {time} NOT NULL
        );
        """;

    private const string BalanceTables = """
        CREATE TABLE traded_totals (
            venue text NOT NULL,
            symbol text NOT NULL,
            fee_asset text NOT NULL,
            base_quantity {decimal} NOT NULL,
            quote_quantity {decimal} NOT NULL,
            fee {decimal} NOT NULL,
            fills bigint NOT NULL,
            PRIMARY KEY (venue, symbol, fee_asset)
        );
        CREATE TABLE baselines (
            account text NOT NULL,
            venue text NOT NULL,
            amounts text NOT NULL,
            changed_by text NOT NULL,
            changed_at {time} NOT NULL,
            PRIMARY KEY (account, venue)
        );
        """;

    private const string ExchangeTime = "ALTER TABLE orders ADD COLUMN exchange_time {time};";

    private const string Objections = "ALTER TABLE orders ADD COLUMN objections text;";

    private const string PostgresAccountsByVenue = "ALTER TABLE accounts DROP CONSTRAINT accounts_pkey, ADD PRIMARY KEY (account, venue);";

    // SQLite cannot change a primary key.
    private const string SqliteAccountsByVenue = """
        CREATE TABLE accounts_by_venue (
            account text NOT NULL,
            venue text NOT NULL,
            balances text NOT NULL,
            synced_at integer NOT NULL,
            PRIMARY KEY (account, venue)
        );
        INSERT INTO accounts_by_venue (account, venue, balances, synced_at) SELECT account, venue, balances, synced_at FROM accounts;
        DROP TABLE accounts;
        ALTER TABLE accounts_by_venue RENAME TO accounts;
        """;

    private const string HaltChanges = """
        CREATE TABLE halt_changes (
            sequence {serial},
            kind text NOT NULL,
            reason text NOT NULL,
            changed_by text NOT NULL,
            changed_at {time} NOT NULL,
            cancel_open text
        );
        """;

    private static string Postgres(string text) => text
        .Replace("{serial}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{uuid}", "uuid", StringComparison.Ordinal)
        .Replace("{decimal}", "numeric", StringComparison.Ordinal)
        .Replace("{bool}", "boolean", StringComparison.Ordinal)
        .Replace("{time}", "timestamptz", StringComparison.Ordinal);

    private static string Sqlite(string text) => text
        .Replace("{serial}", "integer PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("{uuid}", "text", StringComparison.Ordinal)
        .Replace("{decimal}", "text", StringComparison.Ordinal)
        .Replace("{bool}", "integer", StringComparison.Ordinal)
        .Replace("{time}", "text", StringComparison.Ordinal);
}
