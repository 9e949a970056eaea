using System.Text.Json;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.AllInOne.Tests.SecondVenue;

/// <summary>The venue of <see cref="HarborExchange"/>: what it is, as data, and its feed.</summary>
internal sealed class HarborVenue(Uri url) : IVenue, IMarketFeed
{
    public VenueDescription Description { get; } = new()
    {
        Name = "harbor",
        Exchange = "HARBOR",
        Market = "spot",
        RestUrl = url,
        StreamUrl = new UriBuilder(url) { Scheme = "ws" }.Uri,
        UserStreamUrl = new Uri("/reports", UriKind.Relative),
        TakesOrders = true,
        BookRule = BookRule.FirstIdFollows,
        MaxBookLevels = 10,
        BarsPerRequest = 100,
        TradesPerRequest = 500,
        WeightPerMinute = 1200,
        Streams = new StreamLimits(20, TimeSpan.FromSeconds(30), StreamsPerConnection: 30, Attempts: 100, TimeSpan.FromMinutes(1)),
    };

    public IMarketFeed Feed => this;

    public IVenueHistory CreateHistory(VenueLink link, VenueServices services) => new HarborHistory(link, services);

    public OrderEntry CreateOrders(TradingSettings settings, WeightGate gate, ServerClock clock, VenueServices services) =>
        new(new HarborOrders(settings, services), new HarborReports(settings));

    public IReadOnlyList<StreamKind> Kinds(bool aggregates) => [StreamKind.Trade, StreamKind.BookTicker, StreamKind.Depth];

    public string PathOf(StreamKind kind) => "/stream";

    public string NameOf(StreamKind kind, string symbol) => kind switch
    {
        StreamKind.BookTicker => "top.",
        StreamKind.Depth => "ladder.",
        _ => "prints.",
    } + symbol;

    public Uri AddressOf(Uri streamUrl, string path, IEnumerable<string> streams) => new(streamUrl, path);

    public IEnumerable<byte[]> Opening(IReadOnlyCollection<string> streams) => [Subscribe(streams, 0)];

    public byte[] Subscribe(IEnumerable<string> streams, long id) => JsonSerializer.SerializeToUtf8Bytes(new { join = streams });

    public byte[] Unsubscribe(IEnumerable<string> streams, long id) =>
        JsonSerializer.SerializeToUtf8Bytes(new { join = Array.Empty<string>() });

    public IFrameParser CreateParser(SymbolTable symbols, bool aggregates) => new HarborParser(symbols);
}
