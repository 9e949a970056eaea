using System.Text.RegularExpressions;

namespace Trading.Architecture.Tests;

/// <summary>Small files, one idea each, in folders that are stages or features.</summary>
public sealed partial class FileShapeTests
{
    private const int LongestFile = 250;
    private const int LongestLine = 140;
    private const int LongestTestName = 80;

    // SQL of tables that were made by earlier versions.
    private static readonly string[] NotYetWrapped = ["services/PaperTrading/Storage/"];

    [Fact]
    public void No_file_is_longer_than_a_reader_holds_in_mind() => Assert.Empty(
        SourceFiles.All
            .Select(file => (file.Path, Lines: file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines}"));

    [Fact]
    public void No_line_is_longer_than_a_screen_is_wide() => Assert.Empty(
        SourceFiles.Product
            .Where(file => !NotYetWrapped.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(file => file.Text.Split('\n')
                .Select((line, index) => (Place: $"{file.Path}:{index + 1}", line.Length))
                .Where(line => line.Length > LongestLine)
                .Select(line => $"{line.Place}: {line.Length}")));

    [Fact]
    public void The_name_of_a_test_is_one_short_sentence() => Assert.Empty(
        SourceFiles.Tests.SelectMany(file => MethodName().Matches(file.Code)
            .Select(match => match.Groups["name"].Value)
            .Where(name => name.Length > LongestTestName)
            .Select(name => $"{file.Path}: {name} ({name.Length})")));

    [Fact]
    public void A_file_has_one_public_type() => Assert.Empty(
        SourceFiles.Product
            .Select(file => (file.Path, Types: PublicType().Count(file.Code)))
            .Where(file => file.Types > 1)
            .Select(file => $"{file.Path}: {file.Types}"));

    [Fact]
    public void No_file_or_folder_is_a_drawer_for_everything() => Assert.Empty(
        SourceFiles.All.Where(file => Drawer().IsMatch(file.Path)).Select(file => file.Path));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Assert.Empty(
        SourceFiles.All.Where(file => file.Name != "FileShapeTests.cs" && Later().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_catch_is_empty() => Assert.Empty(
        SourceFiles.All.Where(file => EmptyCatch().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void Every_queue_is_a_named_class() => Assert.Empty(
        SourceFiles.Product
            .Where(file => MakesChannel().IsMatch(file.Code) && !file.Name.EndsWith("Channel.cs", StringComparison.Ordinal) && !file.Name.EndsWith("Queue.cs", StringComparison.Ordinal))
            .Select(file => file.Path));

    /// <summary>What bounds it instead is said in the class's summary, after "Unbounded:".</summary>
    [Fact]
    public void A_queue_without_a_bound_says_why() => Assert.Empty(
        SourceFiles.Product
            .Where(file => file.Code.Contains("CreateUnbounded", StringComparison.Ordinal) && !file.Text.Contains("Unbounded: ", StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    public void Money_on_the_wire_is_never_a_binary_float() => Assert.Empty(
        SourceFiles.Product
            .Where(file => file.Path.StartsWith("services/Contracts/", StringComparison.Ordinal) && MoneyAsFloat().IsMatch(file.Code))
            .Select(file => file.Path));

    [Fact]
    public void Logs_are_generated_methods_in_log_files() => Assert.Empty(
        SourceFiles.Product
            .Where(file => file.Code.Contains("[LoggerMessage", StringComparison.Ordinal) && !file.Name.EndsWith("Log.cs", StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    public void Problem_details_are_made_in_one_place() => Assert.Equal(
        ["ServiceDefaults/Problems/Problem.cs"],
        SourceFiles.Product.Where(file => MakesProblem().IsMatch(file.Code)).Select(file => file.Path));

    /// <summary>They stand in infra/metrics/catalogue.json alone, from which scrapes and the documentation take them.</summary>
    [Fact]
    public void Instruments_have_no_description_or_bounds_of_their_own() => Assert.Empty(
        SourceFiles.Product
            .Where(file => MakesInstrument().IsMatch(file.Code) && DescribesInstrument().IsMatch(file.Code))
            .Select(file => file.Path));

    /// <summary>Parking for ever until cancelled is no wait for an effect; a link that is slow on purpose is a fault, not a wait.</summary>
    [Fact]
    public void Tests_wait_for_effects_not_for_time() => Assert.Empty(
        SourceFiles.Tests
            .Where(file => file.Name != "SlowLink.cs" && SleepsForTime().IsMatch(file.Code))
            .Select(file => file.Path));

    [GeneratedRegex(@"^public\s+(?:(?:sealed|static|abstract|readonly|partial|ref|unsafe)\s+)*(?:class|record|struct|interface|enum|delegate)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\bpublic\s[^(;={]*?(?<name>\w+)\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MethodName();

    [GeneratedRegex(@"(^|/)(Helpers?|Utils?|Utilities|Common|Misc|Shared)(/|\.cs$)|(^|/)Extensions\.cs$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Drawer();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Later();

    [GeneratedRegex(@"\bcatch\b\s*(\([^)]*\))?\s*\{\s*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"Results\.(Validation)?Problem\(|new (HttpValidation)?ProblemDetails\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MakesProblem();

    [GeneratedRegex(@"\.Create(Observable)?(Counter|Gauge|Histogram|UpDownCounter)\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MakesInstrument();

    [GeneratedRegex(@"\bdescription:|InstrumentAdvice|\.Create\w+(<\w+>)?\(\s*"""",\s*""""\s*,\s*""""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex DescribesInstrument();

    [GeneratedRegex(@"\bChannel\.Create(Un)?[bB]ounded", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MakesChannel();

    [GeneratedRegex(@"\b(double|float)\??\s+\w*(Price|Quantity|Qty|Amount|Cash|Fee|Fees|Pnl|Balance|Notional|Equity|Volume)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MoneyAsFloat();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\((?!Timeout\.Infinite)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SleepsForTime();
}
