using System.Globalization;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;
using Trading.Testing;

namespace Trading.MarketData.Tests.Pipeline;

public sealed class RecordedTradesTests
{
    [Theory]
    [InlineData("trades/lasota_positive_trade_stream_spot_trxusdt_04-03-2025.csv.gz", 0, 0)]
    [InlineData("trades/lasota_negative_trade_stream_spot_trxusdt_04-03-2025.csv.gz", 1, 1)]
    public void The_broken_twin_of_a_recording_is_noticed_and_the_whole_one_raises_nothing(string file, int duplicates, int gaps)
    {
        var pipeline = new SymbolPipeline(new PipelineSettings([BarInterval.OneMinute]));
        long now = 0;
        foreach (var fields in RecordedData.Lines(file).Skip(1).Select(line => line.Split(',')))
        {
            var received = DateTime.UnixEpoch.AddMicroseconds(long.Parse(fields[0], CultureInfo.InvariantCulture));
            var trade = new Trade(
                long.Parse(fields[6], CultureInfo.InvariantCulture),
                decimal.Parse(fields[7], CultureInfo.InvariantCulture),
                decimal.Parse(fields[8], CultureInfo.InvariantCulture),
                fields[9] == "1" ? Side.Sell : Side.Buy,
                DateTime.UnixEpoch.AddMicroseconds(long.Parse(fields[4], CultureInfo.InvariantCulture)),
                received);
            Assert.True(Tick.TryFrom(0, trade, out var tick));
            pipeline.Process(tick, now = received.Ticks);
        }

        pipeline.Tick(now + TimeSpan.TicksPerSecond);
        Assert.Equal((duplicates, gaps), (pipeline.Counters.Duplicates, pipeline.Counters.Gaps));
        Assert.Equal(gaps, pipeline.Output.Opened.Sum(hole => hole.Missing));
    }
}
