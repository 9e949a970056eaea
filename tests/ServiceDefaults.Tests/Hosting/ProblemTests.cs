using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Security;

namespace Trading.ServiceDefaults.Tests.Hosting;

public sealed class ProblemTests
{
    private static readonly TestModule Api = new()
    {
        Endpoints = endpoints =>
        {
            endpoints.MapPost("/thing", (Thing thing) => TypedResults.Ok(thing));
            endpoints.MapGet("/number/{id:int}", (int id, int limit) => id + limit);
            endpoints.MapGet("/things/{id:guid}/parts", (Guid id) => id);
            endpoints.MapGet("/broken", string () => throw new InvalidOperationException("inside password=hunter2"));
            endpoints.MapGet("/own", () => TypedResults.Problem("no", statusCode: 422, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "maxNotional" }));
            endpoints.MapPost("/guarded", () => "done").RequireApiKey(ApiRole.Trader);
        },
    };

    [Theory]
    [InlineData("POST", "/thing", "{\"price\": ", 400, "invalidRequest")]
    [InlineData("POST", "/thing", "{\"price\": \"abc\"}", 400, "invalidRequest")]
    [InlineData("POST", "/thing", "", 400, "invalidRequest")]
    [InlineData("GET", "/number/1?limit=x", null, 400, "invalidRequest")]
    [InlineData("GET", "/nowhere", null, 404, "notFound")]
    [InlineData("DELETE", "/thing", null, 405, "methodNotAllowed")]
    [InlineData("GET", "/broken", null, 500, "internalError")]
    [InlineData("GET", "/own", null, 422, "maxNotional")]
    [InlineData("POST", "/guarded", "{}", 401, "apiKeyRequired")]
    public async Task Every_error_is_a_problem_with_a_stable_code(string method, string path, string? body, int status, string code)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Http.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("hunter2", text + host.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(status >= 500 ? 1 : 0, host.Logs.Lines.Count(line => line.GetProperty("level").GetString() == "Error"));
    }

    [Theory]
    [InlineData("/things/abc/parts", "id: 'abc' must be an id of 32 hexadecimal digits with dashes (a UUID).")]
    [InlineData("/things/abc/others", null)]
    [InlineData("/things/0190c0de-0000-7000-8000-000000000000/others", null)]
    [InlineData("/nowhere", null)]
    public async Task A_path_with_an_id_that_is_none_is_explained(string path, string? detail)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var response = await host.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(detail, problem.RootElement.TryGetProperty("detail", out var said) ? said.GetString() : null);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_that_is_not_declared_as_json_is_answered_with_what_to_send(string? type)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var content = new StringContent("{\"price\":1}");
        content.Headers.ContentType = type is null ? null : new(type);
        using var response = await host.Http.PostAsync("/thing", content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            ("unsupportedMediaType", "Send the body as application/json."),
            (problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Requests_are_counted_by_route_template_method_and_status()
    {
        await using var host = await RunningHost.StartAsync(Api);
        await host.Http.GetAsync("/number/1?limit=2");
        await host.Http.GetAsync("/number/7?limit=2");
        await host.Http.GetAsync("/nowhere/1");
        await host.Http.GetAsync("/broken");
        await host.Http.GetAsync("/health");

        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Contains("api_requests_total{endpoint=\"/number/{id:int}\",method=\"GET\",status=\"200\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_requests_total{endpoint=\"unmatched\",method=\"GET\",status=\"404\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_errors_total{endpoint=\"/broken\",method=\"GET\",status=\"500\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_request_duration_seconds_count{endpoint=\"/number/{id:int}\",method=\"GET\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("active_api_requests 0\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_is_described_for_machines_and_for_people()
    {
        await using var host = await RunningHost.StartAsync(Api);

        var price = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json")).RootElement
            .GetProperty("components").GetProperty("schemas").GetProperty("Thing").GetProperty("properties").GetProperty("price");
        Assert.Equal("string", price.GetProperty("type").GetString());
        Assert.Contains("<title>", await host.Http.GetStringAsync("/openapi"), StringComparison.Ordinal);
    }

    private sealed record Thing(decimal Price);
}
