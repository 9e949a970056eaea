using System.Globalization;
using System.Text.Json;
using Npgsql;
using Trading.Testing;

namespace Trading.SystemTests.Running;

/// <summary>
/// Compares the store with the simulator's ledger, trade by trade, and the stored minutes with minutes summed from the ledger. Nothing
/// is shared with the code under test: rows are read by SQL, bars are added up here.
/// </summary>
public sealed class LedgerCheck(MarketRig rig)
{
    private const int Page = 100_000;

    private static readonly TimeSpan HealDeadline = TimeSpan.FromMinutes(6);

    /// <summary>Waits until everything traded so far is stored and every gap is closed, then compares; returns the trades compared.</summary>
    public async Task<long> EqualsAsync()
    {
        var ledger = await rig.LedgerAsync();
        var heads = ledger.GetProperty("symbols").EnumerateArray()
            .ToDictionary(symbol => symbol.GetProperty("symbol").GetString()!, symbol => symbol.GetProperty("lastId").GetInt64(), StringComparer.Ordinal);
        foreach (var (symbol, head) in heads)
        {
            await Poll.UntilAsync(() => MissingAsync(symbol, head), missing => missing == 0, HealDeadline, $"{symbol}: trades up to {head} that are not stored");
        }

        await Poll.UntilAsync(() => rig.QueryAsync<string>(GapsSql(heads)), open => open.Length == 0, HealDeadline, "open gaps up to there");
        Assert.Equal(0, await rig.QueryAsync<long>("SELECT count(*) FROM market.gaps WHERE state = 2"));
        long compared = 0;
        foreach (var (symbol, head) in heads)
        {
            compared += await CompareAsync(symbol, head);
        }

        return compared;
    }

    private static string GapsSql(Dictionary<string, long> heads) =>
        "SELECT coalesce(string_agg(symbol || ' ' || from_id || '-' || to_id, ', '), '') FROM market.gaps WHERE state = 0 AND ("
        + string.Join(" OR ", heads.Select(head => string.Create(CultureInfo.InvariantCulture, $"(symbol = '{head.Key}' AND from_id <= {head.Value})"))) + ")";

    private Task<long> MissingAsync(string symbol, long head) => rig.QueryAsync<long>(string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT {head} - min(trade_id) + 1 - count(*) FROM market.trades WHERE venue = 'simulator' AND symbol = '{symbol}' AND trade_id <= {head}"));

    private async Task<long> CompareAsync(string symbol, long head)
    {
        var first = await rig.QueryAsync<long>($"SELECT min(trade_id) FROM market.trades WHERE venue = 'simulator' AND symbol = '{symbol}'");
        var summary = await rig.LedgerAsync($"?symbol={symbol}&limit=1");
        var next = Math.Max(first, summary.GetProperty("symbol").GetProperty("firstId").GetInt64());
        var minutes = new SortedDictionary<DateTime, NaiveBar>();
        long compared = 0;
        while (next <= head)
        {
            var page = (await rig.LedgerAsync(string.Create(CultureInfo.InvariantCulture, $"?symbol={symbol}&fromId={next}&limit={Math.Min(Page, head - next + 1)}")))
                .GetProperty("trades").EnumerateArray().Select(LedgerRow.Of).ToList();
            Assert.Equal(next, page[0].Id);
            Assert.Equal(page, await StoredAsync(symbol, page[0].Id, page[^1].Id));
            foreach (var trade in page)
            {
                var open = new DateTime(trade.Time.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
                minutes[open] = minutes.TryGetValue(open, out var bar) ? bar.With(trade.Price, trade.Quantity, trade.Buy) : NaiveBar.Begin(open, trade.Price, trade.Quantity, trade.Buy);
            }

            compared += page.Count;
            next = page[^1].Id + 1;
        }

        // The first and the last minute hold trades from beyond what was compared.
        var whole = minutes.Values.Skip(1).SkipLast(1).ToList();
        await Poll.UntilAsync(async () => (await BarsAsync(symbol, whole)).SequenceEqual(whole), TimeSpan.FromSeconds(90), $"{symbol}: {whole.Count} whole minutes equal those of the ledger");
        return compared;
    }

    private async Task<List<LedgerRow>> StoredAsync(string symbol, long first, long last)
    {
        await using var connection = new NpgsqlConnection(rig.Database + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT trade_id, price, quantity, side, exchange_time FROM market.trades WHERE venue = 'simulator' AND symbol = $1 AND trade_id BETWEEN $2 AND $3 ORDER BY trade_id",
            connection)
        { Parameters = { new() { Value = symbol }, new() { Value = first }, new() { Value = last } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<LedgerRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new LedgerRow(reader.GetInt64(0), reader.GetDecimal(1), reader.GetDecimal(2), reader.GetInt16(3) == 0, reader.GetDateTime(4)));
        }

        return rows;
    }

    private async Task<List<NaiveBar>> BarsAsync(string symbol, List<NaiveBar> whole)
    {
        var bars = new List<NaiveBar>();
        if (whole.Count == 0)
        {
            return bars;
        }

        await using var connection = new NpgsqlConnection(rig.Database + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT open_time, open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume FROM market.bars
            WHERE venue = 'simulator' AND symbol = $1 AND series = 0 AND interval = '1m' AND source = 0 AND closed AND open_time BETWEEN $2 AND $3 ORDER BY open_time
            """,
            connection)
        { Parameters = { new() { Value = symbol }, new() { Value = whole[0].OpenTime }, new() { Value = whole[^1].OpenTime } } };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            bars.Add(new NaiveBar(
                reader.GetDateTime(0), reader.GetDecimal(1), reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), reader.GetDecimal(5),
                reader.GetDecimal(6), (int)reader.GetInt64(7), reader.GetDecimal(8)));
        }

        return bars;
    }

    private readonly record struct LedgerRow(long Id, decimal Price, decimal Quantity, bool Buy, DateTime Time)
    {
        public static LedgerRow Of(JsonElement trade) => new(
            trade.GetProperty("id").GetInt64(),
            Number(trade, "price"),
            Number(trade, "quantity"),
            trade.GetProperty("side").GetString() == "buy",
            trade.GetProperty("time").GetDateTime());

        private static decimal Number(JsonElement trade, string name) => decimal.Parse(trade.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
    }
}
