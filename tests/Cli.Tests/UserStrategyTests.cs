using System.Diagnostics;
using System.Text.Json;
using Trading.Testing;

namespace Trading.Cli.Tests;

/// <summary>A file of a user, compiled by the real SDK.</summary>
[Collection(nameof(UserStrategyTests))]
public sealed class UserStrategyTests
{
    [Fact]
    public Task A_new_strategy_runs_inside_the_clone() => RunNewAsync(Repository.PathOf("artifacts", $"cli-{Environment.ProcessId}"));

    [Fact]
    public Task A_new_strategy_runs_anywhere_else() => RunNewAsync(folder: null);

    [Fact]
    public async Task What_does_not_compile_names_its_line()
    {
        using var bench = new Workbench();
        var file = bench.Source(
            "wrong.cs", "using Trading.Strategies;\n\npublic sealed class Wrong : Strategy\n{\n    private int _x = Nothing;\n}\n");
        var result = await bench.RunAsync("backtest", "--strategy", file, "--data", bench.Bars("BTCUSDT-1h-2024-01.csv"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "error: wrong.cs line 5: CS0103: The name 'Nothing' does not exist in the current context", Assert.Single(result.Errors));
    }

    [Fact]
    public async Task What_throws_names_its_line()
    {
        using var bench = new Workbench();
        var file = bench.Source(
            "thrower.cs",
            """
            using Trading.Contracts;
            using Trading.Strategies;

            public sealed class Thrower : Strategy
            {
                public override void OnBar(Market market, in Bar bar) =>
                    throw new InvalidOperationException("no good bar");
            }
            """);
        var result = await bench.RunAsync("backtest", "--strategy", file, "--data", bench.Bars("BTCUSDT-1h-2024-01.csv"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "error: strategy thrower threw InvalidOperationException: no good bar (thrower.cs line 7)", Assert.Single(result.Errors));
    }

    [Theory]
    [InlineData("strategies", "new", "1st")]
    [InlineData("strategies", "new", "a b")]
    [InlineData("strategies", "new", "fine", "--output", "fine.txt")]
    public async Task A_name_that_gives_no_file_is_wrong_use(params string[] arguments)
    {
        using var bench = new Workbench();
        var result = await bench.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Folder));
    }

    private static async Task RunNewAsync(string? folder)
    {
        using var bench = new Workbench(folder);
        Assert.Equal(0, (await bench.RunAsync("strategies", "new", "my-cross")).ExitCode);
        Assert.Equal(2, (await bench.RunAsync("strategies", "new", "my-cross")).ExitCode);
        string[] ask = ["--symbol", "BTCUSDT", "--data", bench.Bars("BTCUSDT-1h-2024-01.csv")];

        var program = await DotnetAsync(bench, ["run", "my-cross.cs", "--", "backtest", .. ask, "--json"]);
        var loaded = await bench.BacktestAsync(["--strategy", "my-cross.cs", .. ask]);

        Assert.Equal((0, ""), (program.ExitCode, program.Error));
        var outcome = JsonElement.Parse(program.Output);
        Assert.True(outcome.GetProperty("trades").GetArrayLength() > 4);
        Assert.Equal(loaded.GetProperty("runHash").GetString(), outcome.GetProperty("runHash").GetString());
    }

    private static async Task<CommandResult> DotnetAsync(Workbench bench, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = bench.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
