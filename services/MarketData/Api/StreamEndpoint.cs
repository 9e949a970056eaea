using System.Globalization;
using System.Text;

namespace Trading.MarketData.Api;

/// <summary>
/// <c>GET /market/stream?symbols=&amp;kinds=trades,bars,windows,book</c>: server-sent events. An event's id is the run's mark and a sequence
/// number; a client that returns with it in <c>Last-Event-ID</c> continues behind it. What it missed for good it is told in an event
/// <c>missed</c> with the count: the REST endpoints have it.
/// </summary>
internal static class StreamEndpoint
{
    private static readonly string[] Kinds = ["trades", "bars", "windows", "book"];
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task<IResult> StreamAsync(
        HttpContext http, string? symbols, string? kinds, StreamHub hub, MarketUniverse universe, IHostApplicationLifetime lifetime)
    {
        var wantedKinds = MarketQuery.List(kinds);
        if (wantedKinds.FirstOrDefault(kind => !Kinds.Contains(kind, StringComparer.Ordinal)) is { } unknownKind)
        {
            return MarketQuery.Bad("unknownKind", $"'{unknownKind}' is none of {string.Join(", ", Kinds)}.");
        }

        if (MarketQuery.UnknownSymbol(universe, symbols) is { } unknown)
        {
            return MarketQuery.Missing("unknownSymbol", $"{unknown} is not recorded here.");
        }

        var wantedSymbols = MarketQuery.Symbols(universe, symbols).ToHashSet();
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await SendAsync(
                response, hub, Start(http, hub), item => wantedSymbols.Contains(item.Symbol) && (wantedKinds.Count == 0 || wantedKinds.Contains(item.Kind)), ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client has gone, or the service stops: both are the normal end of a stream.
        }

        return Results.Empty;
    }

    private static long Start(HttpContext http, StreamHub hub)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var dash = last.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && last[..dash] == hub.Epoch && long.TryParse(last.AsSpan(dash + 1), CultureInfo.InvariantCulture, out var sequence)
            ? Math.Min(sequence + 1, hub.Next)
            : hub.Next;
    }

    private static async Task SendAsync(HttpResponse response, StreamHub hub, long at, Func<StreamEvent, bool> wants, CancellationToken cancellationToken)
    {
        await WriteAsync(response, ": connected\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            var changed = hub.ChangedAsync();
            var before = at;
            while (at < hub.Next)
            {
                if (hub.Read(at) is not { } item)
                {
                    var oldest = Math.Max(at + 1, hub.Oldest);
                    await WriteAsync(response, string.Create(CultureInfo.InvariantCulture, $"event: missed\ndata: {{\"events\":{oldest - at}}}\n\n"), cancellationToken);
                    at = oldest;
                    continue;
                }

                if (wants(item))
                {
                    await WriteAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {hub.Epoch}-{item.Sequence}\nevent: {item.Kind}\ndata: "), cancellationToken);
                    await response.Body.WriteAsync(item.Json(), cancellationToken);
                    await WriteAsync(response, "\n\n", cancellationToken);
                }

                at++;
            }

            if (at != before)
            {
                await response.Body.FlushAsync(cancellationToken);
            }

            await WaitAsync(response, changed, cancellationToken);
        }
    }

    private static async Task WaitAsync(HttpResponse response, Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(Heartbeat, cancellationToken);
        }
        catch (TimeoutException)
        {
            await WriteAsync(response, ": still here\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private static ValueTask WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken) =>
        response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
