using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Which modules of this process answer on a port of their own. One that is alone in its process answers on every port.</summary>
internal sealed class ModulePorts
{
    private readonly Dictionary<IModule, int> _own = [];

    public ModulePorts(IReadOnlyList<IModule> modules, IConfiguration configuration)
    {
        foreach (var module in modules.Count > 1 ? modules : [])
        {
            if (module.OwnPort(configuration) is { } port)
            {
                _own.Add(module, port);
            }
        }
    }

    /// <summary>Modules by their own port.</summary>
    public IEnumerable<(int Port, string Module)> Owned => _own.Select(pair => (pair.Value, pair.Key.Name));

    public bool Owns(int port) => _own.ContainsValue(port);

    /// <summary>Where the module maps its endpoints, so that they answer on its ports alone.</summary>
    public IEndpointRouteBuilder Of(IModule module, IEndpointRouteBuilder endpoints) =>
        _own.Count == 0 ? endpoints : On(_own.TryGetValue(module, out var port) ? port : null, endpoints);

    public IEndpointRouteBuilder On(int? port, IEndpointRouteBuilder endpoints) =>
        _own.Count == 0 ? endpoints : endpoints.MapGroup("").WithMetadata(new ListenerPort(port));
}
