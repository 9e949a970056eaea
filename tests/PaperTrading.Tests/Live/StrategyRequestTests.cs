using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

public sealed class StrategyRequestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-request-").FullName;

    [Theory]
    [InlineData(
        "/paper/strategies", """{"name":"a","kind":"ma-cross","symbols":["AAA","DOGEUSDT"],"interval":"1m"}""",
        "invalidSymbols", "'DOGEUSDT' is not recorded here; recorded are: AAA, BBB.")]
    [InlineData(
        "/paper/strategies", """{"name":"a","kind":"ma-cross","symbols":["AAA"],"interval":"1m","cash":"-1.5"}""",
        "invalidCash", "cash -1.5 must be above 0 and at most 10^12.")]
    [InlineData(
        "/paper/strategies", """{"name":"a","kind":"ma-cross","symbols":["AAA"],"interval":"9m"}""",
        "invalidInterval", "'9m' is not a bar interval; use one of 1s, 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w, 1M.")]
    [InlineData(
        "/paper/backtests", """{"strategy":"buy-and-hold","symbols":["AAA"],"interval":"9m","start":"2024-01-01","end":"2024-01-02"}""",
        "invalidInterval", "'9m' is not a bar interval; use one of 1s, 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w, 1M.")]
    [InlineData(
        "/paper/backtests",
        """{"strategy":"buy-and-hold","symbols":["AAA"],"interval":"1m","start":"2024-01-01","end":"2024-01-02","cash":"0"}""",
        "invalidCosts", "cash 0 must be above 0 and at most 10^12.")]
    [InlineData(
        "/paper/backtests",
        """{"strategy":"buy-and-hold","symbols":["A"],"interval":"1m","start":"2024-01-01","end":"2024-01-02","slippage":"0.2"}""",
        "invalidCosts", "slippage 0.2 must be a fraction from 0 to 0.1.")]
    [InlineData(
        "/paper/backtests",
        """{"strategy":"ma-cross","symbols":["A"],"interval":"1d","start":"2024-01-01","end":"2024-01-02","fees":{"taker":0,"maker":-1}}""",
        "invalidCosts", "fees.maker -1 must be a fraction from 0 to 0.1.")]
    public async Task A_refusal_names_the_value_and_what_is_right(string path, string body, string code, string detail)
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false", "--Venue:Symbols=AAA,BBB");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Http.PostAsync(path, content);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            (HttpStatusCode.BadRequest, code, detail),
            (response.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_strategy_is_found_by_its_name_in_whatever_case()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        var body = new { name = "warm-AAA", kind = "buy-and-hold", symbols = new[] { "AAA" }, interval = "1s", start = true };
        Assert.Equal(HttpStatusCode.Created, (await host.Http.PostAsJsonAsync("/paper/strategies", body)).StatusCode);
        foreach (var bar in Bars.Walk(27, 3))
        {
            await Tape.PlayAsync(host, [bar]);
        }

        await Poll.UntilAsync(
            () => host.GetAsync("/paper/accounts/warm-AAA/trades"), trades => trades.GetArrayLength() > 0, Desk.Deadline, "a trade");
        await Poll.UntilAsync(
            () => host.GetAsync("/paper/accounts/warm-AAA/equity"), points => points.GetArrayLength() > 0, Desk.Deadline, "equity");
        Assert.Equal("warm-aaa", (await host.GetAsync("/paper/accounts/warm-AAA")).GetProperty("id").GetString());
        Assert.Equal("warm-aaa", (await host.GetAsync("/paper/strategies/Warm-AAA")).GetProperty("id").GetString());
        foreach (var action in new[] { "align", "stop" })
        {
            using var changed = await host.Http.PatchAsJsonAsync("/paper/strategies/warm-AAA", new { action });
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        }

        using var deleted = await host.Http.DeleteAsync("/paper/strategies/warm-AAA");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, (await host.GetAsync("/paper/strategies")).GetArrayLength());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
