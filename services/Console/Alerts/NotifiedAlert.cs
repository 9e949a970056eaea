using System.Text.Json.Serialization;

namespace Trading.WebConsole.Alerts;

/// <summary>One alert of a notification.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record NotifiedAlert
{
    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>UTC; together with the fingerprint the identity of one episode.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC; year 1 while it fires.</summary>
    public DateTime EndsAt { get; init; }

    /// <summary>Alertmanager's hash of the labels.</summary>
    public required string Fingerprint { get; init; }
}
