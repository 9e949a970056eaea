using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bulk;

/// <summary>
/// A batch whose key range is empty goes in by binary COPY straight into the table; any other goes in by one
/// <c>INSERT … SELECT FROM unnest(…) ON CONFLICT</c>, which costs about three times as much.
/// </summary>
internal sealed class PostgresBulk(Database database) : IBulkWriter
{
    // Below this the extra round trip of the probe costs more than COPY saves.
    private const int CopyFromRows = 200;

    public async Task<int> WriteAsync<T>(
        FactTable<T> table, InstrumentId instrument, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(cancellationToken);
        if (table.Probes is { } probes && await IsNewAsync(connection, rows.Count, probes(instrument, rows), cancellationToken)
            && await TryCopyAsync(() => CopyAsync(connection, table, instrument, rows, cancellationToken)))
        {
            return rows.Count;
        }

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { table.Insert(instrument, rows) } };
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The batch is worth a copy, and no probe finds a row.</summary>
    public static async Task<bool> IsNewAsync(
        NpgsqlConnection connection, int rows, IEnumerable<Sql> probes, CancellationToken cancellationToken)
    {
        if (rows < CopyFromRows)
        {
            return false;
        }

        foreach (var probe in probes)
        {
            await using var command = probe.Command(connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
            {
                return false;
            }
        }

        return true;
    }

    public static async Task CopyAsync<T>(
        NpgsqlConnection connection, FactTable<T> table, InstrumentId instrument, IReadOnlyList<T> rows,
        CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(table.Copy, cancellationToken);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            await importer.StartRowAsync(cancellationToken);
            await importer.WriteAsync(instrument.Venue, NpgsqlDbType.Text, cancellationToken);
            await importer.WriteAsync(instrument.Symbol, NpgsqlDbType.Text, cancellationToken);
            foreach (var column in table.Columns)
            {
                await column.WriteAsync(importer, in row, cancellationToken);
            }
        }

        await importer.CompleteAsync(cancellationToken);
    }

    /// <summary>False when another writer put the same key there first, or the batch holds a key twice: nothing was stored then.</summary>
    public static async Task<bool> TryCopyAsync(Func<Task> copy)
    {
        try
        {
            await copy();
            return true;
        }
        catch (PostgresException exception) when (string.Equals(
            exception.SqlState, PostgresErrorCodes.UniqueViolation, StringComparison.Ordinal))
        {
            return false;
        }
    }
}
