using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

/// <summary>A page of another site that a browser on this machine shows reaches nothing, whatever name it gives us (DNS rebinding).</summary>
public sealed class CallerTests
{
    private static readonly TestModule Api = new()
    {
        Endpoints = endpoints =>
        {
            endpoints.MapGet("/read", () => "read");
            endpoints.MapPost("/act", () => "done");
            endpoints.MapGet("/socket", (HttpContext http) => http.Request.Headers.Upgrade.ToString());
        },
    };

    [Theory]
    [InlineData("localhost", "/read", 200)]
    [InlineData("LocalHost:8080", "/read", 200)]
    [InlineData("localhost.:8080", "/read", 200)]
    [InlineData("127.0.0.1:1", "/read", 200)]
    [InlineData("127.8.9.1", "/read", 200)]
    [InlineData("[::1]:8080", "/read", 200)]
    [InlineData("market-data:8081", "/read", 200)]
    [InlineData("10.1.2.3", "/read", 200)]
    [InlineData("evil.example", "/read", 421)]
    [InlineData("evil.example:8080", "/nowhere", 421)]
    [InlineData("localhost.evil.example", "/read", 421)]
    [InlineData("127.0.0.1.evil.example", "/read", 421)]
    [InlineData("10.1.2.4", "/read", 421)]
    [InlineData("evil.example", "/ready", 421)]
    [InlineData("evil.example", "/metrics", 421)]
    [InlineData("10.1.2.4:8081", "/health", 200)]
    [InlineData("10.1.2.4:8081", "/metrics", 200)]
    [InlineData("[fd00::7]:8081", "/health", 200)]
    public async Task Only_hosts_of_this_machine_and_configured_ones_are_answered(string host, string path, int status)
    {
        await using var running = await RunningHost.StartAsync(Api, ("Security:AllowedHosts", "market-data, 10.1.2.3"));
        var answer = await RawHttp.SendAsync(running.App.Urls.First(), $"GET {path} HTTP/1.1", $"Host: {host}", "Connection: close");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_host_is_a_problem_that_names_the_setting()
    {
        await using var running = await RunningHost.StartAsync(Api);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/read") { Headers = { Host = "evil.example" } };
        using var answer = await running.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"code\":\"hostNotAllowed\"", text, StringComparison.Ordinal);
        Assert.Contains("Security:AllowedHosts", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example", null, null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, null, HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", null, null, HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData("own", "same-origin", "cors", HttpStatusCode.OK)]
    [InlineData(null, null, null, HttpStatusCode.OK)]
    public async Task A_request_from_a_page_of_another_origin_is_refused(string? origin, string? site, string? mode, HttpStatusCode status)
    {
        await using var running = await RunningHost.StartAsync(Api);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, "/act"), (HttpMethod.Get, "/read"), (HttpMethod.Get, "/socket")])
        {
            using var request = new HttpRequestMessage(method, path);
            Add(request, "Origin", origin == "own" ? running.App.Urls.First() : origin);
            Add(request, "Sec-Fetch-Site", site);
            Add(request, "Sec-Fetch-Mode", mode);
            if (path == "/socket")
            {
                Add(request, "Connection", "Upgrade");
                Add(request, "Upgrade", "websocket");
            }

            using var answer = await running.Http.SendAsync(request);
            var expected = mode == "navigate" && method == HttpMethod.Post ? HttpStatusCode.Forbidden : status;
            Assert.Equal(expected, answer.StatusCode);
            if (expected == HttpStatusCode.Forbidden)
            {
                Assert.Contains("\"code\":\"originNotAllowed\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("http://trading.example")]
    [InlineData("trading.example:8080")]
    [InlineData("trading example")]
    public void A_host_that_is_no_name_and_no_address_stops_the_start(string hosts)
    {
        var failure = Record.Exception(() => RunningHost.Build([Api], ("Security:AllowedHosts", "good.example," + hosts)));
        Assert.NotNull(failure);
        var reason = Assert.Single(StartupFailure.Explain(failure)!);
        Assert.Contains("Security:AllowedHosts", reason, StringComparison.Ordinal);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
