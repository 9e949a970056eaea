using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Trading.Exchanges.Venues;
using Trading.MarketData.Streams;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>
/// <c>GET /market/stream?symbols=&amp;kinds=trades,bars,windows,book&amp;venue=</c>: server-sent events of all venues, or of one. An
/// event's id is the run's mark and a sequence number; a client that returns with it in <c>Last-Event-ID</c> continues behind it. One that
/// reads too slowly gets the latest event of every symbol and kind, behind an event <c>missed</c> with the count of what the REST endpoints
/// have for it; one that does not read at all is cut off.
/// </summary>
internal static class StreamEndpoint
{
    public static async Task<IResult> StreamAsync(
        HttpContext http,
        string? symbols,
        string? kinds,
        string? venue,
        StreamHub hub,
        StreamClients clients,
        VenueCatalog venues,
        PerVenue<MarketDataModule> run,
        TimeProvider clock,
        IHostApplicationLifetime lifetime)
    {
        var wantedKinds = MarketQuery.List(kinds);
        if (wantedKinds.FirstOrDefault(kind => !StreamHub.Kinds.Contains(kind, StringComparer.Ordinal)) is { } unknownKind)
        {
            return Problem.BadRequest("unknownKind", $"'{unknownKind}' is none of {string.Join(", ", StreamHub.Kinds)}.");
        }

        if (!venues.TryPickAll(venue, out var picked, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        var universes = picked.Select(member => run.Of<MarketUniverse>(member.Name)).ToList();
        if (MarketQuery.UnknownSymbol(universes, symbols) is { } unknown)
        {
            return unknown;
        }

        var wanted = (from universe in universes from symbol in MarketQuery.Symbols(universe, symbols) select (universe.Venue, symbol))
            .ToHashSet();
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            // Only the sender can distinguish a client that reads too slowly from one that has gone: the server would cut both off alike,
            // and sooner.
            rate.MinDataRate = null;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var sender = new StreamSender(
            response.BodyWriter,
            hub,
            clients,
            item => wanted.Contains((item.Venue, item.Symbol)) && (wantedKinds.Count == 0 || wantedKinds.Contains(item.Kind)),
            clock);
        clients.Opened();
        try
        {
            if (!await sender.RunAsync(Start(http, hub), ends.Token))
            {
                http.Abort();
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client has gone, or the service stops: both are the normal end of a stream.
        }
        finally
        {
            clients.Closed();
        }

        return Results.Empty;
    }

    private static long Start(HttpContext http, StreamHub hub)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var dash = last.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && last[..dash] == hub.Epoch
            && long.TryParse(last.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && sequence < hub.Next
            ? sequence + 1
            : hub.Next;
    }
}
