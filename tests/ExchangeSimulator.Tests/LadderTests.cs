using System.Text.RegularExpressions;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>
/// The simulator's folders in the order in which they may use each other: a folder uses those above it in the list. The engine knows no
/// protocol, the protocol no control. In the root only the module may use them: options and log lines are seen by all.
/// </summary>
public sealed partial class LadderTests
{
    private const string Root = "services/ExchangeSimulator";

    private static readonly string[] Ladder =
    [
        "Engine/Markets", "Engine/Matching", "Engine/Accounts", "Engine/Tape", "Engine/Storage", "Engine/Venue",
        "Protocol/Json", "Protocol/Faults", "Protocol/Limits", "Protocol/Archives", "Protocol/Streams", "Protocol/Rest",
        "Control/Faults", "Control/Ledger", "Control/Replay", "Control/Recording",
    ];

    private static readonly string[] Composition = ["Program.cs", "ExchangeSimulatorModule.cs"];

    [Fact]
    public void A_folder_uses_only_folders_above_it() => Assert.Empty(
        Files().SelectMany(file => UsedBy(file)
            .Where(used => RankOf(used) >= RankOf(Path.GetDirectoryName(file)!) && !Composition.Contains(file, StringComparer.Ordinal))
            .Select(used => $"{file} uses {used}")));

    [Fact]
    public void Every_folder_has_its_place_and_every_namespace_is_its_folder() => Assert.DoesNotContain(
        Files(),
        file => Path.GetDirectoryName(file) is { Length: > 0 } folder
            && (RankOf(folder) < 0 || !TextOf(file).Contains($"namespace Trading.ExchangeSimulator.{folder.Replace('/', '.')};", StringComparison.Ordinal)));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.PathOf(Root), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.PathOf(Root), path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal));

    private static string TextOf(string file) => File.ReadAllText(Path.Combine(Repository.PathOf(Root), file));

    /// <summary>Folders that a file names, by a using line or by a qualified name.</summary>
    private static IEnumerable<string> UsedBy(string file) => Used().Matches(TextOf(file)).Select(match => match.Groups["folder"].Value.Replace('.', '/'))
        .Where(folder => folder != Path.GetDirectoryName(file));

    private static int RankOf(string folder) => Array.IndexOf(Ladder, folder);

    [GeneratedRegex(@"(?<!namespace Trading\.ExchangeSimulator\.)\b(?<folder>(Engine|Protocol|Control)\.[A-Z]\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Used();
}
