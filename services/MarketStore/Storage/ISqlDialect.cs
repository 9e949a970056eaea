using System.Data.Common;

namespace Trading.MarketStore.Storage;

/// <summary>How a back end spells times, money and ids. The SQL of reads and ledgers is the same for all.</summary>
internal interface ISqlDialect
{
    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The literal of truth.</summary>
    string True { get; }

    object Time(DateTime value);

    DateTime ReadTime(DbDataReader reader, int column);

    object Number(decimal value);

    decimal ReadNumber(DbDataReader reader, int column);

    object Id(Guid value);

    Guid ReadId(DbDataReader reader, int column);
}
