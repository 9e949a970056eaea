using Trading.Contracts;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.History;
using Trading.MarketStore.Trades;

namespace Trading.MarketStore.Tests;

/// <summary>Anchors, funding, the gap ledger and coverage.</summary>
public abstract partial class MarketStoreBehaviour
{
    [Fact]
    public async Task Keeps_the_first_anchor()
    {
        Assert.Null(await Store.Trades.GetAnchorAsync(Instrument, Cancel));
        Assert.Equal(new FeedAnchor(42, Start), await Store.Trades.SetAnchorIfAbsentAsync(Instrument, new FeedAnchor(42, Start), Cancel));
        Assert.Equal(
            new FeedAnchor(42, Start), await Store.Trades.SetAnchorIfAbsentAsync(Instrument, new FeedAnchor(99, Start.AddDays(1)), Cancel));
        Assert.Equal(new FeedAnchor(42, Start), await Store.Trades.GetAnchorAsync(Instrument, Cancel));
    }

    [Fact]
    public async Task Stores_each_funding_settlement_once()
    {
        FundingRate[] rates = [new(Start, 0.0001m, 61_000.5m), new(Start.AddHours(8), -0.00003383m, MarkPrice: null)];

        Assert.Equal(2, await Store.History.WriteFundingAsync(Instrument, rates, Cancel));
        Assert.Equal(0, await Store.History.WriteFundingAsync(Instrument, rates, Cancel));
        Assert.Equal(rates, await Store.History.ReadFundingAsync(Instrument, Start, Start.AddDays(1), Cancel).ToArrayAsync(Cancel));
        Assert.Equal(rates[..1], await Store.History.ReadFundingAsync(Instrument, Start, Start.AddHours(8), Cancel).ToArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_settlement_that_comes_again_completes_what_was_not_known()
    {
        var rest = new FundingRate(Start, 0.0001m, 61_000.5m);
        var archive = new FundingRate(Start, 0.0001m, MarkPrice: null, IntervalHours: 4);

        Assert.Equal(1, await Store.History.WriteFundingAsync(Instrument, [archive], Cancel));
        Assert.Equal(1, await Store.History.WriteFundingAsync(Instrument, [rest], Cancel));
        Assert.Equal(0, await Store.History.WriteFundingAsync(Instrument, [archive with { IntervalHours = 8 }], Cancel));
        Assert.Equal(
            rest with { IntervalHours = 4 },
            await Store.History.ReadFundingAsync(Instrument, Start, Start.AddDays(1), Cancel).SingleAsync(Cancel));
    }

    [Fact]
    public async Task An_archive_is_known_as_it_was_read_last_and_found_by_its_time()
    {
        var january = new KnownArchive($"/data/{Instrument.Symbol}-2023-01.zip", "aa", Start, Start.AddDays(31), Start.AddDays(40));
        var replaced = january with { Sha256 = "bb", ReadAt = Start.AddDays(50) };

        await Store.History.WriteArchiveAsync(Instrument.Venue, january, Cancel);
        await Store.History.WriteArchiveAsync(Instrument.Venue, replaced, Cancel);

        Assert.Contains(
            replaced, await Store.History.ArchivesAsync(Instrument.Venue, new TimeRange(Start.AddDays(30), Start.AddDays(60)), Cancel));
        Assert.DoesNotContain(january, await Store.History.ArchivesAsync(Instrument.Venue, new TimeRange(Start, Start.AddDays(1)), Cancel));
        Assert.DoesNotContain(
            replaced, await Store.History.ArchivesAsync(Instrument.Venue, new TimeRange(Start.AddDays(31), Start.AddDays(60)), Cancel));
    }

    [Fact]
    public async Task Holes_of_two_price_series_are_two_gaps()
    {
        var last = GapOf(null, null) with { Kind = MarketDataKind.Bars, Interval = BarInterval.OneMinute };
        var mark = last with { Id = Guid.NewGuid(), Series = BarSeries.Mark };

        Assert.Equal(last, await Store.Gaps.OpenGapAsync(last, Cancel));
        Assert.Equal(mark, await Store.Gaps.OpenGapAsync(mark, Cancel));
        Assert.Equal(mark, await Store.Gaps.GetGapAsync(mark.Id, Cancel));
    }

    [Fact]
    public async Task The_same_hole_found_twice_is_one_gap()
    {
        var gap = GapOf(10, 20);
        var first = await Store.Gaps.OpenGapAsync(gap, Cancel);

        Assert.Equal(gap, first);
        Assert.Equal(gap, await Store.Gaps.OpenGapAsync(gap, Cancel));
        Assert.Equal(gap.Id, (await Store.Gaps.OpenGapAsync(gap with { Id = Guid.NewGuid() }, Cancel)).Id);
        Assert.NotEqual(gap.Id, (await Store.Gaps.OpenGapAsync(GapOf(30, 40), Cancel)).Id);
        Assert.Equal(2, (await Store.Gaps.ListGapsAsync(new GapFilter(Symbol: Instrument.Symbol), Cancel)).Count);
    }

    [Fact]
    public async Task A_gap_is_closed_once_and_stays_in_the_ledger()
    {
        var byTime = GapOf(null, null) with { Kind = MarketDataKind.Bars, Interval = BarInterval.OneMinute };
        await Store.Gaps.OpenGapAsync(byTime, Cancel);
        Assert.Equal(byTime.Id, (await Store.Gaps.OpenGapAsync(byTime with { Id = Guid.NewGuid() }, Cancel)).Id);

        Assert.True(await Store.Gaps.CloseGapAsync(byTime.Id, GapState.Unrecoverable, Start.AddHours(1), "venueOutage", Cancel));
        Assert.False(await Store.Gaps.CloseGapAsync(byTime.Id, GapState.Healed, Start.AddHours(2), cancellationToken: Cancel));

        var closed = byTime with { State = GapState.Unrecoverable, Reason = "venueOutage", ClosedAt = Start.AddHours(1) };
        Assert.Equal(closed, await Store.Gaps.GetGapAsync(byTime.Id, Cancel));
        Assert.Empty(await Store.Gaps.ListGapsAsync(new GapFilter(GapState.Open, Instrument.Venue, Instrument.Symbol), Cancel));
        Assert.Equal(closed, Assert.Single(await Store.Gaps.ListGapsAsync(new GapFilter(GapState.Unrecoverable, Symbol: Instrument.Symbol, Kind: MarketDataKind.Bars), Cancel)));
    }

    [Fact]
    public async Task Coverage_counts_the_rows_that_are_there()
    {
        await Store.Trades.WriteTradesAsync(Instrument, Trades(5, 3), Cancel);
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0), BarOf(2), BarOf(2, source: BarSource.Rest)], cancellationToken: Cancel);
        await Store.Aggregates.WriteAggregateTradesAsync(
            Instrument, [new(41, 1.5m, 2m, 90, 93, Start.AddSeconds(1), Side.Buy, BestMatch: null)], Cancel);
        await Store.History.WriteFundingAsync(Instrument, [new(Start.AddHours(8), 0.0001m, MarkPrice: null)], Cancel);

