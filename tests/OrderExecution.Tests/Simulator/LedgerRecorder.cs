using System.Globalization;
using System.Text.Json;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>
/// Collects the whole ledger of a long run: the simulator shows its newest thousand entries and counts them all, so each look
/// takes what is new by count, and a look that came too late is an error.
/// </summary>
internal sealed class LedgerRecorder(SimulatedVenue venue)
{
    private long _requests;
    private long _fills;

    /// <summary>How often each client order id reached the books.</summary>
    public Dictionary<string, int> Executed { get; } = new(StringComparer.Ordinal);

    /// <summary>Net and gross filled quantity by client order id, base currency; the sign is the side's.</summary>
    public Dictionary<string, decimal> Filled { get; } = new(StringComparer.Ordinal);

    public decimal Net => Filled.Values.Sum();

    public async Task LookAsync()
    {
        var ledger = await venue.LedgerAsync();
        foreach (var request in New(ledger, "orderRequestCount", "orderRequests", ref _requests).Where(request => request.GetProperty("code").GetInt32() == 0))
        {
            var id = request.GetProperty("clientOrderId").GetString()!;
            Executed[id] = Executed.GetValueOrDefault(id) + 1;
        }

        foreach (var fill in New(ledger, "fillCount", "fills", ref _fills))
        {
            var id = fill.GetProperty("clientOrderId").GetString()!;
            var quantity = decimal.Parse(fill.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture);
            Filled[id] = Filled.GetValueOrDefault(id) + (fill.GetProperty("side").GetString() == "buy" ? quantity : -quantity);
        }
    }

    private static JsonElement[] New(JsonElement ledger, string countName, string listName, ref long seen)
    {
        var count = ledger.GetProperty(countName).GetInt64();
        var list = ledger.GetProperty(listName).EnumerateArray().ToArray();
        var fresh = (int)(count - seen);
        seen = count;
        return fresh <= list.Length ? list[^fresh..] : throw new InvalidOperationException("The ledger moved on faster than it was read.");
    }
}
