using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Chooses among endpoints by the port on which the request arrived. The Host header does not count: the caller writes it, and a
/// forwarded port changes it.
/// </summary>
internal sealed class PortMatcherPolicy(ModulePorts ports) : MatcherPolicy, INodeBuilderPolicy
{
    private const int NoOwner = -1;

    /// <summary>Before HTTP methods (-1000), so that a path of another port is 404 and not 405.</summary>
    public override int Order => -2000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(ListenerPort.Marks);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) =>
    [
        .. ports.Owned.Select(owned => owned.Port).Append(NoOwner)
            .Select(port => new PolicyNodeEdge(port, [.. endpoints.Where(endpoint => AnswersOn(endpoint, port))]))
            .Where(edge => edge.Endpoints.Count > 0),
    ];

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) =>
        new JumpTable(ports, edges.ToDictionary(edge => (int)edge.State, edge => edge.Destination), exitDestination);

    private static bool AnswersOn(Endpoint endpoint, int port) =>
        endpoint.Metadata.GetMetadata<ListenerPort>() is not { } listener || (listener.Own ?? NoOwner) == port;

    private sealed class JumpTable(ModulePorts ports, Dictionary<int, int> destinations, int exit) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext)
        {
            var port = httpContext.Connection.LocalPort;
            return destinations.GetValueOrDefault(ports.Owns(port) ? port : NoOwner, exit);
        }
    }
}
