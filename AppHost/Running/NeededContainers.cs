using System.Collections.Concurrent;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>The containers that services wait for: a start has no end without one of them.</summary>
internal sealed class NeededContainers(TradingModel trading)
{
    private readonly ConcurrentDictionary<string, bool> _tried = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _absent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when all of them have been tried and one could not be started.</summary>
    public Task Absent => _absent.Task;

    /// <summary>What a person can do; null while none is absent.</summary>
    public string? Hint
    {
        get
        {
            var absent = _tried.Where(tried => !tried.Value).Select(tried => tried.Key).Order(StringComparer.Ordinal).ToList();
            return absent.Count == 0
                ? null
                : $"Services wait for containers that could not be started: {string.Join(", ", absent)}. "
                    + $"Name an image that this machine has, as in Images__{absent[0]}=NAME, or use --mode local or --mode embedded.";
        }
    }

    public void Tried(IResource resource, bool hasRun)
    {
        var needed = trading.Services
            .SelectMany(service => service.Resource.Resource.Annotations.OfType<WaitAnnotation>(), (_, wait) => wait.Resource)
            .OfType<ContainerResource>().Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        if (!needed.Contains(resource.Name))
        {
            return;
        }

        _tried[resource.Name] = hasRun;
        if (needed.All(_tried.ContainsKey) && _tried.Values.Contains(false))
        {
            _absent.TrySetResult();
        }
    }
}
