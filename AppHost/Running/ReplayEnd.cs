using System.Globalization;
using System.Text.Json;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>Says in the terminal that a replay is over: from then on the pages stand still, and nothing is wrong.</summary>
internal static class ReplayEnd
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task PrintAsync(TradingModel trading, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var replay = new Uri(trading.UrlOf(ServicePorts.Simulator), "/simulator/replay");
        long? trades;
        while ((trades = await TradesAtEndAsync(client, replay, cancellationToken)) is null)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Replay ended: {trades} trades. Nothing more will come; Ctrl+C stops the run."));
    }

    /// <summary>Null while the replay goes on, or the simulator does not answer.</summary>
    private static async Task<long?> TradesAtEndAsync(HttpClient client, Uri replay, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await client.GetByteArrayAsync(replay, cancellationToken));
            var state = answer.RootElement;
            return state.GetProperty("endedAt").ValueKind == JsonValueKind.String ? state.GetProperty("trades").GetInt64() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
