using System.Globalization;
using System.Text.Json;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Alerts;

/// <summary>
/// The product's own events, read from what its services state. Where Alertmanager's alert of the same thing is in the inbox, it
/// stands there instead. Its fingerprint names kind and subject, so the same event is one entry however often it is read.
/// </summary>
internal static class TradingEvents
{
    public const string Halt = "trading:halt:";
    public const string Strategy = "trading:strategy:";

    private const string AllTrading = Halt + "all";

    /// <summary>The fingerprint of the event that an alert with these labels is about; null where the product has no event of it.</summary>
    public static string? FingerprintOf(IReadOnlyDictionary<string, string> labels)
    {
        var strategy = labels.GetValueOrDefault("strategy", string.Empty);
        return labels.GetValueOrDefault("alertname") switch
        {
            "TradingHalted" => AllTrading,
            "PaperLiveDrift" => Drifted(strategy, labels.GetValueOrDefault("symbol")),
            "StrategyFaulted" => Faulted(strategy),
            _ => null,
        };
    }

    /// <summary>The present or last halt, from <c>GET /risk/limits</c>.</summary>
    public static IReadOnlyList<NotifiedAlert> OfHalt(JsonElement limits)
    {
        var halted = limits.ValueKind == JsonValueKind.Object
            && limits.TryGetProperty("halted", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (Time(limits, "haltAt") is not { } start || (!halted && Time(limits, "resumedAt") is null))
        {
            return [];
        }

        var summary =
            $"Trading was halted by {limits.Text("haltBy") ?? "an unknown role"}: {limits.Text("haltReason") ?? "no reason given"}.";
        var resumed = $" Resumed by {limits.Text("resumedBy") ?? "an unknown role"}: {limits.Text("resumeReason") ?? "no reason given"}.";
        return
        [
            Event(
                AllTrading, "Trading halted", "critical", halted ? summary : summary + resumed, "/runbooks/TradingHalted", start,
                halted ? null : Time(limits, "resumedAt")),
        ];
    }

    /// <summary>
    /// Live positions that differ from paper since before <paramref name="drifted"/>, and strategies that have faulted, from
    /// <c>GET /paper/strategies</c>.
    /// </summary>
    public static IReadOnlyList<NotifiedAlert> OfStrategies(JsonElement strategies, DateTime drifted)
    {
        var events = new List<NotifiedAlert>();
        foreach (var strategy in Items(strategies).Where(strategy => strategy.Text("id") is not null))
        {
            var (id, name) = (strategy.Text("id")!, strategy.Text("name") ?? strategy.Text("id")!);
            if (strategy.TryGetProperty("drift", out var drift))
            {
                events.AddRange(Items(drift)
                    .Where(item => Time(item, "since") <= drifted)
                    .Select(item => Event(
                        Drifted(id, item.Text("symbol")), "Live drift", "warning",
                        $"{name} holds another position of {item.Text("symbol")} live ({item.Text("live")}) "
                        + $"than on paper ({item.Text("paper")}).",
                        "/runbooks/PaperLiveDrift", Time(item, "since")!.Value, null)));
            }

            if (strategy.Text("state") == "faulted" && strategy.TryGetProperty("fault", out var fault) && Time(fault, "at") is { } at)
            {
                events.Add(Event(
                    Faulted(id), "Strategy faulted", "warning", $"{name}: {fault.Text("type")}: {fault.Text("message")}",
                    "/runbooks/StrategyFaulted", at, null));
            }
        }

        return events;
    }

    private static string Drifted(string strategy, string? symbol) => $"{Strategy}drift:{strategy}:{symbol}";

    private static string Faulted(string strategy) => $"{Strategy}faulted:{strategy}";

    private static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    /// <summary>Null for a time that never was, which the services write as 1970 or as nothing.</summary>
    private static DateTime? Time(JsonElement element, string property) =>
        DateTime.TryParse(
            element.Text(property), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var time)
        && time > DateTime.UnixEpoch ? time : null;

    private static NotifiedAlert Event(
        string fingerprint, string name, string severity, string summary, string runbook, DateTime start, DateTime? end)
    {
        return new NotifiedAlert
        {
            Status = end is null ? "firing" : "resolved",
            Fingerprint = fingerprint,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["alertname"] = name, ["severity"] = severity },
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["summary"] = summary, ["runbook_url"] = runbook },
            StartsAt = start,
            EndsAt = end ?? default,
        };
    }
}
