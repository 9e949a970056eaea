using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

/// <summary>Nothing of a body is read before the key is judged, and no body is larger than its route needs.</summary>
public sealed class BodyTests
{
    private static readonly TestModule Api = new()
    {
        Endpoints = endpoints =>
        {
            endpoints.MapPost("/act", (Act act) => TypedResults.Ok(act)).RequireApiKey(ApiRole.Trader);
            endpoints.MapPost("/open", (Act act) => TypedResults.Ok(act));
            endpoints.MapPost("/large", (Act act) => TypedResults.Ok(act)).WithMetadata(new RequestSizeLimitAttribute(1 << 20));
        },
    };

    [Fact]
    public async Task A_stranger_is_refused_before_his_body_is_sent()
    {
        await using var host = await RunningHost.StartAsync(Api);
        var answer = await RawHttp.SendAsync(
            host.App.Urls.First(), "POST /act HTTP/1.1", "Host: localhost", "Content-Type: application/json", "Content-Length: 20971520");
        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "apiKeyRequired")]
    [InlineData("viewer", HttpStatusCode.Forbidden, "roleTooLow")]
    [InlineData("trader", HttpStatusCode.BadRequest, "invalidRequest")]
    public async Task A_bad_body_is_judged_only_for_those_who_may_act(string? role, HttpStatusCode status, string code)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/act") { Content = new StringContent("{\"text\": ", Encoding.UTF8, "application/json") };
        if (role is not null)
        {
            request.Headers.Add("X-Api-Key", host.Key(role));
        }

        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/open", 60_000, null)]
    [InlineData("/open", 70_000, 65_536)]
    [InlineData("/large", 1_000_000, null)]
    [InlineData("/large", 1_100_000, 1_048_576)]
    public async Task A_body_larger_than_its_route_needs_is_not_read(string path, int length, int? limit)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var answer = await host.Http.PostAsJsonAsync(path, new Act(new string('a', length)));
        Assert.Equal(limit is null ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        if (limit is not null)
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("payloadTooLarge", problem.GetProperty("code").GetString());
            Assert.Equal(
                $"The body is larger than {limit} bytes, the most that this route takes.", problem.GetProperty("detail").GetString());
        }
    }

    private sealed record Act(string Text);
}
