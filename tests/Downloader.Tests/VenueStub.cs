using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trading.Contracts;

namespace Trading.Downloader.Tests;

/// <summary>
/// A venue over real HTTP with exactly the bars, trades and files that a test gives it. It counts what it is asked and can be told to fail.
/// </summary>
internal sealed class VenueStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = new();
    private int _used;

    /// <summary>While it is set, the second half of each file that is no checksum waits for it.</summary>
    public TaskCompletionSource? SecondHalf { get; set; }

    private VenueStub(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Text of each row by open time, and the length of the bars.</summary>
    public SortedList<DateTime, string> Bars { get; } = [];

    public List<AggregateTrade> Trades { get; } = [];

    /// <summary>Path and query of every request, faults included.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int KlineRequests => Requests.Count(request => request.Contains("/klines?", StringComparison.Ordinal));

    public static async Task<VenueStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new VenueStub(app);
        app.Use(stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    /// <summary>The next request is answered so, whatever it is.</summary>
    public void Fault(int status, string body = "{}", int? retryAfterSeconds = null) => _faults.Enqueue(async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(body);
    });

    /// <summary>Publishes a zip with its checksum.</summary>
    public void Publish(string path, IEnumerable<string> lines, string? checksum = null)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(Path.GetFileNameWithoutExtension(path) + ".csv").Open())
        {
            entry.Write(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        }

        PublishBytes(path, buffer.ToArray(), checksum);
    }

    public void PublishBytes(string path, byte[] bytes, string? checksum = null)
    {
        _files[path] = bytes;
        _files[path + ".CHECKSUM"] = Encoding.ASCII.GetBytes($"{checksum ?? Convert.ToHexStringLower(SHA256.HashData(bytes))}  {Path.GetFileName(path)}\n");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = Interlocked.Add(ref _used, 2).ToString(CultureInfo.InvariantCulture);
        if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        var path = context.Request.Path.Value!;
        if (_files.TryGetValue(path, out var bytes))
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await context.Response.Body.FlushAsync();
            if (SecondHalf is { } gate && !path.EndsWith(".CHECKSUM", StringComparison.Ordinal))
            {
                await gate.Task;
            }

            await context.Response.Body.WriteAsync(bytes.AsMemory(bytes.Length / 2));
            return;
        }

        switch (path[(path.LastIndexOf('/') + 1)..])
        {
            case "exchangeInfo":
                await context.Response.WriteAsync("""{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[]}]}""");
                break;
            case "klines":
                await context.Response.WriteAsync("[" + string.Join(',', Klines(context.Request.Query)) + "]");
                break;
            case "aggTrades":
                await context.Response.WriteAsync("[" + string.Join(',', AggTrades(context.Request.Query)) + "]");
                break;
            case "historicalTrades":
                await context.Response.WriteAsync("[" + string.Join(',', HistoricalTrades(context.Request.Query)) + "]");
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private IEnumerable<string> Klines(IQueryCollection query)
    {
        var from = Time(query["startTime"]) ?? DateTime.MinValue;
        var to = Time(query["endTime"]) ?? DateTime.MaxValue;
        return Bars.Where(bar => bar.Key >= from && bar.Key <= to).Take(Number(query["limit"]) is { } limit ? (int)limit : 500).Select(bar =>
        {
            var cells = bar.Value.Split(',');
            return "[" + string.Join(',', cells.Select((cell, i) => i is 0 or 6 or 8 ? cell : $"\"{cell}\"")) + "]";
        });
    }

    private IEnumerable<string> AggTrades(IQueryCollection query)
    {
        var from = Time(query["startTime"]) ?? DateTime.MinValue;
        var to = Time(query["endTime"]) ?? DateTime.MaxValue;
        var id = Number(query["fromId"]) ?? 0;
        var limit = (int)(Number(query["limit"]) ?? 500);
        var found = Trades.Where(trade => trade.Id >= id && trade.Time >= from && trade.Time <= to);
        var newest = !query.ContainsKey("startTime") && !query.ContainsKey("fromId");
        return (newest ? found.TakeLast(limit) : found.Take(limit)).Select(trade => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"a":{{trade.Id}},"p":"{{trade.Price}}","q":"{{trade.Quantity}}","f":{{trade.FirstTradeId}},"l":{{trade.LastTradeId}},"T":{{(trade.Time - DateTime.UnixEpoch).TotalMilliseconds}},"m":{{(trade.Side == Side.Sell ? "true" : "false")}},"M":true}"""));
    }

    private IEnumerable<string> HistoricalTrades(IQueryCollection query) => Trades
        .Where(trade => trade.Id >= Number(query["fromId"]))
        .Take((int)Number(query["limit"])!.Value)
        .Select(trade => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":{{trade.Id}},"price":"{{trade.Price}}","qty":"{{trade.Quantity}}","time":{{(trade.Time - DateTime.UnixEpoch).TotalMilliseconds}},"isBuyerMaker":true}"""));

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime? Time(string? text) => Number(text) is { } number ? DateTime.UnixEpoch.AddMilliseconds(number) : null;
}
