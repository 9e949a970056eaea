namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Columns that a SQLite schema of an earlier version keeps in a form of the provider, by their names in whatever table: they become what
/// <see cref="StoredValue"/> says.
/// </summary>
/// <param name="Times">Text as <c>2024-08-08 23:54:00.123</c>, in UTC.</param>
/// <param name="Ids">Text in upper case.</param>
/// <param name="Decimals">Text with at least one decimal place, as <c>5.0</c>.</param>
public sealed record StoredForm(IReadOnlyList<string> Times, IReadOnlyList<string> Ids, IReadOnlyList<string> Decimals);
