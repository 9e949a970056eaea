using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bulk;

/// <summary>A table of an instrument's facts: what its rows are made of, and what happens to a row that is there already.</summary>
/// <param name="onConflict">From <c>ON CONFLICT</c> on, in both dialects; the row that is there is <c>stored</c>.</param>
internal sealed class FactTable<T>(string name, string onConflict, params FactColumn<T>[] columns)
{
    private readonly string _insert =
        $"""
        INSERT INTO {name} AS stored (venue, symbol, {Names(columns)})
        SELECT @venue, @symbol, new.* FROM unnest({Names(columns, "@")}) AS new {onConflict}
        """;

    public IReadOnlyList<FactColumn<T>> Columns => columns;

    /// <summary>
    /// Queries that find a row, if one is stored, among the keys of a batch. In the key's order and with a limit: a bare EXISTS over a
    /// table
    /// without statistics is planned as a scan of all of it. Null: batches are never copied.
    /// </summary>
    public Func<InstrumentId, IReadOnlyList<T>, IEnumerable<Sql>>? Probes { get; init; }

    /// <summary>
    /// For a statement that must not touch a row twice: the one row of each key that is kept. Null: the conflict settles it.
    /// </summary>
    public Func<IReadOnlyList<T>, IReadOnlyList<T>>? OnePerKey { get; init; }

    /// <summary>PostgreSQL: straight into the table; fails on a row that is there.</summary>
    public string Copy { get; } = $"COPY {name} (venue, symbol, {Names(columns)}) FROM STDIN (FORMAT BINARY)";

    /// <summary>SQLite: one row, its values as <c>@0</c>, <c>@1</c> and so on.</summary>
    public string InsertRow { get; } =
        $"INSERT INTO {name} AS stored (venue, symbol, {Names(columns)}) "
        + $"VALUES ({string.Join(", ", Enumerable.Range(0, columns.Length + 2).Select(i => $"@{i}"))}) {onConflict}";

    /// <summary>PostgreSQL: all rows in one statement, which costs about three times as much as a copy.</summary>
    public NpgsqlBatchCommand Insert(InstrumentId instrument, IReadOnlyList<T> rows)
    {
        var insert = new NpgsqlBatchCommand(_insert);
        insert.Parameters.Add(new NpgsqlParameter("venue", NpgsqlDbType.Text) { Value = instrument.Venue });
        insert.Parameters.Add(new NpgsqlParameter("symbol", NpgsqlDbType.Text) { Value = instrument.Symbol });
        var distinct = OnePerKey is null ? rows : OnePerKey(rows);
        foreach (var column in columns)
        {
            insert.Parameters.Add(column.Array(distinct));
        }

        return insert;
    }

    private static string Names(IEnumerable<FactColumn<T>> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + column.Name));
}
