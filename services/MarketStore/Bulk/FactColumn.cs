using Npgsql;
using NpgsqlTypes;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bulk;

/// <summary>One column of a table of facts, as each way of writing needs it. Nothing is boxed on PostgreSQL's way.</summary>
internal abstract class FactColumn<T>(string name)
{
    public string Name => name;

    public abstract Task WriteAsync(NpgsqlBinaryImporter importer, in T row, CancellationToken cancellationToken);

    /// <summary>The column of all rows as one array.</summary>
    public abstract NpgsqlParameter Array(IReadOnlyList<T> rows);

    /// <summary>In SQLite's stored form.</summary>
    public abstract object Stored(in T row);
}

internal delegate TValue FactValue<T, out TValue>(in T row);

/// <inheritdoc cref="FactColumn{T}"/>
internal sealed class FactColumn<T, TValue>(string name, NpgsqlDbType type, FactValue<T, TValue> value) : FactColumn<T>(name)
{
    public override Task WriteAsync(NpgsqlBinaryImporter importer, in T row, CancellationToken cancellationToken)
    {
        var cell = value(in row);
        return cell is null ? importer.WriteNullAsync(cancellationToken) : importer.WriteAsync(cell, type, cancellationToken);
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> rows)
    {
        var cells = new TValue[rows.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var row = rows[i];
            cells[i] = value(in row);
        }

        return new NpgsqlParameter(Name, NpgsqlDbType.Array | type) { Value = cells };
    }

    public override object Stored(in T row) => StoredValue.InSqlite(value(in row));
}
