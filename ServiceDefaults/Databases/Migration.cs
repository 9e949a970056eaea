namespace Trading.ServiceDefaults.Databases;

/// <summary>One step of a schema, in both dialects. Runs once, in a transaction, in the order of <paramref name="Version"/>.</summary>
/// <param name="Version">From 1, without holes.</param>
/// <param name="Postgres">Null: nothing changes.</param>
/// <param name="Sqlite">Null: nothing but <see cref="SqliteForm"/> changes.</param>
public sealed record Migration(int Version, string? Postgres, string? Sqlite)
{
    /// <summary>Columns of SQLite whose form this step converts.</summary>
    public StoredForm? SqliteForm { get; init; }
}
