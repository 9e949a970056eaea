using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData;
using Trading.MarketData.Feeds;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Benchmarks.Telemetry;

/// <summary>
/// The market-data service's own parts, composed by its host, without a venue and a database: parser, counters, deduplication, bars,
/// prices, routing, on the caller's thread. What the store would take is let go. With telemetry the host's providers listen, as in production, and spans
/// go through the batch that feeds an exporter; without it nobody listens.
/// </summary>
internal sealed class ObservedPipeline : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trading-bench-");
    private readonly WebApplication _app;
    private readonly TickProcessor _processor;
    private readonly TickChannel _channel;
    private readonly FrameParser _parser;
    private readonly FrameCounters _counters;
    private readonly StoreQueue _store;

    private ObservedPipeline()
    {
        string[] args =
        [
            "--Venue:Symbols=BTCUSDT", $"--Database:Directory={_folder.FullName}", $"--MarketData:SpoolDirectory={_folder.FullName}",
            $"--Security:KeyFile={Path.Combine(_folder.FullName, "keys")}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:MassTransit=None",
        ];
        _app = ServiceHost.Build(args, [new MarketDataModule()], builder =>
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new BatchActivityExportProcessor(new NoExporter())));
        });
        var parts = _app.Services.GetRequiredService<PerVenue<MarketDataModule>>();
        _processor = parts.Of<TickProcessor>(Venues.Simulator);
        _channel = parts.Of<TickChannel>(Venues.Simulator);
        _parser = new FrameParser(parts.Of<MarketUniverse>(Venues.Simulator).Symbols);
        _counters = parts.Of<FrameCounters>(Venues.Simulator);
        _store = parts.Of<StoreQueue>(Venues.Simulator);
    }

    /// <summary>Trades that the store would have taken.</summary>
    public long Trades { get; private set; }

    public static async Task<ObservedPipeline> StartAsync(bool observed)
    {
        var pipeline = new ObservedPipeline();
        var services = pipeline._app.Services;
        if (observed)
        {
            services.GetRequiredService<MeterProvider>();
            services.GetRequiredService<TracerProvider>();
        }

        await services.GetServices<IHostedService>().OfType<SchemaRunner>().Single().StartingAsync(CancellationToken.None);
        await pipeline._processor.StartAsync(CancellationToken.None);
        await pipeline._processor.Ready;
        return pipeline;
    }

    /// <summary>What one socket read costs: its frames from text to all who take what comes of them.</summary>
    public void Read(ReadOnlySpan<byte[]> frames)
    {
        var batch = _channel.Rent();
        batch.ReceivedTicks = TimeProvider.System.GetUtcNow().UtcTicks;
        foreach (var frame in frames)
        {
            _parser.Parse(frame, batch.ReceivedTicks, batch);
        }

        Process(batch, frames.Length);
    }

    /// <summary>The same for the frames that a socket has read.</summary>
    /// <returns>How many they were.</returns>
    public int Read(MarketSocket socket)
    {
        var batch = _channel.Rent();
        batch.ReceivedTicks = TimeProvider.System.GetUtcNow().UtcTicks;
        var frames = 0;
        while (socket.TryRead(out _, out var payload) == WebSocketReadResult.Message)
        {
            _parser.Parse(payload, batch.ReceivedTicks, batch);
            frames++;
        }

        Process(batch, frames);
        return frames;
    }

    public async ValueTask DisposeAsync()
    {
        await _processor.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Process(FrameBatch batch, int frames)
    {
        _counters.Add(frames, 0, 0, batch.Ticks.Count, batch.ReceivedTicks);
        var processing = _processor.ProcessAsync(batch, CancellationToken.None);
        if (!processing.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The store's queue is full.");
        }

        while (_store.Reader.TryRead(out var delta))
        {
            Trades += delta.Trades.Length;
        }
    }

    private sealed class NoExporter : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
    }
}
