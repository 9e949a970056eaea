using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.Recovery;
using Trading.MarketData.Storage;
using Trading.MarketData.Tests.Venue;
using Trading.MarketStore.Bars;
using Trading.Testing;

namespace Trading.MarketData.Tests.Storage;

[Collection(MetricsAlone.Name)]
public sealed class BarAuditTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_kline_that_differs_is_a_metric_a_log_line_and_a_row_of_the_audit()
    {
        var minutes = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute);
        await using var venue = await StubVenue.StartAsync(
            [.. Recording.TradeFrames, Kline(minutes[1]), Kline(minutes[2] with { Volume = minutes[2].Volume + 1 })]);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var rows = await Poll.UntilAsync(() => AuditAsync(service), rows => rows.Count == 2, Deadline);
        Assert.Equal(
            [(minutes[1].OpenTime, true, "", ""), (minutes[2].OpenTime, false, "volume", "")],
            rows.Select(row => (row.GetProperty("openTime").GetDateTime(), row.GetProperty("equal").GetBoolean(), Names(row, "differs"), Names(row, "notCompared"))));
        foreach (var result in (string[])["equal", "differs"])
        {
            await Poll.UntilAsync(async () => await service.MetricAsync("trading_bar_audits_total", $"result=\"{result}\"") == 1, Deadline);
        }
    }

    [Fact]
    public async Task Bars_of_aggregates_are_compared_in_everything_but_their_count()
    {
        var minutes = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute);
        var counted = minutes[1] with { TradeCount = minutes[1].TradeCount * 3 };
        await using var venue = await StubVenue.StartAsync(
            [.. Recording.AggregateFrames, Kline(counted), Kline(minutes[2] with { Volume = minutes[2].Volume + 1, TradeCount = 1 })]);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, more: "--MarketData:TradeStream=AggregateTrade");
        var rows = await Poll.UntilAsync(() => AuditAsync(service), rows => rows.Count == 2, Deadline);
        Assert.Equal(
            [(true, "", "tradeCount"), (false, "volume", "tradeCount")],
            rows.Select(row => (row.GetProperty("equal").GetBoolean(), Names(row, "differs"), Names(row, "notCompared"))));
        Assert.Equal((minutes[1].TradeCount, counted.TradeCount), (rows[0].GetProperty("own").GetProperty("tradeCount").GetInt64(), rows[0].GetProperty("venue").GetProperty("tradeCount").GetInt64()));
        foreach (var result in (string[])["equal", "differs"])
        {
            await Poll.UntilAsync(async () => await service.MetricAsync("trading_bar_audits_total", $"result=\"{result}\"") == 1, Deadline);
        }
    }

    [Fact]
    public async Task What_differs_is_said_once_with_the_names_of_the_fields()
    {
        var minutes = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute);
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == Recording.Trades.Count, Deadline);
        var log = new LineLog();
        var auditor = new BarAuditor(
            service.Get<MarketUniverse>(),
            service.Get<FeedPlan>(),
            service.Store.Trades,
            service.Store.Bars,
            service.Get<MarketDataMetrics>(),
            TimeProvider.System,
            log);
        auditor.Expect(0, minutes[1] with { Open = 1, TradeCount = 2, Source = BarSource.Rest });
        await Poll.UntilAsync(
            async () =>
            {
                await auditor.CheckAsync(default);
                return log.Lines.Count > 0;
            },
            Deadline);
        Assert.Equal("Our 1m bar of BTCUSDT at 08/08/2024 23:55:00 differs from the venue's in open, tradeCount", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task A_bar_that_is_revised_again_has_the_next_revision()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == Recording.Trades.Count, Deadline);
        var minute = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute)[1];
        var instrument = new InstrumentId(Venues.Simulator, "BTCUSDT");
        await service.Store.Bars.WriteBarsAsync(instrument, [minute with { Volume = 1, Revision = 3 }]);
        await service.Get<BarReviser>().ReviseAsync(0, [new(BarInterval.OneMinute, minute.OpenTime)], default);
        var query = new BarQuery(minute.OpenTime, minute.OpenTime.AddMinutes(1), Source: BarSource.Trades);
        Assert.Equal(
            minute with { Revision = 4 }, await service.Store.Bars.ReadBarsAsync(instrument, BarInterval.OneMinute, query).SingleAsync());
    }

    private static string Names(JsonElement row, string list) => string.Join(',', row.GetProperty(list).EnumerateArray());

    private static byte[] Kline(Bar bar)
    {
        var open = (long)(bar.OpenTime - DateTime.UnixEpoch).TotalMilliseconds;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":{{{open + 60_000}}},"s":"BTCUSDT","k":{"t":{{{open}}},"T":{{{open + 59_999}}},"s":"BTCUSDT","i":"1m","f":1,"L":2,"o":"{{{bar.Open}}}","c":"{{{bar.Close}}}","h":"{{{bar.High}}}","l":"{{{bar.Low}}}","v":"{{{bar.Volume}}}","n":{{{bar.TradeCount}}},"x":true,"q":"{{{bar.QuoteVolume}}}","V":"{{{bar.TakerBuyVolume}}}","Q":"{{{bar.TakerBuyQuoteVolume}}}","B":"0"} } }"""));
    }

    private static async Task<List<JsonElement>> AuditAsync(RunningService service)
    {
        using var json = JsonDocument.Parse(
            await service.Http.GetStringAsync(new Uri("/market/audit/BTCUSDT?interval=1m", UriKind.Relative)));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }

    private sealed class LineLog : ILogger<BarAuditor>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
