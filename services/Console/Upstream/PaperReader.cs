using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trading.WebConsole.Upstream;

/// <summary>The paper accounts with the newest trades of each, as one JSON object.</summary>
internal sealed class PaperReader(UpstreamClient client)
{
    private const int MaxAccounts = 8;
    private const int TradesPerAccount = 40;

    public async Task<UpstreamReply> ReadAsync(CancellationToken cancellationToken)
    {
        var accounts = await client.GetAsync(UpstreamService.PaperTrading, "paper/accounts", cancellationToken);
        if (!accounts.Succeeded)
        {
            return accounts;
        }

        using var answer = JsonDocument.Parse(accounts.Json!);
        var list = new JsonArray();
        foreach (var account in answer.RootElement.EnumerateArray().Take(MaxAccounts))
        {
            if (account.Text("id") is not { } id)
            {
                continue;
            }

            var path = FormattableString.Invariant($"paper/accounts/{Uri.EscapeDataString(id)}/trades?limit={TradesPerAccount}");
            var trades = await client.GetAsync(UpstreamService.PaperTrading, path, cancellationToken);
            if (!trades.Succeeded)
            {
                return trades;
            }

            list.Add(new JsonObject { ["account"] = JsonNode.Parse(account.GetRawText()), ["trades"] = JsonNode.Parse(trades.Json!) });
        }

        return accounts with { Json = list.ToJsonString() };
    }
}
