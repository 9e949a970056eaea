using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Streams;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>Drives the venue: steps of the generated tape until they have caught up with the clock, or a recording.</summary>
internal sealed class VenueLoop(
    Exchange exchange, StreamHub hub, SimulatorOptions options, TimeProvider clock, ILogger<VenueLoop> log) : BackgroundService
{
    // Steps run in one hold of the lock: few enough that an order does not wait, many enough that a fast tape is cheap.
    private const int StepsAtOnce = 10;
    private readonly Lock _gate = new();
    private CancellationTokenSource _switch = new();
    private ReplaySession? _replay;
    private ReplaySession? _latest;

    /// <summary>The replay that was started last, whatever became of it.</summary>
    public ReplayState Replay
    {
        get
        {
            var replay = _latest;
            return replay is null
                ? new ReplayState(null, "1", "idle", 0, 0, [])
                : exchange.Run(() => new ReplayState(
                    replay.Path, replay.Speed.ToString(), replay.State, replay.Frames, replay.Markets.Sum(m => m.Tape.Count),
                    [.. replay.Markets.Select(m => m.Spec.Symbol)],
                    DateTimeOffset.FromUnixTimeMilliseconds(replay.TimeMs).UtcDateTime, replay.EndedAt, replay.Problem));
        }
    }

    /// <summary>Ends what is running and puts this recording in its place, once it has been looked at.</summary>
    /// <returns>Why the recording cannot be used; what was running then goes on. Null when it was put in place.</returns>
    public string? Start(string file, ReplaySpeed speed)
    {
        ReplaySession session;
        try
        {
            session = new ReplaySession(exchange, hub, file, speed, ReplaySurvey.Of(file), clock);
        }
        catch (Exception fault) when (ReplaySurvey.IsBadRecording(fault))
        {
            return $"cannot be replayed: {fault.Message}";
        }

        lock (_gate)
        {
            exchange.Run(() => session.Open());
            _latest = _replay = session;
            _switch.Cancel();
        }

        return null;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        exchange.RunEnded = hub.Flush;
        if (options.ReplayFile is { Length: > 0 } file && ReplaySpeed.TryParse(options.ReplaySpeed, out var speed))
        {
            if (Start(file, speed) is { } problem)
            {
                throw new StartupFailure($"Simulator:ReplayFile: {file} {problem}");
            }
        }
        else
        {
            Found();
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _replay?.Dispose();
        _switch.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            ReplaySession? replay;
            CancellationTokenSource current;
            lock (_gate)
            {
                replay = _replay;
                _switch.Dispose();
                _switch = new CancellationTokenSource();
                current = CancellationTokenSource.CreateLinkedTokenSource(_switch.Token, stoppingToken);
            }

            using (current)
            {
                try
                {
                    await (replay is null ? GenerateAsync(current.Token) : PlayAsync(replay, current.Token));
                }
                catch (OperationCanceledException) when (current.IsCancellationRequested)
                {
                    replay?.Dispose();
                }
            }
        }
    }

    private void Found()
    {
        hub.StartTape();
        foreach (var symbol in options.SymbolList())
        {
            Found(MarketSpec.Of(MarketKind.Spot, symbol), options.TradesPerSecond);
            var perpetual = MarketSpec.Of(MarketKind.Usdm, symbol);
            if (perpetual.QuoteAsset == "USDT" && options.UsdmTradesPerSecond > 0)
            {
                Found(perpetual, options.UsdmTradesPerSecond);
            }
        }

        log.TapeStarted(string.Join(',', exchange.Markets.Select(m => m.Spec)), options.TradesPerSecond, options.Seed);
    }

    private void Found(MarketSpec spec, double ordersPerSecond)
    {
        var market = exchange.Found(spec, ordersPerSecond);
        _ = new MarketFrames(hub, market, spec.Rules.IsSpot ? null : exchange.MarksOf(market));
        exchange.Add(market);
        market.Open();
    }

    private async Task PlayAsync(ReplaySession replay, CancellationToken cancellation)
    {
        log.ReplayStarted(replay.Path, replay.Speed.ToString(), string.Join(',', replay.Markets.Select(m => m.Spec)));
        var started = clock.GetTimestamp();
        try
        {
            await replay.RunAsync(cancellation);
            exchange.Run(() =>
            {
                (replay.State, replay.EndedAt) = ("completed", clock.GetUtcNow().UtcDateTime);
                hub.EndReplay(replay.TimeMs);
            });
            log.ReplayEnded(replay.Path, replay.Frames, replay.Markets.Sum(m => m.Tape.Count), clock.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception fault) when (ReplaySurvey.IsBadRecording(fault) && fault is not OperationCanceledException)
        {
            log.ReplayFailed(fault, replay.Path, fault.Message);
            replay.Problem = fault.Message;
            if (string.IsNullOrEmpty(options.ReplayFile))
            {
                GoBack(replay);
                return;
            }

            replay.State = "failed";
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
    }

    /// <summary>A recording that was started by a request has failed: the generated tape goes on.</summary>
    private void GoBack(ReplaySession failed)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_replay, failed))
            {
                return;
            }

            _replay = null;
            exchange.Run(() =>
            {
                exchange.Clear(MarketKind.Spot);
                Found();
                failed.State = "failed";
            });
            failed.Dispose();
        }
    }

    private async Task GenerateAsync(CancellationToken cancellation)
    {
        var markets = exchange.Markets.OfType<GeneratedMarket>().ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.StepMs), clock);
        do
        {
            while (await hub.HasRoomAsync(exchange, options.SlowClients == SlowClientPolicy.Backpressure, clock, cancellation)
                && StepAll(markets))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <returns>Whether the tape is still behind the clock.</returns>
    private bool StepAll(List<GeneratedMarket> markets) => exchange.Run(() =>
    {
        var nowUs = exchange.TapeNowUs;
        for (var i = 0; i < (options.SlowClients == SlowClientPolicy.Backpressure ? 1 : StepsAtOnce); i++)
        {
            var behind = false;
            foreach (var market in markets)
            {
                if (market.NextStepUs <= nowUs)
                {
                    market.Step();
                    behind = true;
                }
            }

            if (!behind)
            {
                return false;
            }
        }

        return true;
    });
}
