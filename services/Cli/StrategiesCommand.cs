using System.CommandLine;
using System.Globalization;
using Trading.Downloader.CommandLine;
using Trading.Strategies;

namespace Trading.Cli;

/// <summary><c>strategies list</c> and <c>strategies new</c>.</summary>
internal static class StrategiesCommand
{
    public static Command Build(StrategyCatalogue catalogue)
    {
        var command = new Command("strategies", "The kinds of strategies, and a file for a new one");
        command.Subcommands.Add(BuildList(catalogue));
        command.Subcommands.Add(BuildNew());
        return command;
    }

    private static Command BuildList(StrategyCatalogue catalogue)
    {
        var command = new Command("list", "Every kind with its parameters: default, range and meaning");
        command.AddExamplesOf(CliText.Start, "strategies list");
        command.SetAction(_ =>
        {
            foreach (var kind in catalogue.Kinds)
            {
                Console.WriteLine($"{kind.Name}: {kind.Description}");
                foreach (var parameter in kind.Parameters)
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {parameter.Name}={parameter.Default} ({parameter.Min} to {parameter.Max})  {parameter.Description}"));
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command BuildNew()
    {
        var name = new Argument<string>("NAME") { Description = "Of the strategy, such as my-cross" };
        var output = new Option<string?>("--output") { Description = "Default: NAME.cs in the current folder", HelpName = "FILE.cs" };
        var command = new Command("new", "Write a file with a strategy that runs as it is");
        command.Arguments.Add(name);
        command.Options.Add(output);
        command.AddExamplesOf(CliText.Start, "strategies new my-cross", "strategies new my-cross --output ~/quant/my-cross.cs");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var template = new StrategyTemplate(parsed.GetValue(name)!);
            var path = Path.GetFullPath(parsed.GetValue(output) ?? template.Name + ".cs");
            await template.WriteAsync(path, cancellationToken);
            Console.WriteLine($"{path} is written. Run: dotnet run {Path.GetFileName(path)} -- backtest --symbol BTCUSDT --data FILE.csv");
            return ExitCode.Done;
        });
        return command;
    }
}
