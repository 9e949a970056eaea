using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Trading.AppHost.Data;

namespace Trading.AppHost;

/// <summary>Follows the options in the help: the environment variables that AppHost reads, and whose <c>--no-build</c> is whose.</summary>
internal sealed class HelpText(HelpAction options) : SynchronousCommandLineAction
{
    private static readonly (string Name, string Meaning)[] Variables =
    [
        ("TRADING_DATA", "folder for data and API keys; default: .data in the repository"),
        ("TRADING_PORT_OFFSET", $"added to every port, 0 to {PreferredPorts.HighestOffset}; default: 0"),
        ("Venue__ApiKey", "API key of the account at a real venue; default: none, no orders are sent"),
        ("Venue__ApiSecret", "HMAC secret of the same account; default: none"),
        ("Venue__LiveOrders", "true sends orders with real money to a real venue; default: false"),
        ("Venue__Each__VENUE__KEY", "where a run has several venues: these of one, such as Venue__Each__simulator_usdm__Symbols"),
        ("Images__NAME", "image of a server in mode containers, such as Images__postgres=repository:tag; default: the public one"),
        ("Telemetry__CollectorUrl", "OpenTelemetry collector of your own (OTLP over HTTP); default: that of mode containers, else none"),
        ("Telemetry__Sampler", "which traces the dashboard gets: Always, Never, Ratio or RateLimited; default: RateLimited"),
        ("Telemetry__TracesPerSecond", "of RateLimited, for each service; default: 1"),
        ("Telemetry__MetricsToken", "token that /metrics wants and Prometheus sends; default: none"),
        ("Alerts__SlackUrl", "incoming webhook of Slack that gets critical alerts and warnings; default: only the console gets them"),
        ("Alerts__WebhookUrl", "URL that gets them as Alertmanager's JSON, with Alerts__WebhookToken as its bearer token; default: none"),
        ("Alerts__MailTo", "addresses that get them, separated by commas; default: none"),
        ("Alerts__MailServer", "host:port that takes the mail, such as mail.example.org:587; TLS is required off this machine"),
        ("Alerts__MailFrom", "sender of the mail; default: the first address of Alerts__MailTo"),
        ("Alerts__MailUser", "user at the mail server, with Alerts__MailPassword; default: none"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "sends telemetry there instead of to the dashboard; default: none"),
        ("SECTION__KEY", "any setting of a service, such as Paper__TakerFeeRate=0.00075; the README lists the sections"),
    ];

    /// <summary>Help is for a command line that is not complete yet, too.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = options.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Environment variables:");
        foreach (var (name, meaning) in Variables)
        {
            output.WriteLine($"  {name,-29}{meaning}");
        }

        output.WriteLine();
        output.WriteLine("Before and after the --:");
        output.WriteLine("  dotnet run --no-build --project AppHost -- --no-build");
        output.WriteLine(
            "  The first --no-build is dotnet's: it starts what was built before. The second is AppHost's and changes nothing:");
        output.WriteLine("  AppHost builds nothing itself, services start as dotnet has built them.");
        return code;
    }
}
