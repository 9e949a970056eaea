using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Trading.Exchanges.Tests.Orders;

/// <summary>A venue over real HTTP and WebSocket that answers as the test says and remembers every request.</summary>
internal sealed class TradingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    private TradingServer(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public Uri Url => new(_app.Urls.First());

    public long ServerTimeMs { get; set; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public Func<WebSocket, Task>? OnWebSocket { get; set; }

    public IEnumerable<ReceivedRequest> Orders => Requests.Where(request => request.Path == "/api/v3/order");

    public static async Task<TradingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var server = new TradingServer(app);
        app.UseWebSockets();
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Answer(int status, string body, params (string Name, string Value)[] headers) => _answers.Enqueue(http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        return http.Response.WriteAsync(body);
    });

    public void Do(Func<HttpContext, Task> answer) => _answers.Enqueue(answer);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        Requests.Enqueue(new ReceivedRequest(
            http.Request.Method,
            http.Request.Path,
            http.Request.QueryString.Value ?? string.Empty,
            await reader.ReadToEndAsync(),
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (http.WebSockets.IsWebSocketRequest)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await OnWebSocket!(socket);
        }
        else if (http.Request.Path == "/api/v3/time")
        {
            await http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{{\"serverTime\":{ServerTimeMs}}}"));
        }
        else if (_answers.TryDequeue(out var answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }
}
