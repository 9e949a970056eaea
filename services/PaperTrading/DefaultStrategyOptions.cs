using System.ComponentModel.DataAnnotations;

namespace Trading.PaperTrading;

/// <summary>
/// The strategy that the first start creates and runs, over all configured symbols of the first venue. It is there to be seen working, not
/// to earn: its
/// periods are seconds so that it trades within a minute of any tape. Section <c>Paper:Default</c>.
/// </summary>
internal sealed class DefaultStrategyOptions
{
    public bool Enabled { get; set; } = true;

    [Required]
    public string Interval { get; set; } = "1s";

    /// <summary>Bars of the fast average.</summary>
    [Range(1, 10000)]
    public int Fast { get; set; } = 3;

    /// <summary>Bars of the slow average.</summary>
    [Range(2, 10000)]
    public int Slow { get; set; } = 9;

    /// <summary>Part of the cash that one entry spends.</summary>
    [Range(0.0001, 1)]
    public decimal CashFraction { get; set; } = 0.02m;

    /// <summary>Initial cash, quote currency.</summary>
    [Range(1, 1e12)]
    public decimal Cash { get; set; } = 100_000m;

    /// <summary>Whether its intents also become real orders. Unset: only when the venue is simulated and takes orders.</summary>
    public bool? Promoted { get; set; }
}
