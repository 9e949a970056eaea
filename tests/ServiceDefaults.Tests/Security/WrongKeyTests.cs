using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

/// <summary>Who tries keys is told to wait, longer each time; who holds a key never is.</summary>
public sealed class WrongKeyTests
{
    private readonly SettableTime _time = new();

    [Fact]
    public async Task Wrong_keys_are_refused_for_longer_and_longer()
    {
        await using var host = await StartAsync();
        for (var free = 0; free < 5; free++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(host, $"wrong key {free}")).StatusCode);
        }

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(host, $"wrong after {seconds}")).StatusCode);
            var refused = await TryAsync(host, "wrong at once");
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(seconds.ToString(CultureInfo.InvariantCulture), refused.Headers.GetValues("Retry-After").Single());
            Assert.Contains("\"code\":\"tooManyWrongKeys\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            _time.Forward(TimeSpan.FromSeconds(seconds));
        }

        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Contains("api_key_failures_total{reason=\"unknown\"} 13\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_key_failures_total{reason=\"backed_off\"} 8\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_key_is_served_while_wrong_ones_from_its_address_are_refused()
    {
        await using var host = await StartAsync();
        for (var wrong = 0; wrong < 10; wrong++)
        {
            await TryAsync(host, "wrong");
        }

        Assert.Equal(HttpStatusCode.OK, (await TryAsync(host, host.Key("trader"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(host, host.Key("viewer"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(host, null)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(host, "wrong")).StatusCode);
    }

    [Fact]
    public async Task Every_kind_of_refusal_is_counted_from_the_start()
    {
        await using var host = await StartAsync();
        await TryAsync(host, null);
        await TryAsync(host, host.Key("viewer"));
        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Contains("api_key_failures_total{reason=\"missing\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_key_failures_total{reason=\"role_too_low\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("api_key_failures_total{reason=\"unknown\"} 0\n", metrics, StringComparison.Ordinal);
    }

    private Task<RunningHost> StartAsync() => RunningHost.StartAsync(new TestModule
    {
        Services = services => services.AddSingleton<TimeProvider>(_time),
        Endpoints = endpoints => endpoints.MapPost("/act", () => "done").RequireApiKey(ApiRole.Trader),
    });

    private static Task<HttpResponseMessage> TryAsync(RunningHost host, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/act");
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return host.Http.SendAsync(request);
    }

    private sealed class SettableTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Forward(TimeSpan time) => _ticks += time.Ticks;
    }
}
