using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Exchanges.Transport;

/// <summary>
/// The client end of one market stream. The upgrade goes through <see cref="SocketsHttpHandler"/> (TLS, proxies, name resolution),
/// the frames are cut here: on loopback that is several times faster than <see cref="System.Net.WebSockets.ClientWebSocket"/>,
/// which copies each message out on its own. One reader; pongs and commands may come from any thread, and are kept within the
/// venue's limit of incoming messages.
/// </summary>
public sealed class MarketSocket : IAsyncDisposable
{
    // RFC 6455, section 1.3: the fixed GUID of the accept key.
    private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>
    /// Twice the second that the venue counts in: messages that were held up on their way arrive closer together than they were sent.
    /// </summary>
    private static readonly TimeSpan CommandWindow = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _http;
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly WebSocketReadBuffer _buffer = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly SlidingRate _commands;

    private MarketSocket(HttpMessageInvoker http, HttpResponseMessage response, Stream stream, SlidingRate commands)
    {
        _commands = commands;
        _http = http;
        _response = response;
        _stream = stream;
    }

    /// <param name="messagesPerSecond">What the venue takes from one connection; commands leave two of them to pongs and the close.</param>
    /// <exception cref="HttpRequestException">The venue could not be reached or refused the upgrade; its status code is set.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or <paramref name="timeout"/> passed.</exception>
    public static async Task<MarketSocket> ConnectAsync(
        Uri address, int messagesPerSecond, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var http = new HttpMessageInvoker(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout });
        HttpResponseMessage? response = null;
        try
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limited.CancelAfter(timeout);
            using var request = new HttpRequestMessage(HttpMethod.Get, HttpAddress(address));
            request.Version = HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
            request.Headers.TryAddWithoutValidation("User-Agent", "trading-market-data");
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
            response = await http.SendAsync(request, limited.Token);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols
                || !response.Headers.TryGetValues("Sec-WebSocket-Accept", out var accept) || accept.FirstOrDefault() != AcceptKey(key))
            {
                throw new HttpRequestException(
                    $"The venue refused the stream with status {(int)response.StatusCode}.", null, response.StatusCode);
            }

            var stream = await response.Content.ReadAsStreamAsync(limited.Token);
            return new MarketSocket(http, response, stream, new SlidingRate(messagesPerSecond - 2, CommandWindow, clock));
        }
        catch
        {
            response?.Dispose();
            http.Dispose();
            throw;
        }
    }

    /// <summary>Waits for bytes; false when the venue closed the connection.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var read = await _stream.ReadAsync(_buffer.Free(), cancellationToken);
        _buffer.Filled(read);
        return read > 0;
    }

    /// <summary>The next message among the bytes that are there.</summary>
    public WebSocketReadResult TryRead(out WebSocketOpcode opcode, out ReadOnlySpan<byte> payload) =>
        _buffer.TryRead(out opcode, out payload);

    /// <summary>Answers a ping with its own payload, at once.</summary>
    public ValueTask PongAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _commands.Count();
        return SendAsync(WebSocketOpcode.Pong, payload, cancellationToken);
    }

    /// <summary>Sends a command as soon as the venue's limit of messages leaves room for it.</summary>
    public async ValueTask CommandAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        await SendAsync(WebSocketOpcode.Text, text, cancellationToken);
    }

    /// <summary>Says good-bye; the venue need not answer.</summary>
    public ValueTask CloseAsync(CancellationToken cancellationToken) =>
        SendAsync(WebSocketOpcode.Close, new byte[] { 0x03, 0xE8 }, cancellationToken);

    /// <summary>Sends one masked, unfragmented message of at most 65,535 bytes.</summary>
    private async ValueTask SendAsync(WebSocketOpcode opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, ushort.MaxValue);
        var frame = Masked(opcode, payload.Span);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(frame, cancellationToken);
            await _stream.FlushAsync(cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _response.Dispose();
        _http.Dispose();
        _sending.Dispose();
    }

    private static Uri HttpAddress(Uri address) =>
        new UriBuilder(address) { Scheme = address.Scheme is "wss" or "https" ? "https" : "http" }.Uri;

    // SHA-1 is what the handshake prescribes; it protects nothing here.
#pragma warning disable CA5350
    private static string AcceptKey(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptGuid)));
#pragma warning restore CA5350

    private static byte[] Masked(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var header = payload.Length < 126 ? 2 : 4;
        var frame = new byte[header + 4 + payload.Length];
        frame[0] = (byte)(0x80 | (int)opcode);
        if (header == 2)
        {
            frame[1] = (byte)(0x80 | payload.Length);
        }
        else
        {
            frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }

        var mask = frame.AsSpan(header, 4);
        RandomNumberGenerator.Fill(mask);
        for (var i = 0; i < payload.Length; i++)
        {
            frame[header + 4 + i] = (byte)(payload[i] ^ mask[i & 3]);
        }

        return frame;
    }
}
