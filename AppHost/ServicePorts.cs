namespace Trading.AppHost;

/// <summary>The services by name, each with the port that it wishes for.</summary>
internal static class ServicePorts
{
    public const string Simulator = "exchange-simulator";
    public const string Console = "console";

    public static IReadOnlyDictionary<string, int> All { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [Simulator] = 8090,
        ["market-data"] = 8081,
        ["downloader"] = 8082,
        ["paper-trading"] = 8083,
        ["order-execution"] = 8084,
        ["scanner"] = 8085,
        [Console] = 8080,
    };
}
