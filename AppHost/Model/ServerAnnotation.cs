using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>What the manifests need of a server beyond what Aspire's model holds.</summary>
internal sealed record ServerAnnotation(ServerDefinition Server) : IResourceAnnotation;
