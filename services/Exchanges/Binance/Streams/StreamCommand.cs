using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Trading.Exchanges.Binance.Streams;

/// <summary>Control messages of a stream connection: <c>{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1}</c>.</summary>
public static class StreamCommand
{
    public static byte[] Subscribe(IEnumerable<string> streams, long id) => Of("SUBSCRIBE", streams, id);

    public static byte[] Unsubscribe(IEnumerable<string> streams, long id) => Of("UNSUBSCRIBE", streams, id);

    private static byte[] Of(string method, IEnumerable<string> streams, long id) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{{\"method\":\"{method}\",\"params\":{JsonSerializer.Serialize(streams)},\"id\":{id}}}"));
}
