using System.ComponentModel.DataAnnotations;

namespace Trading.Exchanges;

/// <summary>
/// The venues that this process talks to. Section <c>Venue</c>. Where a run has several, what belongs to one of them (addresses, keys,
/// live orders) stands under <see cref="Each"/>.
/// </summary>
public sealed class VenueOptions
{
    public const string Section = "Venue";

    private const string DefaultSymbols = "BTCUSDT,ETHUSDT";

    /// <summary>Known venues, separated by commas; each is the <c>venue</c> of its stored rows.</summary>
    [Required]
    public string Name { get; set; } = Contracts.Venues.Simulator;

    /// <summary>Base of REST calls, without a path, instead of the venue's own.</summary>
    public Uri? RestUrl { get; set; }

    /// <summary>Base of market streams, without a path, instead of the venue's own.</summary>
    public Uri? StreamUrl { get; set; }

    /// <summary>Where the account's reports come from, instead of the venue's own address.</summary>
    public Uri? UserStreamUrl { get; set; }

    /// <summary>Symbols in the venue's spelling, separated by commas. Null: <c>BTCUSDT,ETHUSDT</c>.</summary>
    public string? Symbols { get; set; }

    /// <summary>Key of the trading account; null for market data alone.</summary>
    public string? ApiKey { get; set; }

    /// <summary>HMAC secret of the trading account.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>Orders go to a real venue only when this is set as well as the keys. The simulator needs no switch.</summary>
    public bool LiveOrders { get; set; }

    /// <summary>
    /// Share of the venue's weight limit that market data and downloads leave to orders, so that a long backfill never gets an
    /// order refused. More is safer for orders, less heals faster. Null: 0.1.
    /// </summary>
    [Range(0, 0.9)]
    public double? OrdersWeightReserve { get; set; }

    /// <summary>Settings of single venues by name; <c>_</c> may stand for <c>-</c>. They come before those above.</summary>
    public Dictionary<string, VenueOptions> Each { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Names => Split(Name);

    /// <summary>The names in a setting as it is written; those of the default where there is none.</summary>
    public static IReadOnlyList<string> NamesOf(string? setting) => Split(setting ?? Contracts.Venues.Simulator);

    public IReadOnlyList<string> SymbolList() =>
        [.. Split(Symbols ?? DefaultSymbols).Select(symbol => symbol.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>The settings of one venue. Of several venues none inherits an address, a key or the switch of live orders.</summary>
    public VenueOptions Of(string name)
    {
        var own = Each.FirstOrDefault(each => IsKeyOf(each.Key, name)).Value;
        var shared = Names.Count > 1 ? null : this;
        return new VenueOptions
        {
            Name = name,
            RestUrl = own?.RestUrl ?? shared?.RestUrl,
            StreamUrl = own?.StreamUrl ?? shared?.StreamUrl,
            UserStreamUrl = own?.UserStreamUrl ?? shared?.UserStreamUrl,
            Symbols = own?.Symbols ?? Symbols,
            ApiKey = own?.ApiKey ?? shared?.ApiKey,
            ApiSecret = own?.ApiSecret ?? shared?.ApiSecret,
            LiveOrders = own?.LiveOrders ?? shared?.LiveOrders ?? false,
            OrdersWeightReserve = own?.OrdersWeightReserve ?? OrdersWeightReserve ?? 0.1,
        };
    }

    internal static bool IsKeyOf(string key, string name) =>
        string.Equals(key.Replace('_', '-'), name, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
