namespace Trading.AppHost.Servers;

/// <summary>A port that a server listens on.</summary>
/// <param name="Variable">Tells the start script of mode <c>local</c> the port; null when the server has no such port there.</param>
internal sealed record ServerEndpoint(string Name, int Port, string Scheme, string? Variable = null)
{
    /// <summary>True when only other containers ask for it: it gets no port of this machine.</summary>
    public bool IsInternal { get; init; }
}
