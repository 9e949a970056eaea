using System.Data.Common;
using System.Net.Sockets;
using System.Text;
using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.State;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Refuses to record one of the venue's two sequences of trades behind the other, whose ids are of other numbers. Which one a symbol is
/// recorded in stands beside its checkpoint, in the database whatever keeps the checkpoints; a database from before that keeps the one
/// that it is started with.
/// </summary>
internal sealed class SequenceCheck(
    MarketUniverse universe, FeedPlan plan, ITradeStore store, DatabaseFactory databases, TimeProvider clock,
    ILogger<SequenceCheck> log) : IHostedService
{
    /// <summary>No symbol has such a name.</summary>
    private const string Suffix = "@trades";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly DatabaseStateBackend _marks = new(databases);
    private readonly string _configured = (plan.TradesAreAggregates ? TradeStream.AggregateTrade : TradeStream.Trade).ToString();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var symbol = 0; symbol < universe.Symbols.Count; symbol++)
        {
            var instrument = universe.Instrument(symbol);
            while (!await TryCheckAsync(instrument, cancellationToken))
            {
                await Task.Delay(Retry * (0.5 + Random.Shared.NextDouble()), clock, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>False while the database does not answer: its rows are unknown, and nothing is recorded until they are read.</summary>
    private async Task<bool> TryCheckAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(instrument, cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is DbException or IOException or TimeoutException or SocketException)
        {
            log.SequenceUnknown(instrument.Symbol, fault.Message);
            return false;
        }
    }

    private async Task CheckAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        var mark = instrument.Symbol + Suffix;
        var recorded = await _marks.LoadAsync(instrument.Venue, mark, cancellationToken) is { } bytes
            ? Encoding.ASCII.GetString(bytes)
            : null;
        if (string.Equals(recorded, _configured, StringComparison.Ordinal))
        {
            return;
        }

        // Where retention has dropped the trades, the next id is still known, and is of the recorded sequence.
        if (recorded is not null
            && (await store.TradeExtentAsync(instrument, cancellationToken) is not null
                || await store.TradesDroppedBeforeAsync(cancellationToken) is not null))
        {
            throw new StartupFailure(
                $"MarketData:TradeStream would record {_configured} of {instrument.Symbol}, but the database holds its {recorded} "
                    + $"sequence of {instrument.Venue}, whose ids are others. Set MarketData:TradeStream={recorded}, or name another "
                        + "database.");
        }

        await _marks.SaveAsync(instrument.Venue, mark, Encoding.ASCII.GetBytes(_configured), cancellationToken);
    }
}
