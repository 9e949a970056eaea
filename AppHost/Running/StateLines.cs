using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>One line for each change of a resource's state, and the table of all.</summary>
internal sealed partial class StateLines(Stopwatch watch)
{
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wereReady = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);

    /// <summary>Whether the line that was printed last for each of them says that it is ready.</summary>
    public bool AreReady(IEnumerable<Service> services) => services.All(service => _ready.Contains(service.Name));

    /// <param name="isStopping">What still waited is then cancelled, which Aspire calls a failed start.</param>
    public void Changed(ResourceEvent change, ResourceNotificationService notifications, bool isStopping)
    {
        var state = StateOf(change.Snapshot) is "failed" && isStopping ? "stopped" : StateOf(change.Snapshot);
        var missing = state == "waiting" ? string.Join(", ", MissingNeeds(change.Resource, notifications)) : "";
        var text = missing.Length > 0 ? $"waiting for {missing}" : state switch
        {
            "waiting" => "starting",
            "not ready" when ReasonOf(change.Snapshot) is { Length: > 0 } reason => $"not ready ({reason})",
            "not ready" when _wereReady.Contains(change.ResourceId) is false => "starting",
            _ => state,
        };
        _ = state == "ready" ? _ready.Add(change.Resource.Name) : _ready.Remove(change.Resource.Name);
        if (state == "ready")
        {
            _wereReady.Add(change.ResourceId);
        }

        // A reason may count: that is no change.
        var shown = Counted().Replace(text, "");
        if (_shown.GetValueOrDefault(change.ResourceId) != shown && (text != "failed" || change.Resource is not ContainerResource))
        {
            _shown[change.ResourceId] = shown;
            Write(change.Resource.Name, state == "ready" ? $"ready  {Url(change.Snapshot)}" : text);
        }
    }

    public void Restarting(ResourceEvent change, TimeSpan pause)
    {
        var end = change.Snapshot.ExitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with code {code}")
            : "did not start";
        Write(change.Resource.Name, string.Create(CultureInfo.InvariantCulture, $"restarting in {pause.TotalSeconds:0.0} s ({end})"));
    }

    public void Failed(IResource container, string reason)
    {
        var image = container.TryGetContainerImageName(out var name) ? name : "its image";
        Write(container.Name, $"failed: no container of {image} could be started: {reason}");
    }

    public void Table(IReadOnlyList<Service> services, ResourceNotificationService notifications, IEnumerable<IResource> resources)
    {
        var table = new StringBuilder($"{Environment.NewLine}{"RESOURCE",-20}{"KIND",-11}{"STATE",-12}URL{Environment.NewLine}");
        foreach (var resource in resources)
        {
            var snapshot = notifications.TryGetCurrentState(resource.Name, out var current) ? current.Snapshot : null;
            var kind = services.Any(service => service.Name == resource.Name) ? "service"
                : resource is ContainerResource ? "container" : "server";
            var state = snapshot is null ? "unknown" : StateOf(snapshot);
            table.AppendLine($"{resource.Name,-20}{kind,-11}{state,-12}{(snapshot is null ? "" : Url(snapshot))}");
        }

        Console.Write(table);
    }

    /// <summary>A line of a resource's log begins with the time at which it was written.</summary>
    public static string WithoutTime(string line) => Time().Replace(line, "");

    private static string StateOf(CustomResourceSnapshot snapshot) => snapshot.State?.Text switch
    {
        null or "" => "starting",
        var running when running == KnownResourceStates.Running => snapshot.HealthStatus == HealthStatus.Healthy ? "ready" : "not ready",
        var failed when failed == KnownResourceStates.FailedToStart => "failed",
        var ended when ended == KnownResourceStates.Exited || ended == KnownResourceStates.Finished => "stopped",
        { } other => other.ToLowerInvariant(),
    };

    /// <summary>What a service says that it waits for; null while it does not answer, and for servers.</summary>
    private static string? ReasonOf(CustomResourceSnapshot snapshot) =>
        snapshot.HealthReports
            .FirstOrDefault(
                report => report.Name.EndsWith(ReadyCheck.Suffix, StringComparison.Ordinal) && report.Status is HealthStatus.Unhealthy)
            ?.Description;

    private static IEnumerable<string> MissingNeeds(IResource resource, ResourceNotificationService notifications) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name)
            .Where(need => !notifications.TryGetCurrentState(need, out var current) || StateOf(current.Snapshot) != "ready");

    private static string Url(CustomResourceSnapshot snapshot) => string.Join(' ', snapshot.Urls
        .Where(url => url.Name is not null && new Uri(url.Url).AbsolutePath == "/")
        .OrderBy(url => url.Name is not (Service.Http or "tcp"))
        .Select(url => url.Url.TrimEnd('/'))
        .Distinct(StringComparer.Ordinal));

    private void Write(string name, string text) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{watch.Elapsed.TotalSeconds,6:0.0} s] {name} {text}"));

    [GeneratedRegex("[0-9]+|, (next try in|trying now).*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();

    [GeneratedRegex("^[0-9-]{10}T[0-9:.]+Z ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
