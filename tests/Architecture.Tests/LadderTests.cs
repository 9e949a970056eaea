using System.Text.RegularExpressions;

namespace Trading.Architecture.Tests;

/// <summary>
/// The folders of each service in the order of their use: a folder uses those before it, the last ones are the edges. The root, with the
/// module, options, metrics and log lines, is seen by all and composes all.
/// </summary>
public sealed partial class LadderTests
{
    private static readonly Dictionary<string, string[]> Ladders = new(StringComparer.Ordinal)
    {
        ["MarketData"] =
        [
            "Windows", "Pipeline", "Flow", "State", "Books", "Cache", "Streams", "Connections",
            "Recovery", "Storage", "Processing", "Feeds", "Backfill", "Retention", "Messaging", "Api",
        ],
        ["Downloader"] =
        [
            "Planning", "Progress", "Telemetry", "Storage", "Files", "Archives", "Sources", "Verification", "Jobs", "Healing", "Messaging",
            "Api", "CommandLine",
        ],
        ["OrderExecution"] = ["Domain", "Risk", "Storage", "Execution", "Messaging", "Api"],
        ["Backtesting"] = ["Engine", "Statistics", "Loading", "Runs"],
        ["PaperTrading"] = ["Domain", "Loading", "Storage", "Live", "Backtesting", "Messaging", "Api"],
        ["Scanner"] = ["Features", "Storage", "Scans", "Messaging", "Api"],
        ["Console"] = ["Runbooks", "Upstream", "Alerts", "Storage", "Live", "Api"],
        ["ExchangeSimulator"] =
        [
            "Engine.Markets", "Engine.Matching", "Engine.Accounts", "Engine.Tape", "Engine.Storage", "Engine.Venue",
            "Protocol.Json", "Protocol.Faults", "Protocol.Limits", "Protocol.Archives", "Protocol.Streams", "Protocol.Rest",
            "Control.Faults", "Control.Ledger", "Control.Replay", "Control.Recording",
        ],
    };

    public static TheoryData<string> Services => [.. Ladders.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_folder_uses_only_folders_before_it(string service)
    {
        var ladder = Ladders[service];
        Assert.Empty(
            from file in FilesOf(service)
            from used in UsedBy(file, ladder)
            where Array.IndexOf(ladder, used) > Array.IndexOf(ladder, FolderOf(file))
            select $"{file.Path} uses {used}");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_folder_has_its_place_and_every_namespace_is_its_folder(string service) => Assert.Empty(
        from file in FilesOf(service)
        where !Ladders[service].Contains(FolderOf(file), StringComparer.Ordinal)
            || !Namespace().Match(file.Text).Value.EndsWith($".{FolderOf(file)};", StringComparison.Ordinal)
        select file.Path);

    private static IEnumerable<SourceFile> FilesOf(string service) =>
        SourceFiles.Product.Where(file => file.Folders is ["services", var name, _, ..] && name == service);

    private static string FolderOf(SourceFile file) => string.Join('.', file.Folders[2..]);

    /// <summary>By a using line, or by a name that begins with the folder where that has two parts.</summary>
    private static IEnumerable<string> UsedBy(SourceFile file, string[] ladder)
    {
        var own = Namespace().Match(file.Text).Value["namespace ".Length..^(FolderOf(file).Length + 1)];
        return ladder.Where(folder => folder != FolderOf(file) && Regex.IsMatch(
            file.Code,
            $@"(?<!namespace ){Regex.Escape(own + folder)}\b" + (folder.Contains('.') ? $@"|(?<![\w.]){Regex.Escape(folder)}\b" : ""),
            RegexOptions.None,
            TimeSpan.FromSeconds(5)));
    }

    [GeneratedRegex(@"^namespace .*;", RegexOptions.Multiline, 5000)]
    private static partial Regex Namespace();
}
