using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>The time from the start to the first price that the market data service gives out.</summary>
internal static class FirstTick
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task PrintAsync(TradingModel trading, Stopwatch watch, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        var prices = new Uri(trading.UrlOf("market-data"), "/market/prices");
        try
        {
            while (!await HasPriceAsync(client, prices, patience.Token))
            {
                await Task.Delay(Pause, TimeProvider.System, patience.Token);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"First tick after {watch.Elapsed.TotalSeconds:0.0} s."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var ready = await ReadyCheck.AskAsync(new Uri(trading.UrlOf("market-data"), "/ready"), cancellationToken);
            Console.WriteLine($"No tick yet: {ready.Description ?? "market-data does not answer"}.");
        }
    }

    private static async Task<bool> HasPriceAsync(HttpClient client, Uri prices, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await client.GetByteArrayAsync(prices, cancellationToken));
            return answer.RootElement.GetArrayLength() > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
