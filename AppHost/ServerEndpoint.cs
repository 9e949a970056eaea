namespace Trading.AppHost;

/// <summary>A port that a server listens on.</summary>
public sealed record ServerEndpoint(string Name, int Port, string Scheme)
{
    /// <summary>True when only other containers ask for it: it gets no port of this machine.</summary>
    public bool IsInternal { get; init; }
}
