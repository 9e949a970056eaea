namespace Trading.ServiceDefaults.Databases;

/// <summary>A schema and the steps that lead to its present form. Steps are never edited once released, only added.</summary>
/// <param name="Name">PostgreSQL schema and SQLite file name, lower case.</param>
public sealed record SchemaDefinition(string Name, IReadOnlyList<Migration> Migrations);
