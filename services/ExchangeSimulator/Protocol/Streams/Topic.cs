using System.Text;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>One stream of one market, such as <c>btcusdt@trade</c>, and how many connections want it in which form.</summary>
internal sealed class Topic(MarketKind kind, string name, int index)
{
    public MarketKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Dense number, by which a connection marks what it has subscribed to.</summary>
    public int Index { get; } = index;

    /// <summary>What precedes the payload in a combined stream.</summary>
    public byte[] CombinedPrefix { get; } = Encoding.UTF8.GetBytes($"{{\"stream\":\"{name}\",\"data\":");

    /// <summary>Called when it gets its first listener or loses its last.</summary>
    public Action? WantedChanged { get; set; }

    public int RawSubscribers { get; set; }

    public int CombinedSubscribers { get; set; }

    public bool IsWanted => RawSubscribers + CombinedSubscribers > 0;

    /// <summary>Frames encoded for it so far, over all clients.</summary>
    public long Frames { get; set; }
}
