using Trading.SystemTests.Running;

namespace Trading.SystemTests;

/// <summary>What cannot start is not started for ever: the reason is printed once, and the run ends with 2.</summary>
public sealed class RefusedStartTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_wrong_option_ends_the_run_with_its_reason_and_code_2() =>
        await EndsAsync(_ => { }, "Readiness:CacheMs", ("Readiness__CacheMs", "-1"));

    [Fact]
    public async Task A_damaged_database_ends_the_run_with_its_reason_and_code_2() => await EndsAsync(
        data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "sqlite"));
            File.WriteAllBytes(Path.Combine(data, "sqlite", "market.db"), Garbage());
        },
        "market.db");

    [Fact]
    public async Task A_bad_key_file_ends_the_run_with_its_reason_and_code_2() =>
        await EndsAsync(data => File.WriteAllText(Path.Combine(data, "api-keys"), "nonsense\n"), "api-keys every line is");

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_wrong_use_in_one_line() => await EndsAsync(
        data => Directory.CreateDirectory(Path.Combine(data, "secrets", "venue-api-key")), "TRADING_DATA names another");

    private static async Task EndsAsync(Action<string> prepare, string reason, params (string Name, string Value)[] environment)
    {
        var data = TradingSystem.NewDataFolder();
        Directory.CreateDirectory(data);
        prepare(data);
        var variables = environment.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        await using var system = TradingSystem.Start(data, variables, "--mode", "embedded", "--duration", "1h");

        Assert.Equal(2, await system.ExitAsync(Deadline));
        Assert.True(system.Output.Count(line => line.Contains(reason, StringComparison.Ordinal)) == 1, $"Not one line with '{reason}':\n{system.Text()}");
        Assert.DoesNotContain(system.Output, line => line.Contains("restarting", StringComparison.Ordinal));
        await system.NothingLeftAsync(Deadline);
    }

    private static byte[] Garbage()
    {
        var bytes = new byte[64 * 1024];
        new Random(10).NextBytes(bytes);
        return bytes;
    }
}
