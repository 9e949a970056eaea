namespace Trading.AppHost.Local;

/// <summary>The servers that mode <c>local</c> cannot do without.</summary>
public static class LocalPrograms
{
    public static IReadOnlyList<string> Missing()
    {
        (string Name, string? Found)[] needed =
            [("postgres", PostgresServer.Find()), ("redis-server", RedisServer.Find()), ("rabbitmq-server", RabbitMqServer.Find())];
        return OperatingSystem.IsWindows()
            ? [.. needed.Select(server => server.Name)]
            : [.. needed.Where(server => server.Found is null).Select(server => server.Name)];
    }
}
