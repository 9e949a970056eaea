using System.Text.RegularExpressions;

namespace Trading.Observability.Tests.Rules;

/// <summary>The unit tests of the rules: each alert fires just beyond its threshold and is silent just before it.</summary>
public sealed partial class PromtoolTests
{
    public static TheoryData<string> TestFiles { get; } =
        [.. Directory.EnumerateFiles(InfraFiles.PathOf("prometheus", "tests"), "*.yml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(TestFiles))]
    public async Task Rules_pass_their_unit_tests(string file)
    {
        var (exitCode, output) = await Tool.RunAsync("promtool", "test", "rules", InfraFiles.PathOf("prometheus", "tests", file));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Each_alert_has_a_test_that_fires_it_and_one_that_stays_silent()
    {
        var names = Directory.EnumerateFiles(InfraFiles.PathOf("prometheus", "tests"), "*.yml").SelectMany(file => TestName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).ToList();
        foreach (var rule in AlertRule.All)
        {
            Assert.Contains(names, name => name.StartsWith(rule.Name + " fires", StringComparison.Ordinal));
            Assert.Contains(names, name => name.StartsWith(rule.Name + " is silent", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("(?m)^  - name: (.+)$")]
    private static partial Regex TestName();
}
