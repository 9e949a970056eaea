using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>Stops services before the servers that they use.</summary>
internal sealed class OrderedStop(DistributedApplication app, TradingModel trading)
{
    /// <summary>Longer than a service may take to drain.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(40);

    private readonly ResourceNotificationService _notifications = app.Services.GetRequiredService<ResourceNotificationService>();
    private readonly ResourceCommandService _commands = app.Services.GetRequiredService<ResourceCommandService>();

    /// <param name="inOrder">False while resources are still being made: then Aspire alone knows what there is to stop.</param>
    public async Task RunAsync(IEnumerable<IResource> resources, bool inOrder)
    {
        Console.WriteLine("Stopping ...");
        using var patience = new CancellationTokenSource(LongestDrain);
        try
        {
            await Task.WhenAll(trading.Services.Where(_ => inOrder).Select(service => StopAsync(service.Name, patience.Token)));
            await Task.WhenAll(resources.Where(_ => inOrder).Select(resource => StopAsync(resource.Name, patience.Token)));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Not everything ended within {LongestDrain.TotalSeconds} s: what is left is killed."));
        }

        await app.StopAsync(CancellationToken.None);
    }

    private async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        var id = _notifications.TryGetCurrentState(name, out var current) ? current.ResourceId : name;
        if (current?.Snapshot.State?.Text is { } state && state != KnownResourceStates.Running && state != KnownResourceStates.Starting)
        {
            return;
        }

        // The command itself returns seconds after the resource has ended.
        var ended = _notifications.WaitForResourceAsync(name, KnownResourceStates.TerminalStates, cancellationToken);
        await await Task.WhenAny(ended, StopAndWaitAsync());

        async Task StopAndWaitAsync()
        {
            await _commands.ExecuteCommandAsync(id, KnownResourceCommands.StopCommand, cancellationToken);
            await ended;
        }
    }
}
