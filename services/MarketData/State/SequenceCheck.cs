using System.Text;
using Trading.MarketData.Feeds;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.State;

/// <summary>
/// Refuses to record one of the venue's two sequences of trades behind the other, whose ids are of other numbers. Which one a symbol is
/// recorded in stands beside its checkpoint, in the database whatever keeps the checkpoints; a database from before that keeps the one
/// that it is started with.
/// </summary>
public sealed class SequenceCheck(MarketUniverse universe, FeedPlan plan, IMarketStore store, DatabaseFactory databases) : IHostedService
{
    /// <summary>No symbol has such a name.</summary>
    private const string Suffix = "@trades";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var marks = new DatabaseStateBackend(databases);
        var configured = plan.TradesAreAggregates ? TradeStream.AggregateTrade : TradeStream.Trade;
        for (var symbol = 0; symbol < universe.Symbols.Count; symbol++)
        {
            var instrument = universe.Instrument(symbol);
            var recorded = await marks.LoadAsync(instrument.Venue, instrument.Symbol + Suffix, cancellationToken) is { } bytes ? Encoding.ASCII.GetString(bytes) : null;
            if (string.Equals(recorded, configured.ToString(), StringComparison.Ordinal))
            {
                continue;
            }

            // Where retention has dropped the trades, the next id is still known, and is of the recorded sequence.
            if (recorded is not null
                && (await store.TradeExtentAsync(instrument, cancellationToken) is not null || await store.TradesDroppedBeforeAsync(cancellationToken) is not null))
            {
                throw new StartupFailure(
                    $"MarketData:TradeStream would record {configured} of {instrument.Symbol}, but the database holds its {recorded} sequence of {instrument.Venue}, whose ids are others. Set MarketData:TradeStream={recorded}, or name another database.");
            }

            await marks.SaveAsync(instrument.Venue, instrument.Symbol + Suffix, Encoding.ASCII.GetBytes(configured.ToString()), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
