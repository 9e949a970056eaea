using System.Net;
using System.Text.RegularExpressions;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Page;

public sealed partial class PageFilesTests
{
    private static readonly string Source = Repository.PathOf("services", "Console", "wwwroot");

    [Fact]
    public async Task The_page_forbids_everything_but_its_own_files()
    {
        await using var console = await RunningConsole.StartAsync();
        using var page = await console.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotMatch(Inline(), html);
    }

    [Fact]
    public async Task Every_file_that_is_referenced_is_served()
    {
        await using var console = await RunningConsole.StartAsync();
        var html = await console.Http.GetStringAsync("/");
        var pending = new Queue<string>(HtmlReference().Matches(html).Select(match => match.Groups[1].Value));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using var file = await console.Http.GetAsync(path);
            Assert.True(file.IsSuccessStatusCode, $"{path}: {file.StatusCode}");
            if (path.EndsWith(".js", StringComparison.Ordinal) && !path.Contains("vendor", StringComparison.Ordinal))
            {
                foreach (Match match in Import().Matches(await file.Content.ReadAsStringAsync()))
                {
                    pending.Enqueue(new Uri(new Uri(console.Address, path), match.Groups[1].Value).AbsolutePath);
                }
            }
        }

        Assert.Contains("/console/page/vendor/lightweight-charts.js", seen);
        Assert.True(seen.Count > 10, string.Join(' ', seen));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_404_and_an_unchanged_one_a_304()
    {
        await using var console = await RunningConsole.StartAsync();
        using var missing = await console.Http.GetAsync("/console/page/../../appsettings.json");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var first = await console.Http.GetAsync("/console/page/app.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/page/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await console.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public void Data_never_becomes_markup()
    {
        foreach (var file in Directory.EnumerateFiles(Source, "*.js", SearchOption.AllDirectories))
        {
            Assert.DoesNotMatch(MarkupSink(), File.ReadAllText(file));
        }
    }

    [Fact]
    public void The_colour_of_live_orders_is_used_for_nothing_else()
    {
        var css = File.ReadAllText(Path.Combine(Source, "app.css"));
        var colour = Assert.Single(LiveOrdersColour().Matches(css)).Groups[1].Value;
        Assert.Single(Regex.Matches(css, Regex.Escape("var(--live-orders)")));
        Assert.Contains(".live-orders {", css[..css.IndexOf("var(--live-orders)", StringComparison.Ordinal)].Split('}')[^1], StringComparison.Ordinal);
        var everything = string.Concat(Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Single(Regex.Matches(everything, colour, RegexOptions.IgnoreCase));
    }

    [GeneratedRegex("--live-orders:\\s*(#[0-9a-f]{6});")]
    private static partial Regex LiveOrdersColour();

    [GeneratedRegex("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("(?:src|href)=\"(/console/[^\"]+)\"")]
    private static partial Regex HtmlReference();

    [GeneratedRegex("(?:from|import\\()\\s*'(\\.{1,2}/[^']+)'")]
    private static partial Regex Import();

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|setHTML|DOMParser")]
    private static partial Regex MarkupSink();
}
