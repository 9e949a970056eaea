using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Flow;

/// <summary>Whatever besides frames goes through the one channel, so that the processing thread alone touches the pipelines.</summary>
internal abstract record PipelineCommand
{
    private PipelineCommand()
    {
    }

    /// <summary>Time has passed.</summary>
    /// <param name="At">UTC ticks when it was sent: whatever had been read by then is ahead of it in the channel.</param>
    public sealed record Pulse(long At) : PipelineCommand;

    /// <summary>The venue's newest trade of a symbol whose stream is silent.</summary>
    /// <param name="AskedAt">UTC ticks of our clock.</param>
    public sealed record VenueHead(int Symbol, long LatestId, long ExchangeTicks, long AskedAt) : PipelineCommand;

    /// <summary>The venue cannot give the missing ids of this gap.</summary>
    public sealed record GiveUp(int Symbol, Guid GapId, string Reason) : PipelineCommand;

    /// <summary>A connection without a predecessor is open: what its streams said before does not join what comes now.</summary>
    public sealed record Restarted(PlannedConnection Connection, long At) : PipelineCommand;

    /// <summary>A snapshot that a book has asked for.</summary>
    /// <param name="Epoch">Of the book, when the snapshot was requested.</param>
    public sealed record Book(int Symbol, DepthSnapshot Snapshot, int Epoch) : PipelineCommand;

    /// <summary>Trades of one symbol that were fetched, not streamed.</summary>
    public sealed record Fetched(int Symbol, Tick[] Trades) : PipelineCommand;
}
