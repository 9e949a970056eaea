using Trading.ServiceDefaults.Metrics;

namespace Trading.Testing.Telemetry;

/// <summary>
/// What a service emits against <c>infra/metrics/catalogue.json</c>, both ways: nothing that another service owns or nobody promised, and
/// all of its own that <see cref="TelemetryActs"/> provoke, with exactly the type, labels and buckets.
/// </summary>
public static class TelemetryContract
{
    /// <summary>Most series of one family after orders, trades and requests of two symbols.</summary>
    private const int MostSeries = 500;

    /// <summary>Not provoked: they need TLS, a broken venue, a broken store, a halt, or bars that do not agree.</summary>
    private static readonly HashSet<string> Rare = new(StringComparer.Ordinal)
    {
        "venue_certificate_expiry_timestamp_seconds",
        "http_429_errors_total", "http_retries_total", "retry_backoff_duration_seconds", "downloads_failed_total", "download_gaps_detected_total",
        "download_gaps_healed_total", "trading_bar_audits_total", "trading_publish_failures_total", "lp_rejects_total", "halt_cancels_total", "scan_errors_total",
        "account_balance_difference",
        "flagged_tokens_total", "data_source_errors_total", "feature_validation_warnings_total", "feature_validation_failures_total",
        "messaging_faults_total", "trading_frames_rejected_total", "trading_ws_disconnections_total", "trading_ws_reconnects_total", "simulator_faults_total",
    };

    private static readonly string[] Publishers = ["market-data", "paper-trading", "order-execution", "scanner"];
    private static readonly string[] Consumers = ["market-data", "paper-trading", "order-execution"];
    private static readonly string[] VenueClients = ["market-data", "downloader", "order-execution"];

    /// <summary>Metrics of every service that only those can emit which do the thing.</summary>
    private static readonly Dictionary<string, string[]> Users = new(StringComparer.Ordinal)
    {
        ["db_query_duration_seconds"] = ["market-data", "downloader", "paper-trading", "order-execution", "scanner", "console"],
        ["http_requests_total"] = VenueClients,
        ["http_request_duration_seconds"] = VenueClients,
        ["api_weight_consumed"] = VenueClients,
        ["api_weight_remaining"] = VenueClients,
        ["rate_limit_permits_acquired_total"] = VenueClients,
        ["rate_limit_permits_available"] = VenueClients,
        ["rate_limit_queue_wait_seconds"] = VenueClients,
        ["messaging_published_total"] = Publishers,
        ["messaging_publish_duration_seconds"] = Publishers,
        ["messaging_consumed_total"] = Consumers,
        ["messaging_consume_duration_seconds"] = Consumers,
        ["messaging_lag_seconds"] = Consumers,
        ["messaging_queue_messages"] = Consumers,
    };

    /// <summary>Names that the services must emit after the acts and do not.</summary>
    public static IReadOnlyList<string> Missing(TelemetryScrape scrape, IReadOnlyCollection<string> services, bool brokered)
    {
        return
        [
            .. MetricCatalogue.Entries.Values
                .Where(entry => !entry.Pending && !Rare.Contains(entry.Name) && IsOf(entry, services) && (brokered || entry.Name != "messaging_queue_messages"))
                .Select(entry => entry.Name)
                .Where(name => scrape.Series.GetValueOrDefault(name) == 0),
        ];
    }

    /// <summary>What the services emit and must not, or emit otherwise than promised.</summary>
    public static IReadOnlyList<string> Wrong(TelemetryScrape scrape, IReadOnlyCollection<string> services)
    {
        return [.. scrape.Types.Keys.Where(IsOwn).SelectMany(name => Wrong(name, scrape, services))];
    }

    private static IEnumerable<string> Wrong(string name, TelemetryScrape scrape, IReadOnlyCollection<string> services)
    {
        if (!MetricCatalogue.Entries.TryGetValue(name, out var entry))
        {
            yield return $"{name} is not in the catalogue";
            yield break;
        }

        if (entry.Pending)
        {
            yield return $"{name} is emitted and still pending in the catalogue";
        }

        if (entry.Owner != "every" && !services.Contains(entry.Owner))
        {
            yield return $"{name} is owned by {entry.Owner}";
        }

        if (!string.Equals(entry.Type.ToString(), scrape.Types[name], StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{name} is a {scrape.Types[name]}, not a {entry.Type}";
        }

        if (!scrape.Labels[name].SetEquals(entry.Labels))
        {
            yield return $"{name} has the labels {string.Join(',', scrape.Labels[name])}, not {string.Join(',', entry.Labels)}";
        }

        if (entry.Buckets is not null && !scrape.Bounds[name].SetEquals(entry.Buckets))
        {
            yield return $"{name} has the buckets {string.Join(' ', scrape.Bounds[name])}";
        }

        if (scrape.Series[name] / ((entry.Buckets?.Length ?? 0) + 3) >= MostSeries)
        {
            yield return $"{name} has {scrape.Series[name]} lines";
        }
    }

    private static bool IsOf(CatalogueEntry entry, IReadOnlyCollection<string> services) => entry.Owner == "every"
        ? !Users.TryGetValue(entry.Name, out var users) || services.Intersect(users, StringComparer.Ordinal).Any()
        : services.Contains(entry.Owner);

    /// <summary>Libraries' metrics keep their own names.</summary>
    private static bool IsOwn(string name) =>
        !name.StartsWith("dotnet_", StringComparison.Ordinal) && !name.StartsWith("http_client_", StringComparison.Ordinal)
        && !name.StartsWith("db_client_", StringComparison.Ordinal)
            && !name.StartsWith("dns_", StringComparison.Ordinal)
            && name != "target_info";
}
