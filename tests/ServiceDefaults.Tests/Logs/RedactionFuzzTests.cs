using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Logs;

/// <summary>Secret-like keys in many spellings, random values, every place that a log event has: nothing gets through, nothing throws.</summary>
public sealed class RedactionFuzzTests
{
    private const int Rounds = 3_000;

    private static readonly string[] Keys =
    [
        "key", "apiKey", "api_key", "API-KEY", "X-MBX-APIKEY", "x-api-key", "secret", "clientSecret", "Secret_Key", "token", "accessToken", "refresh_token",
        "password", "Password", "db.password", "signature", "SIGNATURE", "x-signature", "authorization", "Authorization", "listenKey", "listen_key", "passphrase",
    ];

    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/_-.~!$%^*";

    [Fact]
    public async Task No_random_secret_survives_any_place_of_an_event()
    {
        const int Seed = 20240808;
        var random = new Random(Seed);
        await using var host = await RunningHost.StartAsync(new TestModule(), ("Telemetry:LogEventBurst", "1000000"));
        var log = host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("fuzz");
        var secrets = new List<string>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            var key = Keys[random.Next(Keys.Length)];
            var secret = "SEC" + string.Concat(Enumerable.Range(0, random.Next(9, 60)).Select(_ => Letters[random.Next(Letters.Length)])) + "RET";
            secrets.Add(secret);
            Log(log, random.Next(12), key, secret);
        }

        var text = host.Logs.Text;
        var leaked = secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)
            || text.Contains(JsonEncodedText.Encode(secret).ToString(), StringComparison.Ordinal)
            || text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)).ToArray();
        Assert.True(leaked.Length == 0, $"seed {Seed}: {leaked.Length} leaked, such as in {text.Split('\n').FirstOrDefault(line => leaked.Any(leak => line.Contains(leak, StringComparison.Ordinal)))}");
        Assert.True(host.Logs.Lines.Count > Rounds);
        Assert.Contains("BTCUSDT", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_and_hostile_texts_are_redacted_in_bounded_time()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        var log = host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("fuzz");
        var started = TimeProvider.System.GetTimestamp();
        log.LogInformation("{Text}", new string('k', 200_000) + "key");
        log.LogInformation("{Text}", string.Concat(Enumerable.Repeat("key key:", 20_000)));
        log.LogInformation("{Text}", "token=" + new string('"', 100_000));
        log.LogInformation("{Text}", "password: \"" + string.Concat(Enumerable.Repeat("\\\"", 50_000)));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    private static void Log(ILogger log, int place, string key, string secret)
    {
        switch (place)
        {
            case 0: log.Log(LogLevel.Information, default, new Dictionary<string, object?>(StringComparer.Ordinal) { [key] = secret, ["symbol"] = "BTCUSDT" }, null, (_, _) => "state"); break;
            case 1: log.LogInformation("{@Nested}", new Dictionary<string, object>(StringComparer.Ordinal) { ["deep"] = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = secret } }); break;
            case 2: log.LogInformation("{Url}", $"https://venue/api/v3/order?symbol=BTCUSDT&{key}={Uri.EscapeDataString(secret)}&timestamp=1"); break;
            case 3: log.LogInformation("{Text}", $"{key}={secret}"); break;
            case 4: log.LogInformation("{Text}", $"Header {key}: {secret}"); break;
            case 5: log.LogInformation("{Text}", JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["symbol"] = "BTCUSDT", [key] = secret })); break;
            case 6: log.LogError(new InvalidOperationException($"refused with {key}={secret}"), "Thrown"); break;
            case 7: log.LogError(new AggregateException(new HttpRequestException($"{key}: {secret}")), "Thrown inside"); break;
            case 8: log.LogInformation("{Text}", $"Authorization: Bearer {secret.Replace(",", string.Empty, StringComparison.Ordinal)}"); break;
            case 9: log.LogInformation("{Text}", $"amqp://user:{Uri.EscapeDataString(secret)}@host:5672/"); break;
            case 10: log.LogInformation("{@Header}", new { Key = key, Value = secret }); break;
            default:
                using (log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { [key] = secret }))
                {
                    log.LogInformation("Scoped {Number}", 1.ToString(CultureInfo.InvariantCulture));
                }

                break;
        }
    }
}
