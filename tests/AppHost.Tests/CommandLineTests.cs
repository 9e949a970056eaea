using Trading.AppHost.Local;

namespace Trading.AppHost.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--duration", "-5s")]
    [InlineData("--duration", "9000d")]
    [InlineData("--mode", "3")]
    [InlineData("--symbols", "BTCUSDT,")]
    [InlineData("--venue", "binance-spot", "--replay", "AppHost.csproj")]
    [InlineData("kubernetes")]
    public async Task Wrong_use_ends_with_2(params string[] arguments)
    {
        Assert.Equal(CommandLine.WrongUse, await CommandLine.RunAsync(arguments));
    }

    [Fact]
    public void Restarts_wait_longer_each_time_up_to_a_bound_and_start_over_after_a_good_run()
    {
        var delay = new RestartDelay(new Random(7));
        var waits = Enumerable.Range(0, 12).Select(_ => delay.Next(TimeSpan.Zero)).ToArray();
        Assert.True(waits[0] <= TimeSpan.FromMilliseconds(250));
        Assert.True(waits[3] > waits[0]);
        Assert.All(waits, wait => Assert.True(wait <= TimeSpan.FromSeconds(15)));
        Assert.True(delay.Next(TimeSpan.FromMinutes(2)) <= TimeSpan.FromMilliseconds(250));
    }
}
