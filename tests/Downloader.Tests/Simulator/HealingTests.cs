using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Tests.Running;
using Trading.MarketStore.Gaps;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Gaps of the live feed: closed within a minute of being found, whatever becomes of the message and of the first tries.</summary>
public sealed class HealingTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private SimulatedVenue _venue = null!;
    private RunningDownloader _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync(("TradesPerSecond", "200"));
        _service = await RunningDownloader.StartAsync(_venue.Url, "--Downloader:GapSweepSeconds=5");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task A_gap_that_the_bus_tells_of_is_healed_and_its_end_told_although_the_venue_fails()
    {
        await _venue.SetFaultsAsync(new { http5xx = 0.3, http429 = 0.1 });
        var gap = await OpenGapAsync();

        await _service.PublishAsync(new BackfillRequested
        {
            GapId = gap.Id,
            Venue = gap.Instrument.Venue,
            Symbol = gap.Instrument.Symbol,
            Kind = gap.Kind,
            FromId = gap.FromId,
            ToId = gap.ToId,
            From = gap.From,
            To = gap.To,
        });

        await HealedAsync(gap);
        Assert.Equal((GapState.Healed, gap.ToId - gap.FromId + 1), await ToldAsync(gap));
    }

    [Fact]
    public async Task A_gap_whose_message_was_lost_is_found_in_the_ledger_and_healed()
    {
        var gap = await OpenGapAsync();

        await HealedAsync(gap);

        Assert.Equal(GapState.Healed, (await ToldAsync(gap)).State);
    }

    /// <summary>Ids that the venue's tape has and the store has not.</summary>
    private async Task<Gap> OpenGapAsync()
    {
        var (_, last) = await Poll.UntilAsync(IdsAsync, ids => ids.Last > ids.First + 500, Minute);
        return await _service.Store.Gaps.OpenGapAsync(
            new Gap
            {
                Id = Guid.NewGuid(),
                Instrument = Workbench.Bitcoin,
                Kind = MarketDataKind.Trades,
                FromId = last - 400,
                ToId = last - 10,
                From = DateTime.UtcNow.AddSeconds(-5),
                To = DateTime.UtcNow,
                Reason = "disconnect",
                DetectedAt = DateTime.UtcNow,
            },
            Cancel);
    }

    private async Task HealedAsync(Gap gap)
    {
        var row = await Poll.UntilAsync(
            () => _service.Store.Gaps.GetGapAsync(gap.Id, Cancel), row => row!.State == GapState.Healed, Minute);
        Assert.True(
            row!.ClosedAt - gap.DetectedAt <= Minute,
            string.Create(CultureInfo.InvariantCulture, $"healed after {row.ClosedAt - gap.DetectedAt}"));
        Assert.Empty(await _service.Store.Trades.MissingTradeIdsAsync(gap.Instrument, gap.FromId!.Value, gap.ToId!.Value, Cancel));
    }

    /// <summary>What the bus carries after the row is closed.</summary>
    private async Task<(GapState State, long? Items)> ToldAsync(Gap gap)
    {
        var completed = await Poll.UntilAsync(
            () => Task.FromResult(_service.Bus.Healed.FirstOrDefault(message => message.GapId == gap.Id)),
            message => message is not null,
            Minute);
        return (completed!.State, completed.Items);
    }

    private async Task<(long First, long Last)> IdsAsync()
    {
        var symbol = (await _venue.Http.GetFromJsonAsync<JsonElement>("/simulator/ledger?symbol=BTCUSDT&limit=1", Cancel))
            .GetProperty("symbol");
        return (symbol.GetProperty("firstId").GetInt64(), symbol.GetProperty("lastId").GetInt64());
    }
}
