using System.Net;
using Microsoft.AspNetCore.Builder;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

public sealed class ResponseHeaderTests
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
        Assert.DoesNotContain("unsafe", policy.Replace("style-src 'unsafe-inline'", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
