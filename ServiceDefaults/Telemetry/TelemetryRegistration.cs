using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Metrics;
using Trading.ServiceDefaults.Metrics.Hot;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Tracing;

namespace Trading.ServiceDefaults.Telemetry;

internal static class TelemetryRegistration
{
    private static readonly string[] SharedSources =
        [PlatformActivity.Name, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit"];

    private static readonly string[] SharedMeters = [PlatformActivity.Name, "System.Runtime", "System.Net.Http", "Npgsql"];

    public static void AddTelemetry(this WebApplicationBuilder builder, ServiceIdentity identity, IReadOnlyList<IModule> modules)
    {
        // The framework writes the standard attributes (method, route, status) itself; off is its default.
        DistributedContextPropagator.Current = new TraceOnlyPropagator();
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var services = builder.Services;
        services.AddValidatedOptions<TelemetryOptions>(TelemetryOptions.Section);

        // Unchecked here: the providers are made before the check, which tells all sections' errors at once.
        var options = builder.Configuration.ReadNow<TelemetryOptions>(TelemetryOptions.Section);
        var address = MetricsAddress.From(builder.Configuration);
        var scraper = new MetricScraper(MetricLabels.Render(
            [.. identity.Attributes.Select(attribute => KeyValuePair.Create(MetricNames.Sanitise(attribute.Key), attribute.Value))]));
        services.AddSingleton(identity);
        services.AddSingleton(address);
        services.AddSingleton(scraper);
        services.AddSingleton(provider => new HotMeters(provider.GetRequiredService<IMeterFactory>(), options));
        services.AddSingleton<ProcessMetrics>();
        services.AddHostedService<TelemetryStarter>();
        services.AddSingleton<MetricsListener>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsListener>());

        var destinations = OtlpDestination.Of(builder.Configuration);
        var own = modules.SelectMany(module => module.TelemetrySources).Distinct(StringComparer.Ordinal).ToArray();
        var telemetry = services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource => TelemetryResource.Describe(resource, identity));
        telemetry.WithTracing(tracing =>
        {
            tracing.AddSource([.. SharedSources, .. own]);
            tracing.SetSampler(provider => TraceSamplers.Of(options, provider.GetRequiredService<TimeProvider>()));
            tracing.AddProcessor(new NoteworthySpans(TimeSpan.FromMilliseconds(options.SlowSpanMs)));
            tracing.AddProcessor(new SpanRedaction());
            foreach (var destination in destinations)
            {
                tracing.AddOtlpExporter(destination.NameFor("traces"), exporter => destination.Apply(exporter, "traces"));
            }
        });
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter([.. SharedMeters, .. own]);
            metrics.SetExemplarFilter(ExemplarFilterType.TraceBased);
            IMeterFactory? meters = null;
            metrics.AddView(instrument => View(instrument, meters, scraper.Known, options));
            metrics.AddReader(provider =>
            {
                meters = provider.GetRequiredService<IMeterFactory>();
                scraper.Hot = provider.GetRequiredService<HotMeters>();
                return new BaseExportingMetricReader(scraper);
            });
            if (destinations.Count > 0)
            {
                metrics.AddMeter(HotMeters.HistogramParts);
            }

            foreach (var destination in destinations)
            {
                metrics.AddOtlpExporter(destination.NameFor("metrics"), (exporter, reader) =>
                {
                    destination.Apply(exporter, "metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.MetricExportIntervalSeconds * 1000;
                });
            }
        });
    }

    private static MetricStreamConfiguration? View(
        Instrument instrument, IMeterFactory? meters, KnownCounters known, TelemetryOptions options)
    {
        // Two hosts in one process (tests) must not see each other's meters.
        if (instrument.Meter.Scope is IMeterFactory scope && meters is not null && !ReferenceEquals(scope, meters))
        {
            return MetricStreamConfiguration.Drop;
        }

        known.Saw(instrument.Name);

        var stream = BucketBounds.For(instrument.Name, options.Buckets) is { } bounds
            && instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = bounds }
            : new MetricStreamConfiguration();
        stream.CardinalityLimit = options.MaxSeriesPerMetric;
        stream.Description = MetricCatalogue.HelpOf(instrument.Name) ?? instrument.Description;
        return stream;
    }
}
