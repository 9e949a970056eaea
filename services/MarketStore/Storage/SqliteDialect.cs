using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Trading.MarketStore.Storage;

internal sealed class SqliteDialect : ISqlDialect
{
    private readonly string _connectionString;

    public SqliteDialect(string file)
    {
        Batteries_V2.Init();
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
    }

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await OpenSqliteAsync(cancellationToken);

    public async ValueTask<SqliteConnection> OpenSqliteAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;";
        await pragma.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    public string True => "1";

    public object Time(DateTime value) => Microseconds(value);

    public DateTime ReadTime(DbDataReader reader, int column) => DateTime.UnixEpoch.AddTicks(reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond);

    public object Number(decimal value) => Text(value);

    /// <summary>From the file's own UTF-8: a string made of it first would double the time.</summary>
    public decimal ReadNumber(DbDataReader reader, int column) => decimal.Parse(
        raw.sqlite3_column_blob(((SqliteDataReader)reader).Handle, column), NumberStyles.Number, CultureInfo.InvariantCulture);

    public object Id(Guid value) => value.ToString("D");

    public Guid ReadId(DbDataReader reader, int column) => Guid.ParseExact(reader.GetString(column), "D");

    public static long Microseconds(DateTime value) => (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
