namespace Trading.ServiceDefaults.Databases;

/// <summary>One step of a schema, in both dialects. Runs once, in a transaction, in the order of <paramref name="Version"/>.</summary>
/// <param name="Version">From 1, without holes.</param>
public sealed record Migration(int Version, string Postgres, string Sqlite);
