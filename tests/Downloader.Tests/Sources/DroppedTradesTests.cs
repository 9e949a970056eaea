using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Downloader.Healing;
using Trading.MarketStore.Gaps;

namespace Trading.Downloader.Tests.Sources;

public sealed class DroppedTradesTests
{
    [Theory]
    [InlineData(GapState.Open)]
    [InlineData(GapState.Healed)]
    public async Task A_gap_whose_day_has_been_dropped_is_given_up_without_asking_the_venue(GapState state)
    {
        await using var bench = await Workbench.StartAsync();
        var gap = new Gap
        {
            Id = Guid.NewGuid(),
            Instrument = Workbench.Bitcoin,
            Kind = MarketDataKind.Trades,
            FromId = 5,
            ToId = 7,
            From = Workbench.January.AddHours(1),
            To = Workbench.January.AddHours(2),
            Reason = "notReceived",
            DetectedAt = Workbench.January.AddHours(2),
        };
        await bench.Store.Gaps.OpenGapAsync(gap);
        if (state == GapState.Healed)
        {
            await bench.Store.Gaps.CloseGapAsync(gap.Id, state, gap.To);
        }

        await bench.Store.Trades.DropTradeDayAsync(DateOnly.FromDateTime(Workbench.January), gap.To);
        var healer = ActivatorUtilities.CreateInstance<GapHealer>(bench.Get<IServiceProvider>());

        var completed = await healer.HealAsync((await bench.Store.Gaps.GetGapAsync(gap.Id))!, TestContext.Current.CancellationToken);

        Assert.Equal(state == GapState.Open ? GapState.Unrecoverable : null, completed?.State);
        var row = await bench.Store.Gaps.GetGapAsync(gap.Id);
        Assert.Equal(state == GapState.Open ? (GapState.Unrecoverable, "retention") : (GapState.Healed, "notReceived"), (row!.State, row.Reason));
        Assert.Empty(bench.Venue.Requests);
    }
}
