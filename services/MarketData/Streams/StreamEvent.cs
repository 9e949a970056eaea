using System.Text.Json;
using Trading.ServiceDefaults.Json;

namespace Trading.MarketData.Streams;

/// <summary>One event of <c>/market/stream</c>. Its bytes are made once, by the first client that wants them.</summary>
internal sealed class StreamEvent(long sequence, string kind, string venue, int symbol, int weight, object payload)
{
    private byte[]? _json;

    public long Sequence { get; } = sequence;

    /// <summary><c>trades</c>, <c>bars</c>, <c>windows</c> or <c>book</c>.</summary>
    public string Kind { get; } = kind;

    public string Venue { get; } = venue;

    /// <summary>Its number at the venue.</summary>
    public int Symbol { get; } = symbol;

    /// <summary>Rows inside: what it costs to keep.</summary>
    public int Weight { get; } = weight;

    public ReadOnlyMemory<byte> Json() => _json ??= JsonSerializer.SerializeToUtf8Bytes(payload, payload.GetType(), ProductJson.Options);
}
