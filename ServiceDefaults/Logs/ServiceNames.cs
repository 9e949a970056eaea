using System.Collections.Concurrent;
using Serilog.Events;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Logs;

/// <summary>Whose log it is: the module whose namespace the category is in, else the process.</summary>
internal sealed class ServiceNames(ServiceIdentity identity, IReadOnlyList<IModule> modules)
{
    private readonly (string Namespace, string Name)[] _modules = modules.Count < 2
        ? []
        : [.. modules.Select(module => (module.GetType().Namespace ?? string.Empty, module.Name)).Where(module => module.Item1.Length > 0)];

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("SourceContext", out var value) && value is ScalarValue { Value: string category }
            ? _known.GetOrAdd(category, Find)
            : identity.Name;

    private string Find(string category)
    {
        foreach (var (space, name) in _modules)
        {
            if (category.StartsWith(space, StringComparison.Ordinal) && (category.Length == space.Length || category[space.Length] == '.'))
            {
                return name;
            }
        }

        return identity.Name;
    }
}
