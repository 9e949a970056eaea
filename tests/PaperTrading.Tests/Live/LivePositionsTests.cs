using Trading.Accounting;
using Trading.Contracts;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Tests.Live;

public sealed class LivePositionsTests
{
    private const string Symbol = "AAA";
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Account _paper = new(AccountTerms.Spot, 1_000_000m);
    private int _minute;

    [Fact]
    public void A_drift_goes_on_over_trades_that_reach_paper_and_live_one_after_the_other()
    {
        var live = new LivePositions(_paper, 0.001m, [new LivePosition(Symbol, 1, 1, null)]);
        Step(live, 0, 0);

        // Entry: ordered, then filled on paper, where it meets the old live position, then live.
        Step(live, 1, 0);
        Paper(1);
        Step(live, 0, 0);
        Assert.Empty(live.Drifts);
        Step(live, 0, 1);
        Assert.Equal(new PositionDrift(Symbol, 1, 2, 1, Start), Assert.Single(live.Drifts));

        // Exit of one, on paper first.
        Step(live, -1, 0);
        Paper(-1);
        Step(live, 0, 0);
        Step(live, 0, -1);
        Assert.Equal(Start, Assert.Single(live.Drifts).Since);

        // The order of what is too much ends it, and the next one is counted from its own beginning.
        Step(live, -1, -1);
        Assert.Empty(live.Drifts);
        var began = Start.AddMinutes(_minute);
        Step(live, 1, 1);
        Assert.Equal(began, Assert.Single(live.Drifts).Since);
    }

    [Fact]
    public void A_drift_goes_on_when_live_is_filled_before_paper()
    {
        var pending = 0m;
        var live = new LivePositions(_paper, 0.001m, [new LivePosition(Symbol, 2, 2, null)]) { PendingOnPaper = _ => pending };
        Paper(1);
        Step(live, 0, 0);
        pending = -1;
        Step(live, -1, -1);
        Assert.Empty(live.Drifts);
        pending = 0;
        Paper(-1);
        Step(live, 0, 0);
        Assert.Equal(new PositionDrift(Symbol, 0, 1, 1, Start), Assert.Single(live.Drifts));
    }

    [Fact]
    public void An_order_that_is_denied_while_both_agree_ends_the_drift()
    {
        var live = new LivePositions(_paper, 0.001m, [new LivePosition(Symbol, 1, 1, null)]);
        Step(live, 0, 0);
        Step(live, 1, 0);
        Paper(1);
        Step(live, 0, 0);
        Step(live, -1, 0);
        Assert.Null(live.Of(Symbol).DriftSince);
    }

    private void Step(LivePositions live, decimal expected, decimal filled) =>
        live.Keep(live.After(Symbol, expected, filled, promoted: true, Start.AddMinutes(_minute++)));

    private void Paper(decimal quantity) => _paper.Apply(
        new Fill(Symbol, quantity > 0 ? Side.Buy : Side.Sell, Math.Abs(quantity), 100, 0), 100);
}
