using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Trading.ServiceDefaults.Json;

namespace Trading.ServiceDefaults.Databases;

/// <summary>The current row of a reader; columns count from 0. Reads the forms that <see cref="StoredValue"/> writes.</summary>
public readonly struct SqlRow(DbDataReader reader)
{
    private readonly DbDataReader _reader = reader;
    private readonly SqliteDataReader? _sqlite = reader as SqliteDataReader;

    public int Count => _reader.FieldCount;

    public bool IsNull(int column) => _reader.IsDBNull(column);

    public string Text(int column) => _reader.GetString(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>What <see cref="StoredValue.Json"/> wrote.</summary>
    public T Json<T>(int column) =>
        JsonSerializer.Deserialize<T>(Text(column), ProductJson.Options) ?? throw new InvalidDataException("The stored JSON is null.");

    public T? JsonOrNull<T>(int column)
        where T : class => IsNull(column) ? null : Json<T>(column);

    public int Int32(int column) => _reader.GetInt32(column);

    public long Int64(int column) => _reader.GetInt64(column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public double Double(int column) => _reader.GetDouble(column);

    public bool Boolean(int column) => _reader.GetBoolean(column);

    public byte[] Bytes(int column) => _reader.GetFieldValue<byte[]>(column);

    /// <summary>In SQLite from the file's own UTF-8: a string made of it first would double the time.</summary>
    public decimal Decimal(int column) => _sqlite is null
        ? _reader.GetDecimal(column)
        : decimal.Parse(raw.sqlite3_column_blob(_sqlite.Handle, column), NumberStyles.Number, CultureInfo.InvariantCulture);

    public decimal? DecimalOrNull(int column) => IsNull(column) ? null : Decimal(column);

    /// <summary>UTC.</summary>
    public DateTime Time(int column) => _sqlite is null ? _reader.GetDateTime(column) : StoredValue.Time(_sqlite.GetInt64(column));

    /// <summary>UTC.</summary>
    public DateTime? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public Guid Id(int column) => _sqlite is null ? _reader.GetGuid(column) : Guid.ParseExact(_sqlite.GetString(column), "D");

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);

    /// <summary>A value that is stored by its name, as it stands in JSON.</summary>
    public TEnum Enum<TEnum>(int column)
        where TEnum : struct, Enum =>
        EnumNames.TryParse<TEnum>(Text(column), out var value)
            ? value
            : throw new InvalidDataException($"'{Text(column)}' is none of {EnumNames.List<TEnum>()}.");
}
