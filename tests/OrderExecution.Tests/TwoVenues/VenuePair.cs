namespace Trading.OrderExecution.Tests.TwoVenues;

/// <summary>Two venues in memory that one host trades at.</summary>
internal sealed class VenuePair(string first = VenuePair.FirstName, string second = VenuePair.SecondName)
{
    public const string FirstName = "simulator-spot";
    public const string SecondName = "simulator-usdm";

    public ScriptedVenue First { get; } = new() { Name = first };

    public ScriptedVenue Second { get; } = new() { Name = second };

    public SilentUserStream SecondReports { get; } = new();

    public Task<OrdersHost> StartAsync(string? folder = null, bool secondTakesOrders = true, params string[] settings) =>
        OrdersHost.StartAsync(
        known => known.Description.Name == first ? new SubstituteVenue(known, First, new SilentUserStream())
            : known.Description.Name == second
                ? new SubstituteVenue(known, Second, SecondReports)
                {
                    Description = known.Description with { TakesOrders = secondTakesOrders },
                }
            : known,
        statesRules: true,
        folder,
        postgres: null,
        withPrice: true,
        time: null,
        [
            $"--Venue:Name={first},{second}", "--Readiness:CacheMs=0", .. Keys(first), .. Keys(second), .. settings,
        ]);

    public static object Order(
        string clientOrderId, string? venue, string? price = null, string quantity = "0.01", string route = "auto")
    {
        var type = price is null ? "market" : "limit";
        return new { clientOrderId, venue, symbol = "BTCUSDT", side = "buy", type, quantity, price, route };
    }

    private static string[] Keys(string venue) => [$"--Venue:Each:{venue}:ApiKey=key", $"--Venue:Each:{venue}:ApiSecret=secret"];
}
