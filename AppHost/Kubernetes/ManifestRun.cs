using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.AppHost.Data;
using Trading.AppHost.Model;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Kubernetes;

/// <summary>Writes the deployment by Aspire's publish pipeline, from the topology that runs on a machine.</summary>
internal static class ManifestRun
{
    public static async Task<int> RunAsync(
        string folder, string registry, string tag, ObserverSettings settings, CancellationToken cancellationToken)
    {
        var builder = NewBuilder(folder, settings);
        var cluster = new Cluster(registry, tag);
        builder.AddResource(cluster).WithInitialState(
            new CustomResourceSnapshot { ResourceType = "Kubernetes", Properties = [], IsHidden = true });
        await using var app = builder.Build();
        await app.RunAsync(cancellationToken);
        if (cluster.Written == 0)
        {
            await Console.Error.WriteLineAsync($"No manifest was written to {folder}.");
            return 1;
        }

        Console.WriteLine($"Wrote {cluster.Written} files to {folder}. README.md there says what to run, in order.");
        return 0;
    }

    /// <summary>The same files, without writing them.</summary>
    public static async Task<SortedDictionary<string, string>> FilesAsync(
        string registry, string tag, ObserverSettings? settings = null)
    {
        var builder = NewBuilder(Path.GetTempPath(), settings ?? ObserverSettings.None);
        await using var app = builder.Build();
        return await ManifestFiles.OfAsync(
            app.Services.GetRequiredService<DistributedApplicationModel>(), builder.ExecutionContext, new Images(registry, tag));
    }

    private static IDistributedApplicationBuilder NewBuilder(string folder, ObserverSettings settings)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--operation", "publish", "--step", "publish", "--output-path", folder],
            AssemblyName = typeof(ManifestRun).Assembly.GetName().Name,
            DisableDashboard = true,
        });
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        var options = new RunOptions { Observers = settings };
        Topology.Compose(new TradingModel(builder, RunMode.Containers, options, data: null, new PreferredPorts(0)));
        return builder;
    }
}
