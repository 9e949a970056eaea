namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Brings the columns of every table of a SQLite file to the stored form. A column's type cannot be changed in place: each table is made
/// again from its own definition, with its keys and indexes, and its rows are copied.
/// </summary>
internal static class SqliteConversion
{
    private const string Old = "before_conversion_";

    /// <summary>Inside the transaction of <paramref name="session"/>.</summary>
    public static async Task RunAsync(SqlSession session, StoredForm form, CancellationToken cancellationToken)
    {
        // A table was made after those that it refers to: in this order rows find what they refer to, in reverse nothing refers to what
        // goes.
        var tables = await DefinitionsAsync("table");
        var indexes = await DefinitionsAsync("index");
        foreach (var (name, _) in tables)
        {
            await RunAsync($"ALTER TABLE {name} RENAME TO {Old}{name}");
        }

        foreach (var (name, definition) in tables)
        {
            await RunAsync(form.Times.Aggregate(
                definition, static (text, column) => text.Replace($" {column} text", $" {column} integer", StringComparison.Ordinal)));
            var columns = await session.QueryAsync(
                new("SELECT name FROM pragma_table_info(@table)", ("table", name)), row => row.Text(0), cancellationToken);
            await RunAsync(
                $"INSERT INTO {name} ({string.Join(", ", columns)}) "
                + $"SELECT {string.Join(", ", columns.Select(Converted))} FROM {Old}{name}");
            if (definition.Contains("AUTOINCREMENT", StringComparison.OrdinalIgnoreCase))
            {
                // The numbers of rows that are gone are not given again.
                await RunAsync($"DELETE FROM sqlite_sequence WHERE name = '{name}'");
                await RunAsync($"UPDATE sqlite_sequence SET name = '{name}' WHERE name = '{Old}{name}'");
            }
        }

        foreach (var (name, _) in Enumerable.Reverse(tables))
        {
            await RunAsync($"DROP TABLE {Old}{name}");
        }

        foreach (var (_, definition) in indexes)
        {
            await RunAsync(definition);
        }

        Task<List<(string Name, string Definition)>> DefinitionsAsync(string type) => session.QueryAsync(
            new(
                """
                SELECT name, sql FROM sqlite_schema
                WHERE type = @type AND sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name <> 'schema_version' ORDER BY rowid
                """,
                ("type", type)),
            row => (row.Text(0), row.Text(1)),
            cancellationToken);

        Task<int> RunAsync(string sql) => session.ExecuteAsync(new(sql), cancellationToken);

        string Converted(string column) => (form.Times.Contains(column), form.Ids.Contains(column), form.Decimals.Contains(column)) switch
        {
            (true, _, _) =>
                $"CASE typeof({column}) WHEN 'text' THEN CAST(strftime('%s', substr({column}, 1, 19)) AS integer) * 1000000"
                + $" + CAST(substr(substr({column}, 21) || '000000', 1, 6) AS integer) ELSE {column} END",
            (_, true, _) => $"lower({column})",
            (_, _, true) => $"CASE WHEN {column} LIKE '%.0' THEN substr({column}, 1, length({column}) - 2) ELSE {column} END",
            _ => column,
        };
    }
}
