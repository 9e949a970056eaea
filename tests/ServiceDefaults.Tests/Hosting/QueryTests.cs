using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Security;

namespace Trading.ServiceDefaults.Tests.Hosting;

/// <summary>A query that asks for something else than it says is refused, in words that help.</summary>
public sealed class QueryTests
{
    private static readonly TestModule Api = new()
    {
        Endpoints = endpoints =>
        {
            endpoints.MapGet("/things/{id}", (string id, string? symbol, int? limit, string? clientOrderId) => $"{id} {symbol} {limit} {clientOrderId}");
            endpoints.MapGet("/none", () => "none");
            endpoints.MapGet("/page", () => "page").ExcludeFromDescription();
            endpoints.MapDelete("/guarded", () => "done").RequireApiKey(ApiRole.Trader);
        },
    };

    [Theory]
    [InlineData("/things/1?symbl=BTCUSDT", "Unknown query parameter 'symbl': did you mean 'symbol'?")]
    [InlineData("/things/1?symbol=BTCUSDT&client_order_id=a", "Unknown query parameter 'client_order_id': did you mean 'clientOrderId'?")]
    [InlineData("/things/1?id=2", "Unknown query parameter 'id': the parameters are symbol, limit, clientOrderId.")]
    [InlineData("/none?x=1", "Unknown query parameter 'x': there are none here.")]
    public async Task An_unknown_parameter_is_refused_with_the_nearest_right_name(string path, string detail)
    {
        await using var host = await RunningHost.StartAsync(Api);

        using var response = await host.Http.GetAsync(path);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(("unknownParameter", detail), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("/things/1?symbol=BTCUSDT&LIMIT=2&clientOrderId=a")]
    [InlineData("/page?anything=1")]
    [InlineData("/health?probe=1")]
    [InlineData("/metrics?probe=1")]
    [InlineData("/openapi/v1.json?v=1")]
    public async Task Known_names_in_any_case_probes_and_what_no_document_describes_pass(string path)
    {
        await using var host = await RunningHost.StartAsync(Api);

        using var response = await host.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_asked_for_before_the_query_is_judged()
    {
        await using var host = await RunningHost.StartAsync(Api);

        using var response = await host.Http.DeleteAsync("/guarded?x=1");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
