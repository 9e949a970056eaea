namespace Trading.Exchanges.Orders;

/// <summary>The venue's push of what happens to the account's orders. It may miss events; polling is the safety net.</summary>
public interface IUserStream
{
    /// <summary>
    /// Connects, yields <see cref="UserStreamUpdate.Subscribed"/> once, then every report until the connection ends (the
    /// enumeration ends or throws <see cref="System.Net.WebSockets.WebSocketException"/> or <see cref="HttpRequestException"/>).
    /// </summary>
    IAsyncEnumerable<UserStreamUpdate> ReadAsync(CancellationToken cancellationToken);
}
