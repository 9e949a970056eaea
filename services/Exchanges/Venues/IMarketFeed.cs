using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Venues;

/// <summary>A venue's live market data: which streams there are, how they are asked for and what their frames mean. Pure.</summary>
public interface IMarketFeed
{
    /// <summary>The kinds of stream that every symbol has.</summary>
    /// <param name="aggregates">The trade stream is the one of aggregates.</param>
    IReadOnlyList<StreamKind> Kinds(bool aggregates);

    /// <summary>Kinds of the same path may share a connection.</summary>
    string PathOf(StreamKind kind);

    /// <summary>A stream's name in the venue's spelling, such as <c>btcusdt@trade</c>.</summary>
    string NameOf(StreamKind kind, string symbol);

    /// <summary>Where a connection for these streams is opened.</summary>
    /// <param name="path">As <see cref="PathOf"/> gives it.</param>
    Uri AddressOf(Uri streamUrl, string path, IEnumerable<string> streams);

    /// <summary>Commands that a new connection sends; none where its address names the streams.</summary>
    IEnumerable<byte[]> Opening(IReadOnlyCollection<string> streams);

    /// <param name="id">Of the command; unique on its connection.</param>
    byte[] Subscribe(IEnumerable<string> streams, long id);

    byte[] Unsubscribe(IEnumerable<string> streams, long id);

    /// <summary>A parser for one connection.</summary>
    IFrameParser CreateParser(SymbolTable symbols, bool aggregates);
}
