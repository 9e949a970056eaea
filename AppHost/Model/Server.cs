using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>A server of the run. Its connection is the same expression in every mode.</summary>
internal sealed record Server(ServerDefinition Definition, IResourceBuilder<IResourceWithEndpoints> Resource)
{
    public EndpointReferenceExpression Host => Endpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => Endpoint.Property(EndpointProperty.Port);

    private EndpointReference Endpoint => Resource.GetEndpoint(Definition.Endpoints[0].Name);
}
