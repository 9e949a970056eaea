using System.ComponentModel.DataAnnotations;
using Trading.Contracts;

namespace Trading.OrderExecution;

/// <summary>How orders are executed. Section <c>Orders</c>. Risk limits are not here: they are set at run time and stored.</summary>
internal sealed class OrdersOptions
{
    public const string Section = "Orders";

    /// <summary>The one account at the venue: that of the configured keys. No order of another account goes there.</summary>
    [Required]
    public string Account { get; set; } = "main";

    /// <summary>
    /// More accounts of the internal book, separated by commas. Each has limits of its own, so each widens what can be held in all.
    /// </summary>
    [RegularExpression("[A-Za-z0-9_.:, -]*", ErrorMessage = "Orders:InternalAccounts is a list of names, separated by commas.")]
    public string InternalAccounts { get; set; } = string.Empty;

    /// <summary>Currency in which equity, margin and exposure are stated.</summary>
    [Required]
    public string QuoteCurrency { get; set; } = "USDT";

    /// <summary>Where an order of route <c>auto</c> goes: <c>Abook</c> or <c>Bbook</c>.</summary>
    public OrderRoute DefaultRoute { get; set; } = OrderRoute.Abook;

    /// <summary>Half spread of the internal book around the reference price, as a part of it.</summary>
    [Range(0, 0.1)]
    public decimal InternalSpreadRatio { get; set; } = 0.0005m;

    /// <summary>
    /// The venue refuses an order that reaches it later than this after it was signed. Shorter resolves unknown orders sooner.
    /// </summary>
    [Range(100, 60_000)]
    public int RecvWindowMs { get; set; } = 5000;

    /// <summary>An answer later than this is an unknown outcome. The venue's own back end gives up after 10 s.</summary>
    [Range(100, 60_000)]
    public int RequestTimeoutMs { get; set; } = 10_000;

    /// <summary>An order that could not be sent this soon after it was stored is not sent any more.</summary>
    [Range(100, 60_000)]
    public int MaxSendDelayMs { get; set; } = 2000;

    /// <summary>How often open orders are compared with the venue while the user data stream is up.</summary>
    [Range(100, 600_000)]
    public int PollIntervalMs { get; set; } = 5000;

    /// <summary>The same while it is down, and while any outcome is unknown.</summary>
    [Range(50, 600_000)]
    public int PollWithoutStreamMs { get; set; } = 1000;

    /// <summary>How often balances are read; they cost weight at the venue.</summary>
    [Range(500, 600_000)]
    public int AccountSyncIntervalMs { get; set; } = 5000;

    /// <summary>An order whose outcome takes longer than this misses the objective.</summary>
    [Range(1, 60_000)]
    public int SloThresholdMs { get; set; } = 100;

    /// <summary>Old name of <c>Venue:UserStreamUrl</c>, which comes before it; for runs of one venue, in this version for the last
    /// time.</summary>
    public Uri? UserStreamUrl { get; set; }

    public IReadOnlyList<string> InternalAccountList() =>
        InternalAccounts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
