namespace Trading.AppHost.Local;

/// <summary>Starts resources in the order of their needs, starts again what ends by itself, and stops all in the reverse order.</summary>
public sealed class Supervisor : IAsyncDisposable
{
    private readonly ProcessWatchdog _watchdog = new();
    private readonly List<SupervisedResource> _resources = [];
    private readonly Dictionary<string, SupervisedResource> _byName = new(StringComparer.Ordinal);

    /// <param name="changed">Called at every change of a state, from any thread.</param>
    public Supervisor(IEnumerable<LocalResource> resources, Action<SupervisedResource> changed)
    {
        ArgumentNullException.ThrowIfNull(resources);
        foreach (var resource in resources)
        {
            var needs = resource.Needs.Where(_byName.ContainsKey).Select(name => _byName[name]).ToArray();
            var supervised = new SupervisedResource(resource, needs, _watchdog, changed);
            _resources.Add(supervised);
            _byName.Add(resource.Name, supervised);
        }
    }

    /// <summary>In the order of their needs.</summary>
    public IReadOnlyList<SupervisedResource> Resources => _resources;

    public ProcessWatchdog Watchdog => _watchdog;

    public void Start()
    {
        foreach (var resource in _resources)
        {
            resource.Start();
        }
    }

    /// <summary>Completes once every resource has been ready once.</summary>
    public Task AllReadyAsync() => Task.WhenAll(_resources.Select(resource => resource.WasReady));

    /// <summary>Completes with the first service that cannot start.</summary>
    public async Task<SupervisedResource> RefusalAsync()
    {
        var first = await Task.WhenAny(_resources.Select(resource => resource.Refusal));
        return _resources.First(resource => resource.Refusal == first);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever is needed by nobody that still runs may stop: services drain while their servers are there.
        await Task.WhenAll(_resources.Select(StopAfterDependentsAsync));
        _watchdog.Dispose();
    }

    private async Task StopAfterDependentsAsync(SupervisedResource resource)
    {
        resource.DoNotRestart();
        await Task.WhenAll(_resources.Where(other => other.Resource.Needs.Contains(resource.Resource.Name)).Select(other => other.Stopped));
        await resource.StopAsync();
    }
}
