namespace Trading.WebConsole.Live;

/// <summary>Names of what the stream carries; each is an event of that name whose data is a <see cref="TopicValue"/>.</summary>
internal static class Topics
{
    public const string Services = "services";
    public const string Prices = "prices";
    public const string Feeds = "feeds";
    public const string Paper = "paper";
    public const string Orders = "orders";
    public const string Positions = "positions";
    public const string Risk = "risk";
    public const string Venues = "venues";
    public const string Strategies = "strategies";
    public const string Alerts = "alerts";
    public const string Alertmanager = "alertmanager";
    public const string Replay = "replay";
    public const string Bars = "bars";
    public const string Beat = "beat";
}
