using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Json;

public sealed class StrictBodyTests
{
    private static readonly TestModule Api = new()
    {
        Endpoints = endpoints =>
        {
            endpoints.MapPost("/wish", (Wish wish) => TypedResults.Ok(wish));
            endpoints.MapPost("/note", (Note? note) => note?.Text ?? "none");
            endpoints.MapGet("/answer", () => new Answer(null!, (Direction)7));
            endpoints.MapGet("/page/{id}", (Guid id, int limit, DateTimeOffset? from) => $"{id}{limit}{from}");
        },
    };

    [Theory]
    [InlineData("""{"symbol":"A","reduce_only":true}""", "reduce_only", "did you mean reduceOnly?")]
    [InlineData("""{"symbol":"A","maxNotionl":"1"}""", "maxNotionl", "did you mean maxNotional?")]
    [InlineData("""{"symbol":"A","qwertz":1}""", "qwertz", "the members are symbol, side")]
    [InlineData("""{"symbol":"A","inner":{"stepp":1}}""", "inner.stepp", "did you mean step?")]
    [InlineData("""{"symbol":"A","list":[{"step":1},{"stepp":1}]}""", "list[1].stepp", "did you mean step?")]
    [InlineData("""{"symbol":"A","symbol":"B"}""", "symbol", "more than once")]
    [InlineData("""{"symbol":"A","SYMBOL":"B"}""", "SYMBOL", "more than once")]
    [InlineData("""{"symbol":"A","parameters":{"fast":1,"fast":2}}""", "parameters.fast", "more than once")]
    [InlineData("""{"symbol":"A","side":1}""", "side", "must be one of buy, sellShort")]
    [InlineData("""{"symbol":"A","side":"1"}""", "side", "'1' is none of buy, sellShort")]
    [InlineData("""{"symbol":"A","side":"buy,sellShort"}""", "side", "none of buy, sellShort")]
    [InlineData("""{"symbol":"A","side":" buy"}""", "side", "none of buy, sellShort")]
    [InlineData("""{"symbol":null}""", "symbol", "must not be null")]
    [InlineData("""{"symbol":"A","names":["x",null]}""", "names[1]", "must not be null")]
    [InlineData("""{"symbol":"A","labels":{"x":null}}""", "labels.x", "must not be null")]
    [InlineData("""{"symbol":"A","reduceOnly":null}""", "reduceOnly", "must be true or false")]
    [InlineData("""{"symbol":"A","reduceOnly":"yes"}""", "reduceOnly", "must be true or false")]
    [InlineData("""{"symbol":"A","maxNotional":"abc"}""", "maxNotional", "not a decimal")]
    [InlineData("""{"symbol":"A","maxNotional":" 1 "}""", "maxNotional", "not a decimal")]
    [InlineData("""{"symbol":"A","maxNotional":"+1"}""", "maxNotional", "not a decimal")]
    [InlineData("""{"symbol":"A","maxNotional":"00.1"}""", "maxNotional", "not a decimal")]
    [InlineData("""{"symbol":"A","maxNotional":"1."}""", "maxNotional", "not a decimal")]
    [InlineData("""{"symbol":"A","maxNotional":"1.00000000000000000000000000000001"}""", "maxNotional", "more digits")]
    [InlineData("""{"symbol":"A","maxNotional":1e999}""", "maxNotional", "1e999 is beyond what a decimal holds, -79228")]
    [InlineData("""{"symbol":"A","maxNotional":"-1E29"}""", "maxNotional", "-1E29 is beyond what a decimal holds")]
    [InlineData("""{"symbol":"A","maxNotional":1e-40}""", "maxNotional", "1e-40 is nearer to 0 than a decimal holds")]
    [InlineData("""{"symbol":"A","count":5000000000}""", "count", "must be a whole number")]
    [InlineData("""{"symbol":"A","at":"32nd of May"}""", "at", "must be a time such as")]
    [InlineData("""{"symbol":"A\u0000"}""", "symbol", "U+0000")]
    [InlineData("""{"symbol":"\ud800"}""", "symbol", "must be text in quotes")]
    [InlineData("""{"symbol":"A","names":"x"}""", "names", "must be a list")]
    [InlineData("""{"count":1}""", "body", "needs symbol")]
    [InlineData("""["symbol"]""", "body", "must be an object with the members symbol, side")]
    [InlineData("""{"symbol": """, "symbol", "JSON")]
    [InlineData("null", "body", "is needed")]
    [InlineData("", "body", "is needed")]
    public async Task What_would_have_to_be_guessed_is_refused_by_name(string body, string member, string says)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var response = await PostAsync(host, "/wish", body);

