using Trading.Exchanges.Books;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Books;

public sealed class BookSyncTests
{
    private readonly BookSync _spot = new(BookRule.FirstIdFollows);
    private readonly BookSync _usdm = new(BookRule.PreviousIdMatches);

    [Fact]
    public void Changes_before_the_snapshot_are_kept_and_those_that_it_holds_are_dropped()
    {
        Assert.Equal(BookStep.Buffered, Spot(1, 5));
        Assert.Equal(BookStep.Buffered, Spot(6, 8));
        Assert.Equal(BookStep.Applied, _spot.Snapshot(At(6)));
        Assert.True(_spot.InSync);
        Assert.Equal(8, _spot.Book.LastId);
    }

    [Fact]
    public void A_snapshot_older_than_the_first_kept_change_is_refused()
    {
        Spot(10, 12);
        Assert.Equal(BookStep.TooOld, _spot.Snapshot(At(8)));
        Assert.False(_spot.InSync);
        Assert.Equal(BookStep.Applied, _spot.Snapshot(At(9)));
    }

    [Fact]
    public void A_spot_change_that_does_not_join_breaks_the_book_until_a_new_snapshot_holds_it()
    {
        _spot.Snapshot(At(10));
        Assert.Equal(BookStep.Applied, Spot(11, 13));
        Assert.Equal(BookStep.Skipped, Spot(12, 13));
        Assert.Equal(BookStep.Broken, Spot(15, 16));
        Assert.False(_spot.InSync);
        Assert.Equal(BookStep.Applied, _spot.Snapshot(At(15)));
        Assert.Equal(16, _spot.Book.LastId);
        Assert.Equal(1, _spot.Breaks);
    }

    [Fact]
    public void A_first_usdm_change_spans_the_snapshot_and_every_later_one_names_the_one_before()
    {
        _usdm.Snapshot(At(10));
        Assert.Equal(BookStep.Skipped, Usdm(5, 9, 4));
        Assert.Equal(BookStep.Applied, Usdm(8, 20, 7));
        Assert.Equal(BookStep.Applied, Usdm(30, 40, 20));
        Assert.Equal(BookStep.Broken, Usdm(50, 60, 45));
    }

    [Fact]
    public void A_first_usdm_change_beyond_the_snapshot_breaks_it()
    {
        _usdm.Snapshot(At(10));
        Assert.Equal(BookStep.Broken, Usdm(11, 20, 10));
    }

    [Fact]
    public void Levels_are_set_absolutely_and_zero_removes()
    {
        var side = new BookSide(isBid: true);
        foreach (var (price, quantity) in ((long, long)[])[(5, 1), (9, 2), (7, 3), (9, 4), (5, 0), (6, 0), (8, 5)])
        {
            side.Set(new BookLevel(price, quantity));
        }

        Assert.Equal([new(9, 4), new(8, 5), new(7, 3)], side.Top(10));
        Assert.Equal([new(9, 4)], side.Top(1));
    }

    private static DepthSnapshot At(long lastId) => new(lastId, [new(1, 1)], [new(2, 1)]);

    private BookStep Spot(long first, long last) => _spot.Apply(new DepthDiff(0, first, last, -1, 0, 0, 0, 1, 1), [], []);

    private BookStep Usdm(long first, long last, long previous) => _usdm.Apply(new DepthDiff(0, first, last, previous, 0, 0, 0, 1, 1), [], []);
}
