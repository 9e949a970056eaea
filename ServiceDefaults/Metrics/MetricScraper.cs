using System.Buffers;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Trading.ServiceDefaults.Metrics.Hot;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// The pull side of the OpenTelemetry SDK. Scrapes take turns: each collects again and returns bytes of its own, so that
/// concurrent ones never see half of another's.
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class MetricScraper(string targetLabels) : BaseExporter<Metric>, IPullMetricExporter
{
    private const int CollectTimeoutMs = 5_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public Func<int, bool>? Collect { get; set; }

    public KnownCounters Known { get; } = new();

    /// <summary>The histograms that the SDK does not know.</summary>
    public HotMeters? Hot { get; set; }

    public async Task<byte[]> ScrapeAsync(ExpositionFormat format, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
            Collect?.Invoke(CollectTimeoutMs);
            Hot?.Read(_families);
            Known.Complete(_families);
            var target = new MetricFamily("target_info", MetricKind.Info, "Who is scraped.");
            target.Series.Add(new MetricSeries(targetLabels) { Value = 1 });
            _families[target.Name] = target;
            foreach (var family in _families.Values)
            {
                family.Settle();
            }

            _output.ResetWrittenCount();
            new ExpositionWriter(_output, format).WriteAll(_families.Values.OrderBy(family => family.Name, StringComparer.Ordinal));
            return _output.WrittenSpan.ToArray();
        }
        finally
        {
            _turn.Release();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            MetricReader.Read(metric, _families);
        }

        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }
}
