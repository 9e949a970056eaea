using Markdig;

namespace Trading.WebConsole.Runbooks;

/// <summary>Turns the Markdown of the documentation into HTML. HTML within it is shown as text.</summary>
internal static class RunbookHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static string Render(string markdown) => Markdown.ToHtml(markdown, Pipeline);
}
