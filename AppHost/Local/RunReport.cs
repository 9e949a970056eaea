using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Trading.AppHost.Local;

/// <summary>Tells the user what runs: a live table on a terminal, plain lines elsewhere.</summary>
public sealed class RunReport : IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _writing = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly bool _live = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
    private volatile bool _showing;

    public void Changed(SupervisedResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        _news.Release();
        if (_showing && _live)
        {
            return;
        }

        lock (_writing)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[{_watch.Elapsed.TotalSeconds,6:0.0} s] {resource.Resource.Name} {Text(resource.State)}{Detail(resource)}"));
        }
    }

    /// <summary>The table of resources and what to open.</summary>
    public void Started(IReadOnlyList<SupervisedResource> resources, string open)
    {
        ArgumentNullException.ThrowIfNull(resources);
        lock (_writing)
        {
            if (!_live)
            {
                Console.WriteLine();
                Console.WriteLine($"{"RESOURCE",-20}{"KIND",-10}{"STATE",-12}URL");
                foreach (var resource in resources)
                {
                    Console.WriteLine($"{resource.Resource.Name,-20}{resource.Resource.Kind,-10}{Text(resource.State),-12}{resource.Resource.Url}");
                }
            }

            Console.WriteLine();
            Console.WriteLine($"Open {open} in a browser. Ctrl+C stops everything.");
        }
    }

    /// <summary>Shows states until cancelled.</summary>
    public async Task ShowAsync(IReadOnlyList<SupervisedResource> resources, CancellationToken cancellationToken)
    {
        _showing = true;
        try
        {
            if (!_live)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            await AnsiConsole.Live(Table(resources)).StartAsync(async context =>
            {
                while (true)
                {
                    await _news.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
                    context.UpdateTarget(Table(resources));
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
        finally
        {
            _showing = false;
        }
    }

    public void Dispose() => _news.Dispose();

    private static Table Table(IReadOnlyList<SupervisedResource> resources)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Resource", "Kind", "State", "Restarts", "URL");
        foreach (var resource in resources)
        {
            var colour = resource.State switch
            {
                ResourceState.Ready => "green",
                ResourceState.Waiting or ResourceState.Starting => "yellow",
                ResourceState.Stopped => "grey",
                _ => "red",
            };
            table.AddRow(
                Markup.Escape(resource.Resource.Name),
                resource.Resource.Kind,
                $"[{colour}]{Text(resource.State)}[/]",
                resource.Restarts.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(resource.Resource.Url));
        }

        return table;
    }

    private static string Text(ResourceState state) => state.ToString().ToLowerInvariant();

    private static string Detail(SupervisedResource resource) => resource.State switch
    {
        ResourceState.Ready => $"  {resource.Resource.Url}",
        ResourceState.Restarting or ResourceState.Refused => $" ({resource.Fault}; log: {resource.Resource.Process.LogFile})",
        _ => "",
    };
}
