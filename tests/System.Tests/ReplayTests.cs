using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>A recorded session sent at maximum speed: the store holds exactly what the file holds, whatever is killed meanwhile.</summary>
public sealed class ReplayTests
{
    private const string Symbol = "BTCUSDT";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    /// <summary>In <c>local</c> explicit: the kill below compares the same file in that mode.</summary>
    [Theory]
    [InlineData("embedded")]
    [InlineData("local", Explicit = true)]
    public async Task The_store_and_the_bars_equal_the_file(string mode)
    {
        Servers.NeededFor(mode);
        var session = RecordedSession.Read(RecordedData.SpotSession);
        await using var system = await TradingSystem.StartReadyAsync("--mode", mode, "--replay", RecordedData.File(RecordedData.SpotSession), "--speed", "max");
        await EqualsFileAsync(system, session);
    }

    [Fact]
    public async Task Kill_9_of_market_data_and_of_postgres_in_the_middle_loses_and_doubles_nothing()
    {
        Servers.NeededFor("local");
        var session = RecordedSession.Read(RecordedData.SpotSession);

        // About 20 s for the session: time to kill twice in the middle of it.
        await using var system = await TradingSystem.StartReadyAsync("--mode", "local", "--replay", RecordedData.File(RecordedData.SpotSession), "--speed", "15");
        await StoredAsync(system, session.Ticks.Count / 10);
        Signals.Send(system.ProcessOf("MarketData"), ProcessSignal.Kill);
        await RestartedAsync(system, "market-data");
        await StoredAsync(system, session.Ticks.Count / 3);
        Signals.Send(PostmasterOf(system), ProcessSignal.Kill);
        await RestartedAsync(system, "postgres");
        await EqualsFileAsync(system, session);
    }

    private static int PostmasterOf(TradingSystem system)
    {
        var file = Assert.Single(Directory.GetFiles(system.DataFolder, "postmaster.pid", SearchOption.AllDirectories));
        return int.Parse(File.ReadLines(file).First(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task RestartedAsync(TradingSystem system, string resource) => Poll.UntilAsync(
        () => system.Output.SkipWhile(line => !line.Contains($"{resource} restarting", StringComparison.Ordinal)).Any(line => line.Contains($"{resource} ready", StringComparison.Ordinal)),
        Deadline,
        $"{resource} is started again");

    private static Task StoredAsync(TradingSystem system, int count) =>
        Poll.UntilAsync(async () => (await system.Api.AllTradesAsync(Symbol)).Count, stored => stored >= count, Deadline);

    private static async Task EqualsFileAsync(TradingSystem system, RecordedSession session)
    {
        var expected = session.Ticks.Select(tick => tick.Id).Order().ToArray();
        var stored = await Poll.UntilAsync(
            async () => (await system.Api.AllTradesAsync(Symbol)).Select(trade => trade.GetProperty("tradeId").GetInt64()).ToArray(),
            ids => ids.Length >= expected.Length,
            Deadline);
        Assert.Equal(expected, stored);
        foreach (var (interval, length) in ((string, TimeSpan)[])[("1s", TimeSpan.FromSeconds(1)), ("1m", TimeSpan.FromMinutes(1))])
        {
            var naive = session.Bars(length);
            await Poll.UntilAsync(
                async () => Difference(naive, [.. (await system.Api.AllBarsAsync(Symbol, interval, naive[0].OpenTime, naive[^1].OpenTime.Add(length))).Select(NaiveBar.Of)]),
                difference => difference.Length == 0,
                TimeSpan.FromSeconds(60),
                $"the {interval} bars equal those of the file");
        }
    }

    private static string Difference(IReadOnlyList<NaiveBar> expected, IReadOnlyList<NaiveBar> actual) =>
        expected.Count != actual.Count
            ? $"{expected.Count} bars in the file, {actual.Count} in the store"
            : string.Join('\n', expected.Zip(actual).Where(pair => pair.First != pair.Second).Take(3).Select(pair => $"{pair.First} in the file, {pair.Second} in the store"));
}
