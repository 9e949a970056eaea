namespace Trading.AppHost.Servers;

/// <summary>A server that is not ours: an image in containers and clusters, an installed program in mode <c>local</c>.</summary>
/// <param name="DataPath">Folder in the container that outlives it; null for none.</param>
/// <param name="DataGibibytes">Size of the claim for it.</param>
internal sealed record ServerDefinition(
    string Name, string Image, string Tag, IReadOnlyList<ServerEndpoint> Endpoints, string? DataPath, int DataGibibytes)
{
    /// <summary>Where a container sees its secret files.</summary>
    public const string SecretFolder = "/etc/trading-secrets";

    public required string Description { get; init; }

    /// <summary>Name of a Fluent UI icon.</summary>
    public required string Icon { get; init; }

    /// <summary>True for what watches the others: no service waits for it.</summary>
    public bool IsObserver => ReadyPath is not null;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Variable that holds the secret <c>NAME-password</c>; null when the server has no password.</summary>
    public string? PasswordVariable { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Configuration of the repository that the server reads.</summary>
    public IReadOnlyList<MountedFolder> Folders { get; init; } = [];

    /// <summary>Secrets that the server reads from files of their names in <see cref="SecretFolder"/>.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>As <see cref="SecretFiles"/>, of those that the user has given.</summary>
    public IReadOnlyList<string> GivenSecretFiles { get; init; } = [];

    /// <summary>A configuration file that is made from the topology.</summary>
    public GeneratedFile? Generated { get; init; }

    /// <summary>User that the image runs as.</summary>
    public int UserId { get; init; } = 999;

    /// <summary>HTTP path on the first endpoint that answers 200 when ready; null when <see cref="Hello"/> tells.</summary>
    public string? ReadyPath { get; init; }

    /// <summary>The same in a cluster, where a command in the container tells.</summary>
    public IReadOnlyList<string> ReadyCommand { get; init; } = [];

    /// <summary>First bytes of the server's protocol and the first byte of a ready server's answer.</summary>
    public (byte[] Request, byte Answer)? Hello { get; init; }

    /// <summary>Programs of which one must be installed for mode <c>local</c>; none when that mode has no such server.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    public string PasswordSecret => Name + "-password";

    public IEnumerable<string> SecretFilesWith(ObserverSettings settings) =>
        SecretFiles.Concat(GivenSecretFiles.Where(settings.Secrets.ContainsKey));

    public int PortOf(string endpoint) => Endpoints.Single(known => known.Name == endpoint).Port;
}
