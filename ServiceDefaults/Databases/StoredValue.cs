using System.Globalization;
using System.Text.Json;
using Trading.ServiceDefaults.Json;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// The one stored form of a value. PostgreSQL has types for it: <c>timestamptz</c>, <c>interval</c>, <c>numeric</c>, <c>uuid</c>. SQLite
/// has not: a time is an integer, microseconds since the Unix epoch; a span of time is microseconds; a decimal is text as
/// <c>1234.50</c>, without an exponent, with the zeros that it was given; an id is lower-case text with hyphens.
/// </summary>
public static class StoredValue
{
    /// <summary>Microseconds since the Unix epoch, what is finer cut off. A time without a zone is taken as UTC.</summary>
    public static long Of(DateTime time) => Of(Utc(time) - DateTime.UnixEpoch);

    public static string Of(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(Guid id) => id.ToString("D");

    /// <summary>A value that is kept whole, as text in both databases.</summary>
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, ProductJson.Options);

    public static DateTime Time(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time as it comes back from a store. For one that is hashed or compared, so that a restart changes nothing.</summary>
    public static DateTime Kept(DateTime time) => Time(Of(time));

    /// <summary>What a parameter of SQLite is set to.</summary>
    public static object InSqlite<T>(T value) => value switch
    {
        null => DBNull.Value,
        DateTime time => Of(time),
        TimeSpan span => Of(span),
        decimal number => Of(number),
        Guid id => Of(id),
        _ => value,
    };

    internal static object InPostgres(object? value) => value is DateTime time ? Utc(time) : value ?? DBNull.Value;

    private static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
}
