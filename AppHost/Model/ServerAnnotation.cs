using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>What the manifests need of a server beyond what Aspire's model holds.</summary>
/// <param name="Settings">What the user has set for it.</param>
internal sealed record ServerAnnotation(ServerDefinition Server, ObserverSettings Settings) : IResourceAnnotation;