        var text = await response.Content.ReadAsStringAsync();
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalidRequest", problem.GetProperty("code").GetString());
        Assert.Contains(says, problem.GetProperty("errors").GetProperty(member)[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith(member + ": ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Trading.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wish", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"symbol":"A"}""")]
    [InlineData("""{"Symbol":"A","SIDE":"SellShort","maxNotional":"1.50","reduceOnly":true,"at":"2024-01-01T00:00:00Z"}""")]
    [InlineData("""{"symbol":"A","maxNotional":null,"names":[],"parameters":{"fast":1,"Fast":2},"inner":null}""")]
    public async Task What_is_clear_is_taken(string body)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var response = await PostAsync(host, "/wish", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("null", "none")]
    [InlineData("{}", "none")]
    [InlineData("""{"text":"x"}""", "x")]
    public async Task A_body_that_may_be_absent_may_be_absent(string body, string answer)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var response = await PostAsync(host, "/note", body);
        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/page/x?limit=1", "id", "UUID")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000?limit=x", "limit", "whole number")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000?limit=99999999999", "limit", "whole number")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000?limit=1&limit=2", "limit", "whole number")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000", "limit", "is needed in the query string")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000?limit=1&from=yesterday", "from", "a time such as")]
    [InlineData("/page/0190c0de-0000-7000-8000-000000000000?limit=1&x=%00", "query", "U+0000")]
    public async Task A_parameter_that_cannot_be_read_is_refused_by_name(string path, string member, string says)
    {
        await using var host = await RunningHost.StartAsync(Api);
        using var response = await host.Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal("invalidRequest", problem.GetProperty("code").GetString());
        Assert.Contains(says, problem.GetProperty("errors").GetProperty(member)[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_goes_out_whatever_it_holds()
    {
        await using var host = await RunningHost.StartAsync(Api);
        Assert.Equal("""{"name":null,"side":"7"}""", await host.Http.GetStringAsync("/answer"));
    }

    [Fact]
    public async Task The_document_states_what_a_body_may_hold()
    {
        await using var host = await RunningHost.StartAsync(Api);
        var schemas = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("components").GetProperty("schemas");
        var wish = schemas.GetProperty("Wish");
        Assert.False(wish.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("string", wish.GetProperty("properties").GetProperty("symbol").GetProperty("type").GetString());
        Assert.Equal(["buy", "sellShort"], schemas.GetProperty("Direction").GetProperty("enum").EnumerateArray().Select(name => name.GetString()!));
    }

    private static Task<HttpResponseMessage> PostAsync(RunningHost host, string path, string body) =>
        host.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    private enum Direction
    {
        Buy,
        SellShort,
    }

    private sealed record Wish
    {
        public required string Symbol { get; init; }

        public Direction Side { get; init; }

        public bool ReduceOnly { get; init; }

        public decimal? MaxNotional { get; init; }

        public int Count { get; init; }

        public DateTime At { get; init; }

        public IReadOnlyList<string> Names { get; init; } = [];

        public IReadOnlyList<Inner> List { get; init; } = [];

        public IReadOnlyDictionary<string, decimal>? Parameters { get; init; }

        public IReadOnlyDictionary<string, string>? Labels { get; init; }

        public Inner? Inner { get; init; }
    }

    private sealed record Inner
    {
        public decimal Step { get; init; }
    }

    private sealed record Note(string? Text = null);

    private sealed record Answer(string Name, Direction Side);
}
