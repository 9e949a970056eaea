using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Trading.Exchanges;

/// <summary>
/// Which of the venue's hosts cannot be reached at present, and why: written by what talks to them, read by readiness. A host is named
/// from its first failure until it answers, with whatever status.
/// </summary>
public sealed class VenueReachability(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Outage> _outages = new(StringComparer.Ordinal);

    /// <summary>The outage that began first, in words that do not change while it lasts; null while every host answers.</summary>
    public string? Cause => First() is var (host, outage) ? Text(host, outage.Reason) : null;

    /// <summary>The same with the time until the next try.</summary>
    public string? Problem => First() is var (host, outage) ? WithNextTry(host, outage) : null;

    /// <summary>Why <paramref name="host"/> cannot be reached, in the words of <see cref="Cause"/>; null while it answers.</summary>
    public string? CauseAt(Uri host) => _outages.TryGetValue(host.Authority, out var outage) ? Text(host.Authority, outage.Reason) : null;

    /// <summary>The same with the time until the next try.</summary>
    public string? ProblemAt(Uri host) => _outages.TryGetValue(host.Authority, out var outage) ? WithNextTry(host.Authority, outage) : null;

    public static string Text(string host, string reason) => $"{host} cannot be reached ({reason})";

    /// <summary>Why no answer came, in plain words.</summary>
    public static string Reason(Exception fault)
    {
        return fault switch
        {
            OperationCanceledException or TimeoutException => "no answer",
            AuthenticationException => "no secure connection",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => "name not known",
            SocketException { SocketErrorCode: SocketError.TryAgain } => "the name server does not answer",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
            SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => "no route",
            SocketException { SocketErrorCode: SocketError.TimedOut } => "no answer",
            { InnerException: { } inner } => Reason(inner),
            HttpIOException or IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset } => "connection broken",
            _ => fault.Message.TrimEnd('.'),
        };
    }

    public void Answered(Uri host)
    {
        _outages.TryRemove(host.Authority, out _);
    }

    /// <summary>A refusal is an answer.</summary>
    public void Failed(Uri host, Exception fault)
    {
        if (fault is HttpRequestException { StatusCode: not null })
        {
            Answered(host);
            return;
        }

        var reason = Reason(fault);
        _outages.AddOrUpdate(
            host.Authority, _ => new Outage(time.GetUtcNow(), reason, null), (_, known) => known with { Reason = reason });
    }

    /// <summary>Of several tries that are planned, the first counts. Without an outage nothing is noted.</summary>
    public void TryAgainIn(Uri host, TimeSpan pause)
    {
        var now = time.GetUtcNow();
        if (_outages.TryGetValue(host.Authority, out var known)
            && (known.NextTry is not { } planned || planned <= now || planned > now + pause))
        {
            // An answer or a failure that comes between is newer: then nothing is noted.
            _outages.TryUpdate(host.Authority, known with { NextTry = now + pause }, known);
        }
    }

    private string WithNextTry(string host, Outage outage) => outage.NextTry - time.GetUtcNow() is { Ticks: > 0 } left
        ? string.Create(CultureInfo.InvariantCulture, $"{Text(host, outage.Reason)}, next try in {Math.Ceiling(left.TotalSeconds):0} s")
        : $"{Text(host, outage.Reason)}, trying now";

    private (string Host, Outage Outage)? First() =>
        _outages.OrderBy(outage => outage.Value.Since).Select(outage => ((string, Outage)?)(outage.Key, outage.Value)).FirstOrDefault();

    private sealed record Outage(DateTimeOffset Since, string Reason, DateTimeOffset? NextTry);
}
