using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trading.Contracts;

namespace Trading.MarketData.Tests.Venue;

/// <summary>
/// A venue of the test's own making: it sends the given frames to whoever connects, leaves out, repeats or cuts where it is told to,
/// and answers over REST with every trade it has come to, sent or not, as a venue does.
/// </summary>
internal sealed class StubVenue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<byte[]> _frames;
    private readonly ConcurrentQueue<Trade> _ledger = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _at;

    private StubVenue(IReadOnlyList<byte[]> frames)
    {
        _frames = frames;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map("/stream", StreamAsync);
        _app.MapGet("/api/v3/historicalTrades", (string symbol, long fromId, int limit) =>
        {
            Fetches++;
            return Rest(_ledger.Where(trade => trade.TradeId >= fromId).Take(limit));
        });
        _app.MapGet("/api/v3/depth", () => Results.Text(Snapshots.TryDequeue(out var other) ? other : Recording.Snapshot, "application/json"));
        _app.MapGet("/api/v3/exchangeInfo", () => ExchangeInfo is { } info ? Results.Text(info, "application/json") : Results.NotFound());
        _app.MapGet("/api/v3/trades", (string symbol, int limit) => Rest(_ledger.TakeLast(limit)));
        _app.MapGet(
            "/api/v3/aggTrades",
            (string symbol, long? fromId, int limit) => Aggregates(fromId is { } from ? _ledger.Where(trade => trade.TradeId >= from).Take(limit) : _ledger.TakeLast(limit)));
    }

    /// <summary>Called with the index of every frame: what to do with it.</summary>
    public Func<int, FrameFate> Fate { get; set; } = _ => FrameFate.Send;

    /// <summary>The body that is answered; null: the venue knows no such request.</summary>
    public string? ExchangeInfo { get; set; }

    /// <summary>Bodies that are answered, one each, before the recorded snapshot of the book.</summary>
    public ConcurrentQueue<string> Snapshots { get; } = new();

    /// <summary>Frames per 5 ms; 0 sends as fast as the client reads.</summary>
    public int Pace { get; set; }

    /// <summary>Frames that have been come to so far.</summary>
    public int Position => Volatile.Read(ref _at);

    public int Connections { get; private set; }

    public int HistoryRequests { get; private set; }

    /// <summary>Those of them that asked for trades from an id on, as holes are healed.</summary>
    public int Fetches { get; private set; }

    public bool IsDone => Volatile.Read(ref _at) >= _frames.Count;

    public Uri Url => new(_app.Urls.First());

    public static async Task<StubVenue> StartAsync(IReadOnlyList<byte[]> frames)
    {
        var venue = new StubVenue(frames);
        await venue._app.StartAsync();
        return venue;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task StreamAsync(HttpContext http)
    {
        Connections++;
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (_at < _frames.Count && !_stopping.IsCancellationRequested)
        {
            if (Pace > 0 && _at % Pace == 0)
            {
                await pace.WaitForNextTickAsync(_stopping.Token);
            }

            var frame = _frames[_at];
            var fate = Fate(_at);
            if (Recording.Trade(frame) is { } trade)
            {
                _ledger.Enqueue(trade);
            }

            Volatile.Write(ref _at, _at + 1);
            for (var i = 0; i < (fate == FrameFate.SendTwice ? 2 : fate == FrameFate.Drop ? 0 : 1); i++)
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
            }

            if (fate == FrameFate.Cut)
            {
                http.Abort();
                return;
            }
        }

        // A finished replay stays connected and silent, as an idle venue is.
        var buffer = new byte[256];
        while (socket.State == WebSocketState.Open && !_stopping.IsCancellationRequested)
        {
            await socket.ReceiveAsync(buffer, _stopping.Token);
        }
    }

    /// <summary>Each trade an aggregate of its own.</summary>
    private IResult Aggregates(IEnumerable<Trade> trades)
    {
        HistoryRequests++;
        return Results.Json(trades.Select(trade => new
        {
            a = trade.TradeId,
            p = trade.Price.ToString(CultureInfo.InvariantCulture),
            q = trade.Quantity.ToString(CultureInfo.InvariantCulture),
            f = trade.TradeId,
            l = trade.TradeId,
            T = (long)(trade.ExchangeTime - DateTime.UnixEpoch).TotalMilliseconds,
            m = trade.Side == Side.Sell,
        }).ToList(), JsonSerializerOptions.Default);
    }

    private IResult Rest(IEnumerable<Trade> trades)
    {
        HistoryRequests++;
        return Results.Json(trades.Select(trade => new
        {
            id = trade.TradeId,
            price = trade.Price.ToString(CultureInfo.InvariantCulture),
            qty = trade.Quantity.ToString(CultureInfo.InvariantCulture),
            quoteQty = (trade.Price * trade.Quantity).ToString(CultureInfo.InvariantCulture),
            time = (long)(trade.ExchangeTime - DateTime.UnixEpoch).TotalMilliseconds,
            isBuyerMaker = trade.Side == Side.Sell,
            isBestMatch = true,
        }).ToList(), JsonSerializerOptions.Default);
    }
}
