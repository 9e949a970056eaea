using Microsoft.Extensions.DependencyInjection;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.PaperTrading.Storage;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.PaperTrading.Tests;

/// <summary>Plays bars as market data would, and knows what a steady session makes of them.</summary>
internal static class Tape
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>What one steady session does: bar by bar, filled at the next bar's open.</summary>
    /// <param name="past">Bars at the beginning that it only sees.</param>
    public static List<(string Id, decimal Price)> Reference(IReadOnlyList<Bar> bars, int past = 0)
    {
        var options = new PaperOptions();
        var parameters = new Dictionary<string, decimal>
        {
            ["fast"] = options.Default.Fast,
            ["slow"] = options.Default.Slow,
            ["cashFraction"] = options.Default.CashFraction,
        };
        Assert.True(new StrategyCatalogue().TryPlan("ma-cross", parameters, out var plan, out _));
        var setup = new EngineSetup
        {
            RunId = "ma-cross-simulator",
            Venue = Venues.Simulator,
            Interval = BarInterval.OneSecond,
            Costs = new FillCosts(new(options.TakerFeeRate, options.MakerFeeRate), options.SlippageRate),
            Markets = [new MarketSetup("AAA", options.QuantityStep)],
        };
        var engine = new TradingEngine(setup, plan.Create(), new Account(AccountTerms.Spot, options.Default.Cash));
        foreach (var bar in bars)
        {
            engine.OnBar(0, bar, decides: bar.OpenTime >= Bars.Start.AddSeconds(past));
        }

        return engine.Fills.ConvertAll(fill => (fill.Order.Id, fill.Price));
    }

    /// <summary>The tape of a bar: its open as a tick, then the bar itself, in the market store and on the bus.</summary>
    public static async Task PlayAsync(PaperHost host, IEnumerable<Bar> tape, Func<Bar, BarClosed>? message = null)
    {
        var bars = tape.ToList();
        await host.Services.GetRequiredService<MarketStores>().Bars.WriteBarsAsync(new InstrumentId(Venues.Simulator, "AAA"), bars);
        foreach (var bar in bars)
        {
            await host.PublishAsync(TickOf(bar));
            await host.PublishAsync((message ?? Replayed)(bar));
        }
    }

    /// <summary>The bar as the stream of a recording closes it now.</summary>
    public static BarClosed Replayed(Bar bar) => new() { Venue = Venues.Simulator, Symbol = "AAA", Bar = bar, ReplayedAt = DateTime.UtcNow };

    public static TicksPublished TickOf(Bar bar) => new()
    {
        Venue = Venues.Simulator,
        Symbol = "AAA",
        Ticks = [new Trade((bar.OpenTime - Bars.Start).Ticks / TimeSpan.TicksPerSecond + 1, bar.Open, 1, Side.Buy, bar.OpenTime, bar.OpenTime)],
    };

    public static async Task CheckpointAsync(PaperHost host, Bar last)
    {
        var tables = host.Services.GetRequiredService<SessionTables>();
        await Poll.UntilAsync(
            () => tables.LoadAsync("ma-cross-simulator", CancellationToken.None),
            session => session.Checkpoints.Count == 1 && session.Checkpoints[0].OpenTime == last.OpenTime,
            Deadline);
        await Poll.UntilAsync(
            () => tables.LoadAsync("ma-cross-simulator", CancellationToken.None),
            session => session.Engine.Orders.All(order => order.DecidedAt == last.OpenTime.AddSeconds(1)),
            Deadline);
    }
}
