using System.Globalization;

namespace Trading.Benchmarks.Running;

/// <summary>The command line: <c>NAME… [--rounds N]</c>, <c>--all</c> or <c>--list</c>. Exit codes: 0 done, 1 an expectation failed, 2 wrong use.</summary>
public static class BenchmarkRunner
{
    private const int DefaultRounds = 7;
    private const string Usage = "usage: dotnet run --project tests/Benchmarks -c Release -- NAME... | --all [--rounds N] | --list";

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var known = Find();
        if (args is ["--list"])
        {
            foreach (var benchmark in known)
                await output.WriteLineAsync($"{benchmark.Name,-28} {benchmark.Description}");
            return 0;
        }

        if (!TryParse(args, known, out var chosen, out var rounds, out var error))
        {
            await Console.Error.WriteLineAsync($"{error} {Usage}");
            return 2;
        }

        var run = new BenchmarkRun(output, rounds);
        foreach (var benchmark in chosen)
        {
            await output.WriteLineAsync($"\n== {benchmark.Name}: {benchmark.Description}");
            await benchmark.RunAsync(run);
        }

        return run.Failures == 0 ? 0 : 1;
    }

    private static IBenchmark[] Find() =>
    [
        .. typeof(BenchmarkRunner).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
            .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
    ];

    private static bool TryParse(string[] args, IBenchmark[] known, out List<IBenchmark> chosen, out int rounds, out string error)
    {
        (chosen, rounds, error) = ([], DefaultRounds, "");
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--all")
            {
                chosen.AddRange(known);
            }
            else if (args[i] == "--rounds")
            {
                if (++i >= args.Length || !int.TryParse(args[i], CultureInfo.InvariantCulture, out rounds) || rounds < 1)
                {
                    error = "--rounds needs a whole number above 0.";
                    return false;
                }
            }
            else if (Array.Find(known, benchmark => benchmark.Name == args[i]) is { } found)
            {
                chosen.Add(found);
            }
            else
            {
                error = $"No benchmark is called '{args[i]}'; --list shows all.";
                return false;
            }
        }

        error = chosen.Count == 0 ? "Name a benchmark." : "";
        return chosen.Count > 0;
    }
}
