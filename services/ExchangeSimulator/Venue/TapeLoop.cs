using Trading.ExchangeSimulator.Streams;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>Drives the generated markets: fixed steps, run until the tape has caught up with the clock.</summary>
public sealed class TapeLoop(Exchange exchange, SimulatorOptions options, TimeProvider clock, ILogger<TapeLoop> log) : BackgroundService
{
    // Steps run in one hold of the lock: few enough that an order does not wait, many enough that a fast tape is cheap.
    private const int StepsAtOnce = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var symbol in options.SymbolList())
        {
            var spec = MarketSpec.Of(MarketKind.Spot, symbol);
            exchange.Found(spec, new Matching.SpotSettlement(exchange.Account, spec.BaseAsset, spec.QuoteAsset), options.TradesPerSecond);
        }

        var markets = exchange.Markets.OfType<GeneratedMarket>().ToList();
        log.TapeStarted(string.Join(',', markets.Select(m => m.Spec)), options.TradesPerSecond, options.Seed);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.StepMs), clock);
        do
        {
            while (await exchange.HasRoomAsync(options.SlowClients == SlowClientPolicy.Backpressure, stoppingToken) && StepAll(markets))
            {
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Whether the tape is still behind the clock.</returns>
    private bool StepAll(List<GeneratedMarket> markets) => exchange.Run(() =>
    {
        var nowUs = exchange.TapeNowUs;
        var stepUs = options.StepMs * 1000L;
        var behind = false;
        for (var i = 0; i < StepsAtOnce; i++)
        {
            behind = false;
            foreach (var market in markets)
            {
                if (Math.Max(market.SteppedUs, market.Candles.StartUs) + stepUs <= nowUs)
                {
                    market.Step();
                    behind = true;
                }
            }

            if (!behind)
            {
                return false;
            }
        }

        return behind;
    });
}
