using System.ComponentModel.DataAnnotations;

namespace Trading.WebConsole;

/// <summary>How fresh the page is and how many may look. Section <c>Console</c>.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>
    /// Time between two reads of what moves fast (prices, the open candle). Lower is livelier and costs the services more.
    /// </summary>
    [Range(50, 60_000)]
    public int FastPollMs { get; set; } = 400;

    /// <summary>Time between two reads of accounts, orders and service health.</summary>
    [Range(50, 60_000)]
    public int SlowPollMs { get; set; } = 1_000;

    /// <summary>A service that has not answered within this time counts as away.</summary>
    [Range(50, 60_000)]
    public int UpstreamTimeoutMs { get; set; } = 3_000;

    /// <summary>A change that a service has not answered within this time is unknown. A halt waits for its cancels at the venue.</summary>
    [Range(50, 60_000)]
    public int ChangeTimeoutMs { get; set; } = 15_000;

    /// <summary>Silence after which a stream carries a heartbeat, so that a page can tell a quiet system from a lost stream.</summary>
    [Range(100, 60_000)]
    public int HeartbeatMs { get; set; } = 3_000;

    /// <summary>
    /// A stream that does not take an event within this time is closed. Longer is kinder to slow networks, shorter frees memory sooner.
    /// </summary>
    [Range(100, 300_000)]
    public int SlowStreamMs { get; set; } = 15_000;

    /// <summary>Streams open at once; further ones get 503.</summary>
    [Range(1, 100_000)]
    public int MaxStreams { get; set; } = 500;

    /// <summary>Different charts (symbol and interval) refreshed at once; the streams of further ones carry no candles.</summary>
    [Range(1, 1_000)]
    public int MaxCharts { get; set; } = 32;
}
