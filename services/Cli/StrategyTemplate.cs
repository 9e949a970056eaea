using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Downloader.CommandLine;

namespace Trading.Cli;

/// <summary>A file with a strategy that <c>dotnet run</c> compiles and runs, in the repository or anywhere else.</summary>
internal sealed partial class StrategyTemplate
{
    private readonly string _class;

    /// <exception cref="WrongUseException">The name is none for a class.</exception>
    public StrategyTemplate(string name)
    {
        Name = name.ToLowerInvariant();
        if (!Named().IsMatch(Name))
        {
            throw new WrongUseException($"'{name}' is no name for a strategy; use letters, digits and hyphens, such as my-cross.");
        }

        _class = string.Concat(Name.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }

    public string Name { get; }

    /// <exception cref="WrongUseException">There is such a file, or it is none of C#.</exception>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        if (!path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUseException($"--output '{path}' must end with .cs.");
        }

        if (File.Exists(path))
        {
            throw new WrongUseException($"{path} is there already; it is not overwritten.");
        }

        await File.WriteAllTextAsync(path, Text(ProjectFor(path)), cancellationToken);
    }

    /// <summary>Path of this program's project: relative where the file is in the repository too, so that both can move.</summary>
    private static string ProjectFor(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "services", "Cli", "Cli.csproj");
            if (File.Exists(project))
            {
                return (path.StartsWith(folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                    ? Path.GetRelativePath(Path.GetDirectoryName(path)!, project)
                    : project).Replace('\\', '/');
            }
        }

        throw new IOException($"there is no clone of the repository above {AppContext.BaseDirectory}, which a strategy compiles against");
    }

    private string Text(string project) => $$"""
        #:project {{project}}
        #:property PublishAot=false
        #:property TreatWarningsAsErrors=false
        #:property EnforceCodeStyleInBuild=false
        #:property RunAnalyzers=false

        using Trading.Cli;
        using Trading.Contracts;
        using Trading.Strategies;

        return await StrategyProgram.RunAsync(args);

        /// <summary>Buys a close above those of the last bars; sells one below them, or when the stop is reached.</summary>
        [Strategy("{{Name}}", "Buys a new high of closes, sells a new low, and guards with a stop.")]
        public sealed class {{_class}} : Strategy
        {
            private readonly Dictionary<string, Queue<decimal>> _closes = new();

            [Parameter(2, 1000, "Bars whose closes count.")]
            public int Length { get; set; } = 20;

            [Parameter(0.001, 0.5, "Distance of the stop below the entry, as a fraction of the price.")]
            public decimal Stop { get; set; } = 0.02m;

            [Parameter(0.01, 1, "Part of the free cash that one entry spends.")]
            public decimal CashFraction { get; set; } = 0.5m;

            // Bars that it must have seen before its decisions can be trusted.
            public override int WarmupBars => Length;

            // Orders beside market orders, so that a promotion to live is refused where they cannot be placed.
            public override OrderFeatures Uses => OrderFeatures.Bracket;

            public override void OnBar(Market market, in Bar bar)
            {
                if (!_closes.TryGetValue(market.Symbol, out var closes))
                {
                    _closes[market.Symbol] = closes = new Queue<decimal>();
                }

                if (closes.Count == Length)
                {
                    if (market.IsFlat && market.Orders.Count == 0 && bar.Close > closes.Max())
                    {
                        market.Submit(new OrderRequest
                        {
                            Side = Side.Buy,
                            Size = Size.CashFraction(CashFraction),
                            StopLoss = bar.Close * (1 - Stop),
                        });
                    }
                    else if (market.Quantity > 0 && bar.Close < closes.Min())
                    {
                        market.CancelAll();
                        market.Close();
                    }

                    closes.Dequeue();
                }

                closes.Enqueue(bar.Close);
            }
        }

        """;

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
