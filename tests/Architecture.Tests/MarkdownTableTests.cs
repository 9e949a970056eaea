using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Trading.Testing;

namespace Trading.Architecture.Tests;

/// <summary>Tables of the documentation are tables to a Markdown reader too, and no row has more or fewer cells than its heading.</summary>
public sealed class MarkdownTableTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    public static TheoryData<string> Documents { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_table_renders(string path)
    {
        Assert.Empty(Faults(File.ReadAllText(Repository.PathOf(path))));
    }

    [Theory]
    [InlineData("text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", 0)]
    [InlineData("text\n| a | b |\n|---|---|\n| 1 | 2 |\n", 0)]
    [InlineData("| a | b |\n| 1 | 2 |\n", 2)]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", 1)]
    [InlineData("| a | b |\n|---|---|\n| 1 |\n", 1)]
    [InlineData("| a | b |\n|---|---|\n| x|y | 2 |\n", 1)]
    [InlineData("| a | b |\n|---|---|\n| x\\|y | 2 |\n", 0)]
    public void A_broken_table_is_found(string markdown, int faults)
    {
        Assert.Equal(faults, Faults(markdown).Count());
    }

    /// <summary>Lines that look like a row and are no row of a table, and rows whose cells do not match the heading.</summary>
    private static IEnumerable<string> Faults(string markdown)
    {
        var lines = markdown.Split('\n');
        var document = Markdown.Parse(markdown, Pipeline);
        var rows = document.Descendants<Table>().SelectMany(table => table.OfType<TableRow>()).ToDictionary(row => row.Line);
        var code = document.Descendants<FencedCodeBlock>().SelectMany(block => Enumerable.Range(block.Line, block.Lines.Count + 2)).ToHashSet();
        var columns = 0;
        for (var line = 0; line < lines.Length; line++)
        {
            if (!lines[line].StartsWith('|') || code.Contains(line))
            {
                continue;
            }

            var cells = Cells(lines[line]);
            if (rows.TryGetValue(line, out var row))
            {
                columns = row.IsHeader ? cells : columns;
            }
            else if (!(rows.TryGetValue(line - 1, out var heading) && heading.IsHeader))
            {
                yield return $"line {line + 1} is no row of a table: {lines[line]}";
                continue;
            }

            if (cells != columns)
            {
                yield return $"line {line + 1} has {cells} cells, its heading {columns}: {lines[line]}";
            }
        }
    }

    /// <summary>A bar within code separates cells too, unless it is escaped: so do GitHub and this pipeline.</summary>
    private static int Cells(string row) => row.Trim().Trim('|').Replace("\\|", "", StringComparison.Ordinal).Split('|').Length;
}
