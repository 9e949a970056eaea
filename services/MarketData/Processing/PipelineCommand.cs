using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Processing;

/// <summary>Whatever besides frames goes through the one channel, so that the processing thread alone touches the pipelines.</summary>
public abstract record PipelineCommand
{
    private PipelineCommand()
    {
    }

    /// <summary>Time has passed.</summary>
    public sealed record Pulse : PipelineCommand
    {
        public static Pulse Instance { get; } = new();
    }

    /// <summary>The venue's newest trade of a symbol whose stream is silent.</summary>
    public sealed record VenueHead(int Symbol, long LatestId, long ExchangeTicks) : PipelineCommand;

    /// <summary>What is missing of this hole cannot be had.</summary>
    public sealed record GiveUp(int Symbol, Guid GapId, string Reason) : PipelineCommand;

    /// <summary>A connection without a predecessor is open: what its streams said before does not join what comes now.</summary>
    public sealed record Restarted(IReadOnlyList<int> Symbols) : PipelineCommand;

    /// <summary>A snapshot that a book has asked for.</summary>
    /// <param name="Epoch">Of the book, when the snapshot was requested.</param>
    public sealed record Book(int Symbol, DepthSnapshot Snapshot, int Epoch) : PipelineCommand;

    /// <summary>Trades of one symbol that were fetched, not streamed.</summary>
    public sealed record Fetched(int Symbol, Tick[] Trades) : PipelineCommand;
}
