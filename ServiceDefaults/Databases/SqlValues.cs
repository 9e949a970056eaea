using System.Data;
using System.Globalization;
using Dapper;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// How Dapper moves the product's values, the same for both dialects: a decimal is <c>numeric</c> in PostgreSQL and text in SQLite; a
/// <see cref="DateTime"/> is UTC, <c>timestamptz</c> in PostgreSQL and ISO 8601 text with <c>Z</c> in SQLite (which sorts by time).
/// Registered once, with the database services.
/// </summary>
internal static class SqlValues
{
    private static int _registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 0)
        {
            SqlMapper.RemoveTypeMap(typeof(DateTime));
            SqlMapper.RemoveTypeMap(typeof(DateTime?));
            SqlMapper.RemoveTypeMap(typeof(decimal));
            SqlMapper.RemoveTypeMap(typeof(decimal?));
            SqlMapper.AddTypeHandler(new UtcTime());
            SqlMapper.AddTypeHandler(new ExactDecimal());
        }
    }

    private static bool IsSqlite(IDbDataParameter parameter) => parameter is Microsoft.Data.Sqlite.SqliteParameter;

    private sealed class UtcTime : SqlMapper.TypeHandler<DateTime>
    {
        public override void SetValue(IDbDataParameter parameter, DateTime value)
        {
            var utc = value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime();
            parameter.Value = IsSqlite(parameter) ? utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture) : utc;
        }

        public override DateTime Parse(object value) => value switch
        {
            DateTime time => time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime(),
            string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
            _ => throw new DataException($"A time cannot be read from {value.GetType().Name}."),
        };
    }

    private sealed class ExactDecimal : SqlMapper.TypeHandler<decimal>
    {
        public override void SetValue(IDbDataParameter parameter, decimal value) =>
            parameter.Value = IsSqlite(parameter) ? value.ToString(CultureInfo.InvariantCulture) : value;

        public override decimal Parse(object value) => value switch
        {
            decimal number => number,
            string text => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            long number => number,
            int number => number,
            double number => (decimal)number,
            _ => throw new DataException($"A decimal cannot be read from {value.GetType().Name}."),
        };
    }
}
