using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Risk;

public sealed class KillSwitchTests
{
    private static readonly TradingHalt Halt = new(true, "drill", "admin", DateTime.UnixEpoch, CancelOpen.All);

    [Fact]
    public void Nothing_passes_a_thrown_switch_and_what_had_passed_is_known()
    {
        var sut = new KillSwitch();
        var (open, ended) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(sut.TryPass(open) && sut.TryPass(ended));
        sut.OutcomeKnown(ended);

        Assert.Equal([open], sut.Throw(Halt));
        Assert.False(sut.TryPass(open));
        Assert.False(sut.TryPass(Guid.NewGuid()));
    }

    [Fact]
    public void A_halt_that_came_during_a_resume_is_not_released()
    {
        var sut = new KillSwitch();
        sut.Throw(Halt);
        var seen = sut.Halt;
        sut.Throw(Halt with { Reason = "again" });

        Assert.False(sut.TryRelease(seen, TradingHalt.Off));
        Assert.True(sut.TryRelease(sut.Halt, TradingHalt.Off));
        Assert.True(sut.TryPass(Guid.NewGuid()));
    }

    [Fact]
    public async Task Each_order_either_passed_before_the_halt_and_is_known_or_does_not_pass()
    {
        for (var round = 0; round < 200; round++)
        {
            var sut = new KillSwitch();
            using var start = new ManualResetEventSlim();
            var orders = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
            var passes = orders.Select(id => Task.Run(() => Pass(id))).ToArray();
            var halt = Task.Run(() =>
            {
                start.Wait(TestContext.Current.CancellationToken);
                return sut.Throw(Halt);
            });
            start.Set();

            var passed = (await Task.WhenAll(passes)).Where(result => result.Passed).Select(result => result.Id);
            Assert.Equal(passed.Order(), (await halt).Order());

            (Guid Id, bool Passed) Pass(Guid id)
            {
                start.Wait(TestContext.Current.CancellationToken);
                return (id, sut.TryPass(id));
            }
        }
    }
}
