using Microsoft.Extensions.Logging;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Venues;

/// <summary>What a process lends to its venues.</summary>
public sealed record VenueServices(
    RestMetrics Metrics, VenueReachability Reachability, IWeightLedger Weights, ILoggerFactory Logs, TimeProvider Time);
