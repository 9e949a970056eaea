using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore;

internal static class InstrumentSql
{
    /// <summary>A statement over one instrument's rows: its text may name <c>@venue</c> and <c>@symbol</c>.</summary>
    public static Sql Sql(this InstrumentId instrument, string text, params IEnumerable<(string Name, object? Value)> parameters) =>
        new(text, [("venue", instrument.Venue), ("symbol", instrument.Symbol), .. parameters]);
}
