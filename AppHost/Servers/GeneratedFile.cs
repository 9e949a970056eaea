namespace Trading.AppHost.Servers;

/// <summary>A file in a container whose content is made from the topology.</summary>
/// <param name="Content">Given how a resource's port is reached (name and port to <c>host:port</c>) and what the user has set.</param>
internal sealed record GeneratedFile(string Target, Func<Func<string, int, string>, ObserverSettings, string> Content);