        CoverageEntry[] expected =
        [
            new(
                MarketDataKind.Bars,
                BarInterval.OneMinute,
                BarSource.Trades,
                BarSeries.Last,
                2,
                Start,
                Start.AddMinutes(2),
                FirstId: null,
                LastId: null),
            new(
                MarketDataKind.Bars,
                BarInterval.OneMinute,
                BarSource.Rest,
                BarSeries.Last,
                1,
                Start.AddMinutes(2),
                Start.AddMinutes(2),
                FirstId: null,
                LastId: null),
            new(
                MarketDataKind.Trades,
                Interval: null,
                Source: null,
                Series: null,
                3,
                Start.AddMilliseconds(5),
                Start.AddMilliseconds(7),
                5,
                7),
            new(
                MarketDataKind.Trades,
                Interval: null,
                Source: null,
                Series: null,
                1,
                Start.AddSeconds(1),
                Start.AddSeconds(1),
                41,
                41,
                Aggregates: true),
            new(
                MarketDataKind.Funding,
                Interval: null,
                Source: null,
                Series: null,
                1,
                Start.AddHours(8),
                Start.AddHours(8),
                FirstId: null,
                LastId: null),
        ];
        Assert.Equal(expected, await Store.History.CoverageAsync(Instrument, Cancel));
    }

    private Gap GapOf(long? fromId, long? toId) => new()
    {
        Id = Guid.NewGuid(),
        Instrument = Instrument,
        Kind = MarketDataKind.Trades,
        FromId = fromId,
        ToId = toId,
        From = Start,
        To = Start.AddSeconds(1),
        Reason = "disconnect",
        DetectedAt = Start.AddSeconds(2),
    };
}
