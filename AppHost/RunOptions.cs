using Trading.AppHost.Servers;
using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.AppHost;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    public const string DefaultSymbols = "BTCUSDT,ETHUSDT";
    public const string MaxSpeed = "max";

    public RunMode Mode { get; init; } = RunMode.Auto;

    /// <summary>One venue or more, separated by commas.</summary>
    public string Venue { get; init; } = Venues.Simulator;

    public IReadOnlyList<string> VenueList => Venue.Split(',');

    public IReadOnlyList<string> SimulatedVenues => [.. VenueList.Intersect(VenueNames.Simulated, StringComparer.Ordinal)];

    public IReadOnlyList<string> RealVenues => [.. VenueList.Except(VenueNames.Simulated, StringComparer.Ordinal)];

    /// <summary>In the venue's spelling, separated by commas.</summary>
    public string Symbols { get; init; } = DefaultSymbols;

    /// <summary>A recorded session that the simulator sends instead of a tape of its own.</summary>
    public string? ReplayFile { get; init; }

    /// <summary>A factor of the recorded speed, or <see cref="MaxSpeed"/>.</summary>
    public string ReplaySpeed { get; init; } = "1";

    /// <summary>Counted from when everything is started; null to run until stopped.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary><c>TRADING_PORT_OFFSET</c>: added to every port, for a second system on one machine.</summary>
    public int PortOffset { get; init; }

    public bool Dashboard { get; init; } = true;

    public ObserverSettings Observers { get; init; } = ObserverSettings.None;
}
