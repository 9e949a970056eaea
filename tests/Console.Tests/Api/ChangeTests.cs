using System.Net;
using System.Net.Http.Json;

namespace Trading.WebConsole.Tests.Api;

/// <summary>Who may change something through the console; the services judge the key again.</summary>
public sealed class ChangeTests
{
    [Theory]
    [InlineData("/console/risk/halt", "viewer")]
    [InlineData("/console/risk/resume", "trader")]
    [InlineData("/console/strategies/s-1/align", "viewer")]
    public async Task A_change_is_refused_without_a_key_and_below_its_role(string path, string tooLow)
    {
        await using var console = await RunningConsole.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(console, path, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(console, path, "guessed-guessed-guessed"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(console, path, console.Key(tooLow)));
        Assert.Equal(HttpStatusCode.BadGateway, await PostAsync(console, path, console.Key("admin")));
    }

    [Fact]
    public async Task A_halt_takes_a_small_body_with_one_of_three_choices_only()
    {
        await using var console = await RunningConsole.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(console, "/console/risk/halt", console.Key("trader"), new { cancelOpen = "some" }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(console, "/console/risk/halt", console.Key("trader"), new { reason = new string('r', 5000) }));
    }

    private static async Task<HttpStatusCode> PostAsync(RunningConsole console, string path, string? key, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        using var answer = await console.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
