using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.AppHost.Dashboard;
using Trading.AppHost.Data;
using Trading.AppHost.Model;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Running;

/// <summary>One run of the system, from the choice of its mode until nothing of it is left.</summary>
internal static class SystemRun
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (mode, reason, engine) = await ModeChoice.OfAsync(options.Mode, cancellationToken);
        Console.WriteLine($"Mode: {mode.ToString().ToLowerInvariant()} ({reason})");
        if (mode == RunMode.Embedded && InstalledServers.Missing().Count > 0)
        {
            Console.WriteLine(
                "      infra/servers/install.sh (Debian and Ubuntu) installs PostgreSQL, Redis and RabbitMQ and so brings mode local.");
        }

        if (options.Observers.Receivers.Names is { Length: > 0 } receivers)
        {
            RequireAlertmanager(mode);
            Console.WriteLine($"Alerts: console, {receivers}");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop);
        using var data = DataDirectory.Open(options);
        Describe(options, data);
        OwnerOnlyFolder.CreateForOwnerOnly();
        var ports = new PreferredPorts(options.PortOffset);
        var builder = NewBuilder(options, engine);
        var dashboard = options.Dashboard ? DashboardSettings.Apply(builder.Configuration, data, ports) : null;
        var trading = new TradingModel(builder, mode, options, data, ports, engine);
        Compose(trading, data);
        foreach (var line in ports.Moved)
        {
            Console.WriteLine(line);
        }

        var app = builder.Build();
        await using var supervisor = new Supervisor(app, trading, dashboard, watch);
        var code = await supervisor.RunAsync(stop.Token);
        Console.WriteLine("Stopped.");
        return code;
    }

    /// <summary>Who has named a receiver relies on it: a run that would send it nothing does not start.</summary>
    private static void RequireAlertmanager(RunMode mode)
    {
        if (mode == RunMode.Embedded || (mode == RunMode.Local && !InstalledServers.Has(ServerCatalogue.Alertmanager)))
        {
            throw new WrongUseException(
                "The settings Alerts__... need Alertmanager: mode containers has it, mode local where infra/servers/install.sh has run.");
        }
    }

    private static IDistributedApplicationBuilder NewBuilder(RunOptions options, string? engine)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [],
            AllowUnsecuredTransport = true,
            DashboardApplicationName = "Trading",
            DisableDashboard = !options.Dashboard,
            TrustDeveloperCertificate = false,
        });

        // The prompt comes back when everything is gone. States are printed by us; what Aspire itself cannot do is an error.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["DcpPublisher:ContainerRuntime"] = engine;
        builder.Services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)

            // A start that Ctrl+C ends; other faults end the program.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Aspire.Hosting.Dashboard", LogLevel.Critical)); // A browser that goes away in the middle of a dialog.
        return builder;
    }

    private static void Compose(TradingModel trading, DataDirectory data)
    {
        try
        {
            Topology.Compose(trading);
            ResourceLinks.Add(trading);
            ResourceCommands.Add(trading, data);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException(
                $"The data directory {data.Folder} cannot be used ({fault.Message.TrimEnd('.')}). TRADING_DATA names another.");
        }
    }

    private static void Describe(RunOptions options, DataDirectory data)
    {
        var replay = options.ReplayFile is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", replay of {options.ReplayFile} at speed {options.ReplaySpeed}");
        var venues = options.VenueList.Count == 1 ? "Venue" : "Venues";
        Console.WriteLine($"{venues}: {string.Join(", ", options.VenueList)}, symbols {options.Symbols}{replay}");
        foreach (var venue in options.RealVenues)
        {
            var section = VenueSection.Of(options, venue);
            var live = string.Equals(VenueSection.Read(section, "LiveOrders"), "true", StringComparison.OrdinalIgnoreCase)
                && VenueSection.Read(section, "ApiKey") is { Length: > 0 };
            Console.WriteLine(live
                ? $"LIVE ORDERS ARE ON: orders go to the real venue {venue} with real money."
                : $"Live orders on {venue}: off "
                    + $"(they need {section}ApiKey, {section}ApiSecret and {section}LiveOrders=true in the environment).");
        }

        Console.WriteLine($"Data: {data.Folder}");
        if (options.ReplayFile is not null && data.WasUsed)
        {
            Console.WriteLine(
                "      It holds an earlier run of this session, whose orders and trades are shown. Strategies trade no bar twice: "
                + "delete it to begin again.");
        }

        if (options.ReplayFile is not null && options.ReplaySpeed == RunOptions.MaxSpeed)
        {
            Console.WriteLine("      At speed max the tape does not wait for orders: the venue fills or denies them at later prices.");
        }

        Console.WriteLine($"API keys: {data.KeyFile} (send one as X-Api-Key)");
    }
}
