using Trading.Testing;

namespace Trading.Architecture.Tests;

/// <summary>The C# files of the repository, by what they are for. Build output is left out.</summary>
internal static class SourceFiles
{
    private static readonly string[] ProductFolders = ["AppHost", "ServiceDefaults", "services"];

    public static IReadOnlyList<SourceFile> Product { get; } = [.. ProductFolders.SelectMany(Read)];

    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Read("tests")];

    public static IEnumerable<SourceFile> All => Product.Concat(Tests);

    private static IEnumerable<SourceFile> Read(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Repository.PathOf(path))));
}
