using System.Text.RegularExpressions;
using Trading.Observability.Tests.Rules;
using Trading.Testing;
using Trading.WebConsole.Runbooks;

namespace Trading.Observability.Tests.Runbooks;

public sealed partial class RunbookTests
{
    private static readonly string Folder = InfraFiles.PathOf("docs", "runbooks");
    private readonly RunbookLibrary _library = new();

    [Fact]
    public void Every_rule_links_to_a_runbook_that_the_console_serves()
    {
        Assert.NotEmpty(AlertRule.All);
        foreach (var rule in AlertRule.All)
        {
            Assert.Equal("/runbooks/" + rule.Name, rule.RunbookUrl);
            Assert.True(File.Exists(Path.Combine(Folder, rule.Name + ".md")), rule.Name);
            Assert.NotNull(_library.Find(rule.Name));
        }
    }

    [Fact]
    public void Every_runbook_belongs_to_a_rule_and_has_meaning_diagnosis_and_action()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.md"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            Assert.Contains(AlertRule.All, rule => rule.Name == name);
            var text = File.ReadAllText(file);
            Assert.StartsWith("# " + name + "\n", text, StringComparison.Ordinal);
            foreach (var heading in (string[])["## What it means", "## How to see it", "## What to do"])
            {
                var body = text.Split(heading + "\n").ElementAtOrDefault(1)?.Split("\n## ")[0].Trim();
                Assert.True(body?.Length > 20, $"{name}: {heading}");
            }
        }
    }

    [Fact]
    public void Every_link_in_a_runbook_leads_to_another_one()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.md"))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
            {
                Assert.True(File.Exists(Path.Combine(Folder, link.Groups[1].Value)), $"{Path.GetFileName(file)} links to {link.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void The_glossary_calls_the_flags_of_the_scanner_as_the_scanner_does()
    {
        var row = _library.Glossary.Split('\n').Single(line => line.StartsWith("| flagged token |", StringComparison.Ordinal));
        var scorer = File.ReadAllText(Repository.PathOf("services", "Scanner", "Features", "Scorer.cs"));
        var flags = Code().Matches(row).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(flags);
        Assert.All(flags, flag => Assert.Contains($"\"{flag}\"", scorer, StringComparison.Ordinal));
    }

    [Fact]
    public void The_expression_in_a_runbook_is_that_of_the_rule()
    {
        foreach (var rule in AlertRule.All.Where(rule => !rule.Name.StartsWith("Slo", StringComparison.Ordinal)))
        {
            Assert.Contains($"```promql\n{rule.Expression}\n```", _library.Find(rule.Name), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
