namespace Trading.AppHost;

/// <summary>A port that a server listens on.</summary>
public sealed record ServerEndpoint(string Name, int Port, string Scheme);
