using System.Text.RegularExpressions;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.OpenApi;

public sealed partial class ApiPageTests
{
    [Fact]
    public async Task A_script_runs_only_from_this_service_or_by_the_nonce_of_its_answer()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        Assert.NotEqual(await NonceAsync(host), await NonceAsync(host));
    }

    private static async Task<string> NonceAsync(RunningHost host)
    {
        using var answer = await host.Http.GetAsync("/docs");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var nonce = Nonce().Match(policy).Groups["nonce"].Value;
        var scripts = Script().Matches(await answer.Content.ReadAsStringAsync());
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
        return nonce;
    }

    [GeneratedRegex("script-src 'self' 'nonce-(?<nonce>[^']+)'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
