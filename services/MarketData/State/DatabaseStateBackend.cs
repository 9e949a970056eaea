using Trading.ServiceDefaults.Databases;

namespace Trading.MarketData.State;

/// <summary>The table <c>checkpoints</c> of this service's own schema.</summary>
internal sealed class DatabaseStateBackend(DatabaseFactory databases) : IStateBackend
{
    private readonly Database _database = databases.For(Schema.Name);

    public static SchemaDefinition Schema { get; } = new(
        "market_state",
        [
            new Migration(
                1,
                "CREATE TABLE checkpoints (venue text NOT NULL, symbol text NOT NULL, state bytea NOT NULL, PRIMARY KEY (venue, symbol))",
                "CREATE TABLE checkpoints (venue TEXT NOT NULL, symbol TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (venue, symbol)) "
                    + "WITHOUT ROWID"),
        ]);

    public string Name => _database.Provider == DatabaseProvider.Postgres ? "postgres" : "sqlite";

    public async Task<bool> SaveAsync(string venue, string symbol, byte[] state, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("state.save", cancellationToken);
        await session.ExecuteAsync(
            new(
                """
                INSERT INTO checkpoints (venue, symbol, state) VALUES (@venue, @symbol, @state)
                ON CONFLICT (venue, symbol) DO UPDATE SET state = excluded.state
                """,
                ("venue", venue), ("symbol", symbol), ("state", state)),
            cancellationToken);
        return true;
    }

    public async Task<byte[]?> LoadAsync(string venue, string symbol, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("state.load", cancellationToken);
        return await session.FirstAsync(
            new("SELECT state FROM checkpoints WHERE venue = @venue AND symbol = @symbol", ("venue", venue), ("symbol", symbol)),
            row => row.Bytes(0),
            cancellationToken);
    }
}
