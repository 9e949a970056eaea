using Trading.Contracts;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Api;

/// <summary>One of our bars against the venue's own.</summary>
/// <param name="Differs">Names of the fields that differ; empty when <paramref name="Equal"/>.</param>
/// <param name="NotCompared">Names of the fields that mean something else in the two, and may differ.</param>
internal sealed record AuditView(
    DateTime OpenTime, bool Equal, IReadOnlyList<string> Differs, IReadOnlyList<string> NotCompared, Bar Own, Bar Venue)
{
    public static AuditView Compare(in Bar own, in Bar venue, IReadOnlyList<string> notCompared)
    {
        var differs = BarComparison.Differences(own, venue, notCompared);
        return new AuditView(own.OpenTime, differs.Count == 0, differs, notCompared, own, venue);
    }
}
