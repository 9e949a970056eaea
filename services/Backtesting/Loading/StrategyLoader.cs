using System.Reflection;
using System.Security.Cryptography;
using Trading.Strategies;

namespace Trading.Backtesting.Loading;

/// <summary>
/// Reads strategies of a user's file into a catalogue: an assembly is loaded, a source file is compiled by the SDK first, against the
/// assemblies of this process.
/// </summary>
/// <param name="builds">Folder of compiled files, each under the hash of its source: one is compiled again when it changes.</param>
public sealed class StrategyLoader(StrategyCatalogue catalogue, string builds)
{
    /// <summary>Whether source files can be compiled here.</summary>
    public static bool Compiles => Sdk.Path is not null;

    public static bool IsFile(string path) => IsSource(path) || path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    public static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a file holds, as text that differs when it changed.</summary>
    public static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <returns>The kinds that were added.</returns>
    /// <exception cref="StrategyFileException">None was, and why.</exception>
    public async Task<IReadOnlyList<StrategyKind>> AddAsync(string path, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        try
        {
            var file = IsSource(path) ? await new SourceBuild(path, builds).RunAsync(cancellationToken) : path;
            var added = catalogue.Add(StrategyAssembly.Load(file));
            return added.Count > 0
                ? added
                : throw new StrategyFileException($"{Path.GetFileName(path)} has no class that derives from Strategy.");
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StrategyFileException))
        {
            throw new StrategyFileException($"{Path.GetFileName(path)}: {Reason(exception)}", exception);
        }
    }

    // A constructor of the user's class may throw anything.
    private static string Reason(Exception exception) => exception switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => first.Message,
        TargetInvocationException { InnerException: { } inner } => $"{inner.GetType().Name}: {inner.Message}",
        BadImageFormatException => "it is no .NET assembly.",
        _ => exception.Message,
    };
}
