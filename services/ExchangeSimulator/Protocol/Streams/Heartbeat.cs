using System.Globalization;
using System.Text;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// The pings of one connection. Only a pong that copies a ping's payload keeps the connection; others are allowed and count for nothing.
/// </summary>
internal sealed class Heartbeat(ConnectionLimits limits, TimeProvider clock)
{
    private const int Remembered = 16;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _sent = new();
    private long _answered = clock.GetTimestamp();

    /// <summary>The next ping's payload; null when none has been answered for too long.</summary>
    public byte[]? Next()
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_answered) > limits.PongTimeout)
            {
                return null;
            }

            var payload = Encoding.ASCII.GetBytes(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
            _sent.Enqueue(payload);
            if (_sent.Count > Remembered)
            {
                _sent.Dequeue();
            }

            return payload;
        }
    }

    public void Answered(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            foreach (var sent in _sent)
            {
                if (payload.SequenceEqual(sent))
                {
                    _answered = clock.GetTimestamp();
                    return;
                }
            }
        }
    }
}
