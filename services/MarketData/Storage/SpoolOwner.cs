using System.Data.Common;
using System.Net.Sockets;
using Trading.MarketData.State;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketData.Storage;

/// <summary>
/// Binds the spool to the database, which has an identity of its own beside its checkpoints, and to the list of symbols, whose places
/// the deltas carry. What a run on another database, or with other symbols, has left is set aside: written here it would be trades
/// without the holes before them, or of a wrong symbol.
/// </summary>
internal sealed class SpoolOwner(
    MarketUniverse universe, Spool spool, DatabaseFactory databases, TimeProvider clock, ILogger<SpoolOwner> log) : IHostedService
{
    /// <summary>No symbol has such a name.</summary>
    private const string Identity = "@database";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly DatabaseStateBackend _marks = new(databases);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ticks = spool.Ticks;
        var owner = $"{await IdentityAsync(cancellationToken):n} {string.Concat(universe.Symbols.Names.Select(symbol => symbol + ","))}";
        if (spool.Claim(owner) is { } aside)
        {
            log.SpoolSetAside(ticks, aside);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Guid> IdentityAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await _marks.LoadAsync(universe.Venue, Identity, cancellationToken) is { } known)
                {
                    return new Guid(known);
                }

                await _marks.SaveAsync(universe.Venue, Identity, Guid.NewGuid().ToByteArray(), cancellationToken);
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException or SocketException)
            {
                log.DatabaseUnknown(fault.Message);
                await Task.Delay(Retry * (0.5 + Random.Shared.NextDouble()), clock, cancellationToken);
            }
        }
    }
}
