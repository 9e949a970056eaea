using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Books;

public sealed class SnapshotDefectTests
{
    private static readonly PriceLevel[] Bids = [new(100, 1), new(99, 2), new(98, 3)];
    private static readonly PriceLevel[] Asks = [new(101, 1), new(102, 2), new(103, 3)];

    [Fact]
    public void A_whole_snapshot_has_no_defect() => Assert.Null(new DepthSnapshot(7, Bids, Asks).Defect());

    [Fact]
    public void Both_sides_must_be_there()
    {
        Assert.Equal("it has no bids", new DepthSnapshot(7, [], Asks).Defect());
        Assert.Equal("it has no asks", new DepthSnapshot(7, Bids, []).Defect());
    }

    [Fact]
    public void Prices_go_from_the_best_on_and_come_once()
    {
        Assert.Equal("its bids are not in order", new DepthSnapshot(7, [Bids[1], Bids[0]], Asks).Defect());
        Assert.Equal("its asks are not in order", new DepthSnapshot(7, Bids, [Asks[0], Asks[2], Asks[1]]).Defect());
        Assert.Equal("its asks are not in order", new DepthSnapshot(7, Bids, [Asks[0], Asks[0]]).Defect());
    }

    [Fact]
    public void Prices_and_quantities_are_above_zero()
    {
        Assert.Equal("a price or quantity of its asks is not above zero", new DepthSnapshot(7, Bids, [new(101, 0)]).Defect());
        Assert.Equal("a price or quantity of its bids is not above zero", new DepthSnapshot(7, [new(0, 1)], Asks).Defect());
        Assert.Equal("a price or quantity of its bids is not above zero", new DepthSnapshot(7, [new(100, -1)], Asks).Defect());
    }

    [Fact]
    public void Sides_do_not_meet() => Assert.Equal("its sides cross", new DepthSnapshot(7, [new(101, 1)], Asks).Defect());

    [Fact]
    public void It_has_an_id() => Assert.Equal("its id is not above zero", new DepthSnapshot(0, Bids, Asks).Defect());
}
