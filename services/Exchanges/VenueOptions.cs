using System.ComponentModel.DataAnnotations;

namespace Trading.Exchanges;

/// <summary>The venue that this process talks to. Section <c>Venue</c>.</summary>
public sealed class VenueOptions
{
    public const string Section = "Venue";

    /// <summary>Of a known venue; the <c>venue</c> of every stored row.</summary>
    [Required]
    public string Name { get; set; } = Contracts.Venues.Simulator;

    /// <summary>Base of REST calls, without a path, instead of the venue's own.</summary>
    public Uri? RestUrl { get; set; }

    /// <summary>Base of market streams, without a path, instead of the venue's own.</summary>
    public Uri? StreamUrl { get; set; }

    /// <summary>Symbols in the venue's spelling, separated by commas.</summary>
    [Required]
    public string Symbols { get; set; } = "BTCUSDT,ETHUSDT";

    /// <summary>Key of the trading account; null for market data alone.</summary>
    public string? ApiKey { get; set; }

    /// <summary>HMAC secret of the trading account.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>Orders go to a real venue only when this is set as well as the keys. The simulator needs no switch.</summary>
    public bool LiveOrders { get; set; }

    /// <summary>
    /// Share of the venue's weight limit that market data and downloads leave to orders, so that a long backfill never gets an
    /// order refused. More is safer for orders, less heals faster.
    /// </summary>
    [Range(0, 0.9)]
    public double OrdersWeightReserve { get; set; } = 0.1;

    public IReadOnlyList<string> SymbolList() =>
        [.. Symbols.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => s.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
}
