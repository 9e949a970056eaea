using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Tests.Hosting;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_between_attempts_double_up_to_the_limit_and_chance_shortens_them()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), new Random(7));
        double[] full = [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30, 30];
        var waits = full.Select(_ => backoff.Next().TotalSeconds).ToList();

        Assert.All(waits.Zip(full), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
        Assert.Equal(waits.Count, waits.Zip(full).Select(pair => pair.First / pair.Second).Distinct().Count());
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.125, 0.25);
    }
}
