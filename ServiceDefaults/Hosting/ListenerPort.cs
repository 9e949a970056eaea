using Microsoft.AspNetCore.Http;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Marks an endpoint of a process in which a module has a port of its own. An endpoint without the mark, such as <c>/health</c>,
/// answers on every port.
/// </summary>
/// <param name="Own">The module's own port; null: every port that no module owns.</param>
internal sealed record ListenerPort(int? Own)
{
    public static int? Of(IEnumerable<object> metadata) => metadata.OfType<ListenerPort>().LastOrDefault()?.Own;

    public static bool Marks(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ListenerPort>() is not null;
}
