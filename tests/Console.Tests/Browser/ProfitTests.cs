using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>What a strategy has earned, in the API's words, and that it has faulted.</summary>
public sealed class ProfitTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Realised_unrealised_fees_funding_and_total_stand_side_by_side()
    {
        const string Profit = "\"realizedPnl\":\"12.5\",\"unrealizedPnl\":\"-2.25\",\"fees\":\"3\",\"funding\":\"0\",\"totalPnl\":\"7.25\"";
        await using var console = await ScriptedConsole.StartAsync();
        console.Services["/paper/strategies"] = $$"""[{"id":"a","name":"momentum","state":"running","promoted":false,"drift":[],{{Profit}}}]""";
        console.Services["/paper/accounts"] = $$"""
            [{"id":"a","strategy":{"id":"a","name":"momentum","promoted":false},"cash":"1","equity":"1","drawdownRatio":"0",{{Profit}},
              "positions":[{"symbol":"BTCUSDT","quantity":"1","averageEntryPrice":"100","markPrice":"98","realizedPnl":"12.5","unrealizedPnl":"-2.25"}]}]
            """;
        console.Services["/paper/accounts/a/trades"] = "[]";
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#strategies .profit")).ToHaveTextAsync(
            "Realised P&L +12.50 · Unrealised P&L −2.25 · Fees 3.00 · Funding 0.00 · Total P&L +7.25", new() { Timeout = 30_000 });
        await Expect(page.Locator("#paper-figures dt")).ToHaveTextAsync(
            ["Equity", "Cash", "Drawdown", "Realised P&L", "Unrealised P&L", "Fees", "Funding", "Total P&L", "Max drawdown"], new() { Timeout = 30_000 });
        await Expect(page.Locator("#paper-figures dd").Nth(7)).ToHaveTextAsync("+7.25");
        await Expect(page.Locator("#paper-positions td")).ToHaveTextAsync(["BTCUSDT", "1", "100.00", "+12.50", "−2.25"]);
    }

    [Fact]
    public async Task A_faulted_strategy_is_shown_with_its_exception()
    {
        await using var console = await ScriptedConsole.StartAsync();
        console.Services["/paper/strategies"] = """
            [{"id":"b","name":"calm","state":"running","promoted":true,"drift":[]},
             {"id":"a","name":"momentum","state":"faulted","promoted":false,"drift":[],
              "fault":{"type":"DivideByZeroException","message":"Attempted to divide by zero.","at":"2026-01-01T10:00:00Z"}}]
            """;
        console.Services["/ready"] = """
            {"status":"degraded","checks":{"paper-trading":{"status":"degraded",
              "description":"strategy a is stopped by DivideByZeroException: Attempted to divide by zero."}}}
            """;
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#services .health[data-state=degraded]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(page.Locator("#strategies li").First).ToContainTextAsync("momentum", new() { Timeout = 30_000 });
        await Expect(page.Locator("#strategies li").First.Locator(".state")).ToHaveTextAsync("faulted");
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(1);
        await Expect(page.Locator("#banners")).ToContainTextAsync("Strategy faulted: momentum");
        await Expect(page.Locator("#banners")).ToContainTextAsync("DivideByZeroException: Attempted to divide by zero.");
    }
}
