using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Tests.Windows;
using Trading.Testing;

namespace Trading.MarketData.Tests.Api;

/// <summary>Bars of windows over the API and in the metrics, with the default options and holes healed on the way.</summary>
[Collection(MetricsAlone.Name)]
public sealed class WindowApiTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bars_of_windows_equal_a_naive_computation_although_frames_were_lost()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Pace = 50;
        venue.Fate = index => index % 97 == 50 || index is >= 3000 and < 3100 ? FrameFate.Drop : FrameFate.Send;
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        using var events = new StreamReader(await service.Http.GetStreamAsync(new Uri("/market/stream?kinds=windows", UriKind.Relative)));
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == Recording.Trades.Count, Deadline);

        var ticks = await Poll.UntilAsync(
            () => BarsAsync(service, "tick:1000"), bars => bars.Sum(bar => bar.GetProperty("tradeCount").GetInt64()) == Recording.Trades.Count, Deadline);
        Assert.Equal(NaiveWindows.Ticks("tick:1000", Recording.Trades, 1000).Select(bar => (bar.Position, bar.TradeCount, bar.Volume)), ticks.Select(Summary));
        var dollars = await BarsAsync(service, "dollar:1000000");
        Assert.Equal(
            NaiveWindows.Dollar("dollar:1000000", Recording.Trades, 1_000_000).Where(bar => bar.Closed).Select(bar => (bar.Position, bar.TradeCount, bar.Volume)),
            dollars.Where(bar => bar.GetProperty("closed").GetBoolean()).Select(Summary));
        var sliding = NaiveWindows.Sliding("5m/1m", Recording.Trades, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1))
            .Where(bar => bar.CloseTime <= Recording.Trades[^1].ExchangeTime).Select(bar => (bar.Position, bar.TradeCount, bar.Volume)).ToList();
        await Poll.UntilAsync(async () => (await BarsAsync(service, "5m/1m")).Select(Summary).SequenceEqual(sliding), Deadline);

        var begin = Recording.Trades[0];
        ticks = await BarsAsync(service, "tick:1000");
        Assert.True(begin.TradeId % 1000 > 0);
        Assert.True(IsPartial(ticks[0]));
        Assert.DoesNotContain(ticks.Skip(1), IsPartial);
        Assert.DoesNotContain(await BarsAsync(service, "dollar:1000000"), IsPartial);
        var opened = BarInterval.OneMinute.OpenOf(begin.ExchangeTime);
        var windows = await BarsAsync(service, "5m/1m");
        Assert.Equal(4, windows.Count(IsPartial));
        Assert.All(windows, bar => Assert.Equal(bar.GetProperty("openTime").GetDateTime() < opened, IsPartial(bar)));

        Assert.True(await StreamedAsync(events, "\"window\":\"tick:1000\"").WaitAsync(Deadline));
        var metrics = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.All(
            (string[])["tumbling", "sliding", "session"],
            type => Assert.Matches($"windows_created_total\\{{[^}}]*window_type=\"{type}\"[^}}]*\\}} [1-9]", metrics));
        Assert.Matches("windows_triggered_total\\{[^}]*window_type=\"sliding\"[^}]*\\} [1-9]", metrics);
        Assert.Matches("window_size_events_count\\{[^}]*window_type=\"sliding\"[^}]*\\} [1-9]", metrics);
        Assert.Matches("stream_processor_late_events_total[^\n]* [1-9]", metrics);
    }

    [Fact]
    public void A_wrong_option_ends_the_start_with_every_error()
    {
        var fault = Assert.ThrowsAny<Exception>(() => RunningService.StartAsync(
            new Uri("http://127.0.0.1:1"), _folder.Path, more: ["--MarketData:Bars=tick:0,renko:5", "--MarketData:StateBackend=Redis", "--Redis:Endpoint="]).GetAwaiter().GetResult());
        Assert.All((string[])["'tick:0'", "'renko:5'", "Redis:Endpoint"], text => Assert.Contains(text, fault.ToString(), StringComparison.Ordinal));
    }

    private static bool IsPartial(JsonElement bar) => bar.TryGetProperty("partial", out _);

    private static (long Position, long TradeCount, decimal Volume) Summary(JsonElement bar) => (
        bar.GetProperty("position").GetInt64(),
        bar.GetProperty("tradeCount").GetInt64(),
        decimal.Parse(bar.GetProperty("volume").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<List<JsonElement>> BarsAsync(RunningService service, string interval)
    {
        using var json = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri($"/market/bars/BTCUSDT?limit=10000&interval={Uri.EscapeDataString(interval)}", UriKind.Relative)));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }

    private static async Task<bool> StreamedAsync(StreamReader events, string text)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
