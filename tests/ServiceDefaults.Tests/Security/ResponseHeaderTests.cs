using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

public sealed partial class ResponseHeaderTests
{
    [Theory]
    [InlineData("/json", HttpStatusCode.OK)]
    [InlineData("/broken", HttpStatusCode.InternalServerError)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/openapi", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    public async Task No_answer_is_guessed_at_or_framed_by_a_browser(string path, HttpStatusCode status)
    {
        await using var host = await RunningHost.StartAsync(new TestModule
        {
            Endpoints = endpoints =>
            {
                endpoints.MapGet("/json", () => new { a = 1 });
                endpoints.MapGet("/broken", string () => throw new InvalidOperationException("broken"));
            },
        });
        using var answer = await host.Http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_page_may_run_its_own_script_and_nothing_else()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        using var answer = await host.Http.GetAsync("/openapi");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var page = await answer.Content.ReadAsStringAsync();
        var inline = Inline().Matches(page);
        Assert.Equal(2, inline.Count);
        Assert.All(inline, part => Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(part.Groups["text"].Value))), policy, StringComparison.Ordinal));
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
    }

    [GeneratedRegex("<(?<tag>script|style)[^>]*>(?<text>.*?)</\\k<tag>>", RegexOptions.Singleline)]
    private static partial Regex Inline();
}
