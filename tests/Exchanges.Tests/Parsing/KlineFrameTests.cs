using System.Text;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Parsing;

public sealed class KlineFrameTests
{
    [Fact]
    public void Reads_every_field_of_a_kline()
    {
        const string Frame = """{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1723161300005,"s":"BTCUSDT","k":{"t":1723161240000,"T":1723161299999,"s":"BTCUSDT","i":"1m","f":100,"L":200,"o":"1.5","c":"2.5","h":"3.5","l":"0.5","v":"1000.25","n":101,"x":true,"q":"2000.125","V":"400","Q":"800.5","B":"0"}}}""";
        var batch = new FrameBatch();
        Assert.Equal(FrameKind.Kline, new FrameParser(new SymbolTable(["BTCUSDT"])).Parse(Encoding.UTF8.GetBytes(Frame), 1, batch));
        Assert.Equal(
            new Bar(
                DateTime.UnixEpoch.AddMilliseconds(1723161240000), BarInterval.OneMinute, 1.5m, 3.5m, 0.5m, 2.5m, 1000.25m, 2000.125m, 101, 400m, 800.5m,
                Closed: true, BarSource.Rest),
            batch.Bars[0].Bar);
    }

    [Fact]
    public void Reads_every_recorded_frame_of_a_session_with_klines()
    {
        var parser = new FrameParser(new SymbolTable(["NKNUSDT", "BLZETH", "LRCBTC", "RUNEEUR"]));
        var batch = new FrameBatch();
        var kinds = RecordedData.Lines("recordings/cryptofeed_BINANCE.ws.1.0.gz").Where(line => line.Contains(": {", StringComparison.Ordinal))
            .Select(line => parser.Parse(Encoding.UTF8.GetBytes(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]), 1, batch)).ToList();
        Assert.DoesNotContain(FrameKind.Malformed, kinds);
        Assert.Equal(2, batch.Bars.Count);
        Assert.Equal(177, batch.Depths.Count);
        Assert.Equal(84, batch.Quotes.Count);
    }
}
