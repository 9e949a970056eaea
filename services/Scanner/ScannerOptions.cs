using System.ComponentModel.DataAnnotations;

namespace Trading.Scanner;

/// <summary>The opportunity scanner. Section <c>Scanner</c>.</summary>
internal sealed class ScannerOptions
{
    public const string Section = "Scanner";

    /// <summary>Time between two scans of all symbols; 0 scans on request only.</summary>
    [Range(0, 86400)]
    public int PeriodSeconds { get; set; } = 10;

    /// <summary>
    /// Bars that features are computed from. Seconds make the simulator's tape visible at once; use minutes or hours to trade on.
    /// </summary>
    [Required]
    public string Interval { get; set; } = "1s";

    /// <summary>Longer sees slower moves and reacts later.</summary>
    [Range(20, 10000)]
    public int LookbackBars { get; set; } = 120;

    /// <summary>Age of the newest bar at which confidence is 0.</summary>
    [Range(1, 1e9)]
    public double MaxAgeSeconds { get; set; } = 60;

    /// <summary>
    /// Time without a newer bar of any symbol, beyond the interval and the period, after which readiness says degraded. Shorter sees a
    /// broken feed earlier; longer suits symbols that trade seldom.
    /// </summary>
    [Range(1, 86400)]
    public int StaleInputSeconds { get; set; } = 60;

    /// <summary>A signal is raised from this score on, 0 to 100.</summary>
    [Range(0, 100)]
    public double SignalScore { get; set; } = 60;

    /// <summary>A signal is raised from this confidence on, 0 to 1.</summary>
    [Range(0, 1)]
    public double SignalConfidence { get; set; } = 0.3;
}
