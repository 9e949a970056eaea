using System.ComponentModel.DataAnnotations;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading;

/// <summary>Paper trading. Section <c>Paper</c>.</summary>
internal sealed class PaperOptions
{
    public const string Section = "Paper";

    /// <summary>Fee of a taker as a fraction of the traded amount; 0.001 is the regular spot fee of large exchanges.</summary>
    [Range(0, 0.1)]
    public decimal TakerFeeRate { get; set; } = 0.001m;

    /// <summary>Fee of a maker as a fraction of the traded amount.</summary>
    [Range(0, 0.1)]
    public decimal MakerFeeRate { get; set; } = 0.001m;

    /// <summary>Fraction of the price by which a paper fill is worse than the trade that causes it.</summary>
    [Range(0, 0.1)]
    public decimal SlippageRate { get; set; } = 0.0001m;

    /// <summary>Time from a decision to the moment its order is active at the venue. Within a bar it is part of the slippage.</summary>
    [Range(0, 60000)]
    public int LatencyMs { get; set; }

    /// <summary>Notional over margin on venues of derivatives; a bracket of the venue may allow less.</summary>
    [Range(1, 125)]
    public decimal Leverage { get; set; } = 1m;

    /// <summary>Part of a position's notional below which equity is liquidated, on venues of derivatives.</summary>
    [Range(0, 1)]
    public decimal MaintenanceMarginRate { get; set; } = 0.005m;

    /// <summary>Quantities are cut down to a multiple of this, base currency. It must suit every traded symbol's lot size.</summary>
    [Range(0.00000001, 1000000)]
    public decimal QuantityStep { get; set; } = 0.001m;

    /// <summary>Account of order execution that promoted strategies trade on.</summary>
    [Required]
    public string LiveAccount { get; set; } = "main";

    /// <summary>
    /// A bar that ended longer ago is not traded on, neither on paper nor live: after an outage bars are made up for, and their prices are
    /// gone. The bars of a replay are never too old.
    /// </summary>
    [Range(1, 86400)]
    public int MaxOrderAgeSeconds { get; set; } = 15;

    /// <summary>Time between two points of an equity curve. Shorter draws finer and stores more.</summary>
    [Range(1, 86400)]
    public int EquityIntervalSeconds { get; set; } = 5;

    /// <summary>
    /// Time without ticks, or without bars beyond their interval, after which readiness says degraded while strategies run. Shorter sees
    /// a broken feed earlier; longer suits symbols that trade seldom.
    /// </summary>
    [Range(1, 86400)]
    public int StaleInputSeconds { get; set; } = 60;

    /// <summary>
    /// Folder of the user's strategies: each <c>.dll</c> is loaded, each <c>.cs</c> compiled where there is a .NET SDK. Empty: none.
    /// Default: <c>strategies</c> in the data folder.
    /// </summary>
    public string StrategiesFolder { get; set; } = DataFolder.PathOf("strategies");

    /// <summary>Time between two looks at the folder for new files.</summary>
    [Range(1, 3600)]
    public int StrategiesPollSeconds { get; set; } = 5;

    /// <summary>
    /// A callback of a strategy that has not returned after this time disables the strategy, and the process restarts without it.
    /// </summary>
    [Range(0.1, 3600)]
    public double CallbackDeadlineSeconds { get; set; } = 5;

    /// <summary>Trades kept per symbol for bars that arrive after the trade that fills their intent.</summary>
    [Range(16, 1000000)]
    public int RecentTradesPerSymbol { get; set; } = 4096;

    /// <summary>Running and stopped strategies together; bounds the cardinality of the label <c>strategy</c>.</summary>
    [Range(1, 1000)]
    public int MaxStrategies { get; set; } = 100;

    /// <summary>Backtests that may wait; one more is refused.</summary>
    [Range(1, 10000)]
    public int MaxQueuedBacktests { get; set; } = 64;

    /// <summary>Bars that one backtest may read; a longer one is refused before it runs.</summary>
    [Range(1, 100000000)]
    public int MaxBacktestBars { get; set; } = 20_000_000;

    [Required]
    public DefaultStrategyOptions Default { get; set; } = new();
}
