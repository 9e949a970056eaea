using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.ServiceDefaults.Health;

namespace Trading.MarketData.Connections;

/// <summary>Whether the venue is connected, for readiness: without it every price ages.</summary>
internal sealed class ConnectionHealth(
    FeedRegistry board, MarketUniverse universe, MarketDataOptions options, VenueReachability reachability)
{
    /// <summary>Null when every symbol has its connections.</summary>
    public HealthCheckResult? Problem()
    {
        var without = board.WithoutConnection;
        var why = reachability.Problem is { } problem ? $": {problem}" : "";
        if (without >= TimeSpan.FromSeconds(options.UnhealthyAfterSeconds))
        {
            return HealthCheckResult.Unhealthy(Text($"no venue connection has been open for {without.TotalSeconds:0} s{why}"))
                .Because(reachability.Cause);
        }

        if (without > TimeSpan.Zero)
        {
            return HealthCheckResult.Degraded($"no venue connection is open{why}").Because(reachability.Cause);
        }

        var lacking = Enumerable.Range(0, board.Count)
            .Where(symbol => board[symbol].Status is FeedStatus.Disconnected or FeedStatus.Connecting)
            .Select(symbol => universe.Symbols[symbol]).ToArray();
        return lacking.Length == 0 ? null
            : HealthCheckResult.Degraded(
                Text($"{lacking.Length} of {board.Count} symbols lack a venue connection: {string.Join(", ", lacking.Take(5))}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
