using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Logs;

internal static class LogRegistration
{
    /// <summary>Levels unless the configuration's <c>Logging:LogLevel</c> says otherwise.</summary>
    private static readonly Dictionary<string, string?> DefaultLevels = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
    };

    public static void AddLogs(this WebApplicationBuilder builder, ServiceIdentity identity, IReadOnlyList<IModule> modules)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        builder.Logging.ClearProviders();

        // What the log pipeline itself cannot do is said on standard error; it never throws into the code that logs.
        Serilog.Debugging.SelfLog.Enable(text => Console.Error.WriteLine(SecretText.Redact(InOneLine(text))));
        builder.Services.AddSingleton(new ServiceNames(identity, modules));

        // Not the checked options: a logger is made before the check, which tells all sections' errors at once.
        var options = builder.Configuration.ReadNow<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddSingleton(services => new LogBudget(options, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<LogMetrics>();
        builder.Services.AddSingleton<LogOutput>();
        builder.Services.AddSingleton<ILoggerProvider>(services =>
        {
            var names = services.GetRequiredService<ServiceNames>();
            var sinks = new List<ILogEventSink> { new JsonConsoleSink(services.GetRequiredService<LogOutput>().Stream, names) };
            foreach (var destination in OtlpDestination.OfLogs(builder.Configuration))
            {
                sinks.Add(OtlpLogSink.To(destination, identity, names, builder.Configuration));
            }

            var (metrics, budget) = (services.GetRequiredService<LogMetrics>(), services.GetRequiredService<LogBudget>());
            var pipeline = new LogPipeline(names, metrics, budget, sinks);
            return new Serilog.Extensions.Logging.SerilogLoggerProvider(
                new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(pipeline).CreateLogger(),
                dispose: true);
        });
    }

    /// <summary>What failed and by which error, without its stack: an unreachable receiver fails again and again.</summary>
    private static string InOneLine(string text) => string.Join(' ', text.Split('\n').Take(2)).TrimEnd();
}
