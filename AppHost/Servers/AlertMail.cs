namespace Trading.AppHost.Servers;

/// <param name="Server"><c>host:port</c>. TLS is required, but of a server on this machine.</param>
/// <param name="User">Null for a server that asks for none.</param>
internal sealed record AlertMail(string To, string From, string Server, string? User)
{
    public bool IsTlsRequired => Server.Split(':')[0] is not ("localhost" or "127.0.0.1");
}
