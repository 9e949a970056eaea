using System.Diagnostics;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>The activity source of what every service shares.</summary>
internal static class PlatformActivity
{
    public const string Name = "Trading.ServiceDefaults";

    public static readonly ActivitySource Source = new(Name);
}
