using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>The simulator as a process would run it, on a free port of loopback.</summary>
public sealed class VenueHost : IAsyncDisposable
{
    public const string Key = "simulator-development-key";
    private const string Secret = "simulator-development-secret";
    private readonly WebApplication _app;
    private readonly string _keys;

    private VenueHost(WebApplication app, string keys)
    {
        _app = app;
        _keys = keys;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        Streams = new Uri(address.Replace("http:", "ws:", StringComparison.Ordinal));
    }

    /// <summary>Sends a trader's key, which <c>/simulator</c> wants for a change and the venue's own routes do not look at.</summary>
    public HttpClient Http { get; }

    public Uri Streams { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<VenueHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var keys = Path.Combine(Path.GetTempPath(), $"simulator-keys-{Guid.NewGuid():N}");
        var values = settings.ToDictionary(s => $"Simulator:{s.Name}", s => (string?)s.Value, StringComparer.Ordinal);
        values["Security:KeyFile"] = keys;
        values["Logging:LogLevel:Default"] = "Warning";
        var app = ServiceHost.Build([], [new ExchangeSimulatorModule()], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(values);
        });
        await app.StartAsync();
        var venue = new VenueHost(app, keys);
        venue.Http.SendTraderKey(keys);
        return venue;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        var response = await Http.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()), response);
    }

    public async Task<JsonElement> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Body;

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SignedAsync(
        HttpMethod method, string path, string query = "", string? key = Key, long? timestamp = null, string? signature = null)
    {
        var stamp = timestamp ?? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var payload = string.Create(CultureInfo.InvariantCulture, $"{query}{(query.Length > 0 ? "&" : "")}timestamp={stamp}");
        signature ??= Sign(payload);
        using var request = new HttpRequestMessage(method, $"{path}?{payload}&signature={signature}");
        if (key is not null)
        {
            request.Headers.Add("X-MBX-APIKEY", key);
        }

        var response = await Http.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()), response);
    }

    public static string Sign(string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(payload)));

    public async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri(Streams, path), deadline.Token);
        return socket;
    }

    /// <summary>Reads text messages until <paramref name="enough"/> says so or the socket ends.</summary>
    public static async Task<List<string>> ReadAsync(ClientWebSocket socket, Func<List<string>, bool> enough)
    {
        List<string> messages = [];
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        while (!enough(messages))
        {
            try
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    messages.Add(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
                    message.SetLength(0);
                }
            }
            catch (WebSocketException)
            {
                break;
            }
        }

        return messages;
    }

    public static Task SayAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        File.Delete(_keys);
    }
}
