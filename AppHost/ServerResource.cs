namespace Trading.AppHost;

/// <summary>A server that is not ours: an image in containers and clusters, an installed program in mode <c>local</c>.</summary>
/// <param name="DataPath">Folder in the container that outlives it; null for none.</param>
/// <param name="DataGibibytes">Size of the claim for it.</param>
public sealed record ServerResource(
    string Name, string Image, string Tag, IReadOnlyList<ServerEndpoint> Endpoints, string? DataPath, int DataGibibytes)
{
    /// <summary>Where a container sees its secret files.</summary>
    public const string SecretFolder = "/etc/trading-secrets";

    /// <summary>True for what watches the others: no service waits for it.</summary>
    public bool IsObserver { get; init; }

    public IReadOnlyList<Setting> Environment { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Configuration of the repository that the server reads.</summary>
    public IReadOnlyList<MountedFolder> Folders { get; init; } = [];

    /// <summary>Secrets of <see cref="Topology.Secrets"/> that the server reads from files of their names in <see cref="SecretFolder"/>.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>A configuration file that is made from the topology.</summary>
    public GeneratedFile? Generated { get; init; }

    /// <summary>User that the image runs as.</summary>
    public int UserId { get; init; } = 999;

    /// <summary>HTTP path on the first endpoint that answers 200 when ready; null when <see cref="ReadyCommand"/> tells.</summary>
    public string? ReadyPath { get; init; }

    public IReadOnlyList<string> ReadyCommand { get; init; } = [];

    public int Port => Endpoints[0].Port;

    public int PortOf(string endpoint) => Endpoints.Single(known => known.Name == endpoint).Port;
}
