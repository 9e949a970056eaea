using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>Volume-weighted price of the last five minutes, what filters value market orders at.</summary>
internal static class AveragePrice
{
    public static long Of(Market market)
    {
        if (!market.Candles.Started)
        {
            return market.LastPrice;
        }

        var sum = market.Candles.Running(BarInterval.OneMinute);
        for (var i = 1; i < 5; i++)
        {
            var openUs = History.OpenOf(BarInterval.OneMinute, market.Candles.NowUs) - i * 60 * History.SecondUs;
            if (market.Candles.Get(BarInterval.OneMinute, openUs) is { } minute)
            {
                sum.Merge(minute);
            }
        }

        return sum.Volume == 0 ? market.LastPrice : (long)(sum.QuoteVolume / sum.Volume);
    }
}
