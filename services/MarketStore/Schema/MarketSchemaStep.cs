namespace Trading.MarketStore;

/// <summary>One migration of the market schema, in both dialects. Never edited once released.</summary>
public sealed record MarketSchemaStep(int Version, string Postgres, string Sqlite);
