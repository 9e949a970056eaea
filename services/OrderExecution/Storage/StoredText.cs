using System.Data.Common;
using System.Text.Json;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>Enum values stand in the tables as on the wire: lower camel case.</summary>
internal static class StoredText
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static TEnum Enum<TEnum>(DbDataReader reader, int ordinal)
        where TEnum : struct, Enum => System.Enum.Parse<TEnum>(reader.GetString(ordinal), ignoreCase: true);

    public static string? TextOrNull(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>SQLite's text has at least one decimal place, PostgreSQL's the scale that was written.</summary>
    public static decimal Number(DbDataReader reader, int ordinal) => Decimals.Plain(reader.GetDecimal(ordinal));

    public static decimal? NumberOrNull(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : Number(reader, ordinal);

    public static DateTime Utc(DbDataReader reader, int ordinal) => DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc);
}
