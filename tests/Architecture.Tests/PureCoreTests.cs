using System.Text.RegularExpressions;

namespace Trading.Architecture.Tests;

/// <summary>
/// The core decides; the edges act. Time and chance are passed in, so that a run can be repeated. What no product code may call at all
/// is in <c>BannedSymbols.txt</c>.
/// </summary>
public sealed partial class PureCoreTests
{
    private static readonly string[] CoreFolders = ["Pipeline", "Windows", "Strategies", "Matching", "Risk", "Domain", "Planning", "Features", "Books"];

    private static IEnumerable<SourceFile> Core => SourceFiles.Product.Where(file =>
        file.Folders is ["services", "Strategies" or "Accounting", ..]
        || file.Folders is ["services", _, ..] folders
        && folders.Skip(2).Any(folder => CoreFolders.Contains(folder, StringComparer.Ordinal)));

    [Fact]
    public void The_core_touches_no_socket_database_cache_bus_logger_or_file() =>
        Assert.Empty(Core.Where(file => Edge().IsMatch(file.Code)).Select(file => $"{file.Path}: {Edge().Match(file.Code).Value}"));

    [Fact]
    public void The_core_asks_no_clock_and_rolls_no_dice() =>
        Assert.Empty(Core.Where(file => Chance().IsMatch(file.Code)).Select(file => $"{file.Path}: {Chance().Match(file.Code).Value}"));

    [GeneratedRegex(
        @"using (System\.Net|System\.IO|Npgsql|Microsoft\.Data|System\.Data|StackExchange|MassTransit|Microsoft\.Extensions\.Logging|Microsoft\.AspNetCore|Serilog)\b|"
        + @"\b(ILogger|HttpClient|ClientWebSocket|DbConnection|IBus|IPublishEndpoint|File\.(Read|Write|Open))\b",
        RegexOptions.ExplicitCapture,
        5000)]
    private static partial Regex Edge();

    [GeneratedRegex(
        @"\b(Guid\.NewGuid|Random\.Shared|new Random\(\)|Environment\.TickCount(64)?|Stopwatch\.\w+|TimeProvider\.System)\b",
        RegexOptions.ExplicitCapture,
        5000)]
    private static partial Regex Chance();
}
