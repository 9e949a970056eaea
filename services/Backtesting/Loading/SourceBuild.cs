using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Loading;

/// <summary>
/// Compiles one source file as <c>dotnet run</c> would, with two differences: the contract comes from this process instead of a
/// <c>#:project</c> line, so that both mean the same types, and no setting of a folder above takes part.
/// </summary>
internal sealed partial class SourceBuild(string source, string builds)
{
    private const string Entry = "StrategyProgram.RunAsync";

    // The line that makes the file a program of its own. Here it is a library, and the line is never run.
    private const string EntryShim = """
        namespace Trading.Cli
        {
            internal static class StrategyProgram
            {
                public static System.Threading.Tasks.Task<int> RunAsync(string[] args) => System.Threading.Tasks.Task.FromResult(0);
            }
        }
        """;

    /// <returns>Path of the assembly.</returns>
    /// <exception cref="StrategyFileException">It does not compile; the message names file and line.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(source, cancellationToken);
        var name = Unsafe().Replace(Path.GetFileNameWithoutExtension(source), "_");
        var folder = Path.GetFullPath(Path.Combine(builds, HashOf(text)));
        var assembly = Path.Combine(folder, "out", name + ".dll");
        if (File.Exists(assembly))
        {
            return assembly;
        }

        if (Sdk.Path is null)
        {
            throw new StrategyFileException(
                $"{Path.GetFileName(source)} cannot be compiled: there is no .NET SDK here. Give the compiled assembly instead.");
        }

        var work = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, name + ".csproj"), Project(text, name), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(work, "Entry.cs"), IsProgram(text) ? EntryShim : "", cancellationToken);
            var (code, output) = await Sdk.RunAsync(
                work, ["build", name + ".csproj", "-c", "Release", "-o", "out", "-v", "quiet", "-nologo"], cancellationToken);
            if (code != 0)
            {
                throw new StrategyFileException(FirstError(output));
            }

            if (!Directory.Exists(folder))
            {
                Directory.Move(work, folder);
            }

            return assembly;
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static bool IsProgram(string text) => text.Contains(Entry, StringComparison.Ordinal);

    // A new version of the product is a new contract.
    private string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', source, typeof(Strategy).Module.ModuleVersionId, typeof(Bar).Module.ModuleVersionId, text))))[..32];

    private string Project(string text, string name)
    {
        var packages = Package().Matches(text).Select(
            match => $"<PackageReference Include=\"{match.Groups["name"].Value}\" Version=\"{match.Groups["version"].Value}\" />");
        return $"""
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <OutputType>{(IsProgram(text) ? "Exe" : "Library")}</OutputType>
                <AssemblyName>{name}</AssemblyName>
                <RootNamespace>UserStrategies</RootNamespace>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <EnableDefaultItems>false</EnableDefaultItems>
                <UseAppHost>false</UseAppHost>
                <DebugType>portable</DebugType>
                <RunAnalyzers>false</RunAnalyzers>
                <WarningLevel>0</WarningLevel>
                <NuGetAudit>false</NuGetAudit>
                <DiscoverEditorConfigFiles>false</DiscoverEditorConfigFiles>
                <DiscoverGlobalAnalyzerConfigFiles>false</DiscoverGlobalAnalyzerConfigFiles>
                <UseSharedCompilation>false</UseSharedCompilation>
                <Features>$(Features);FileBasedProgram</Features>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{SecurityElement.Escape(source)}" />
                <Compile Include="Entry.cs" />
                <Reference Include="{SecurityElement.Escape(typeof(Strategy).Assembly.Location)}" Private="false" />
                <Reference Include="{SecurityElement.Escape(typeof(Bar).Assembly.Location)}" Private="false" />
                {string.Concat(packages)}
              </ItemGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """;
    }

    private string FirstError(string output)
    {
        var match = Error().Match(output);
        var (line, file) = (match.Groups["line"].Value, Path.GetFileName(match.Groups["file"].Value.Trim()));
        return !match.Success ? $"{Path.GetFileName(source)} does not compile, and the SDK says no reason."
            : line.Length > 0 ? $"{file} line {line}: {match.Groups["text"].Value.Trim()}"
            : $"{Path.GetFileName(source)}: {match.Groups["text"].Value.Trim()}";
    }

    [GeneratedRegex(
        @"^(?<file>[^\n]*?)(\((?<line>\d+),\d+\))?\s*: error (?<text>[^\n]*?)( \[[^\n\]]*\])?\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(
        """^#:package\s+(?<name>[\w.\-]+)@(?<version>[\w.\-*]+)\s*$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Package();

    [GeneratedRegex(@"[^\w\-]", RegexOptions.None, 1000)]
    private static partial Regex Unsafe();
}
