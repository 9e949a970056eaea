using System.Text.RegularExpressions;
using Trading.Testing;

namespace Trading.Architecture.Tests;

/// <summary>The security page claims nothing without a test that exists.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var tests = string.Join('\n', Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = Name().Matches(File.ReadAllText(Repository.PathOf("infra", "docs", "security.md"))).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(name => !tests.Contains($"class {name.Groups["class"].Value}", StringComparison.Ordinal)
            || (name.Groups["method"].Success && !tests.Contains($" {name.Groups["method"].Value}(", StringComparison.Ordinal))).Select(name => name.Value));
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)(\\.(?<method>\\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
