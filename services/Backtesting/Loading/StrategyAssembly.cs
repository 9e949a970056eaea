using System.Reflection;
using System.Runtime.Loader;

namespace Trading.Backtesting.Loading;

/// <summary>An assembly of a user. What this program has itself it shares with it; other assemblies come from beside the file.</summary>
internal sealed class StrategyAssembly : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private StrategyAssembly(string path)
        : base(Path.GetFileNameWithoutExtension(path)) => _resolver = new AssemblyDependencyResolver(path);

    /// <summary>Loads a copy, so that the file can be replaced while it is in use.</summary>
    public static Assembly Load(string path)
    {
        using var code = new MemoryStream(File.ReadAllBytes(path));
        var symbols = Path.ChangeExtension(path, ".pdb");
        using var lines = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return new StrategyAssembly(path).LoadFromStream(code, lines);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !File.Exists(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
            && _resolver.ResolveAssemblyToPath(assemblyName) is { } beside
            ? LoadFromAssemblyPath(beside)
            : null;
}
