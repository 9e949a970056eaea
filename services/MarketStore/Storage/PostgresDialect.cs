using System.Data.Common;
using Npgsql;

namespace Trading.MarketStore.Storage;

internal sealed class PostgresDialect(NpgsqlDataSource dataSource) : ISqlDialect
{
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await dataSource.OpenConnectionAsync(cancellationToken);

    public string True => "true";

    public object Time(DateTime value) => value;

    public DateTime ReadTime(DbDataReader reader, int column) => reader.GetDateTime(column);

    public object Number(decimal value) => value;

    public decimal ReadNumber(DbDataReader reader, int column) => reader.GetDecimal(column);

    public object Id(Guid value) => value;

    public Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);
}
