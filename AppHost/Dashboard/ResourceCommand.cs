using System.Text.Json.Nodes;

namespace Trading.AppHost.Dashboard;

/// <summary>A button of the dashboard: one call of a service's API.</summary>
/// <param name="Role">Whose key is sent.</param>
internal sealed record ResourceCommand(string Service, string Name, string Title, string Icon, string Role, HttpMethod Method, string Path)
{
    public IReadOnlyList<InteractionInput> Inputs { get; init; } = [];

    /// <summary>Asked before the call where it changes what trades.</summary>
    public string? Confirmation { get; init; }

    public required Func<IReadOnlyDictionary<string, string>, JsonObject> Body { get; init; }
}
