using System.Net;
using Microsoft.AspNetCore.Builder;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Security;

public sealed class ApiKeyTests
{
    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("trader", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task A_role_may_do_what_a_lower_one_may(string role, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync(new TestModule { Endpoints = endpoints => endpoints.MapPost("/act", () => "done").RequireApiKey(ApiRole.Trader) });
        var key = host.Key(role);
        host.Http.DefaultRequestHeaders.Add("X-Api-Key", key);

        Assert.Equal(expected, (await host.Http.PostAsync("/act", null)).StatusCode);
        Assert.DoesNotContain(key, host.Logs.Text, StringComparison.Ordinal);
        Assert.Single(host.Logs.Of("ApiKeysCreated"));
    }

    [Fact]
    public void The_file_is_its_owners_alone_and_an_open_one_is_closed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions");
            return;
        }

        var file = NewFile();
        _ = new ApiKeyStore(new ApiKeyOptions { KeyFile = file });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        _ = new ApiKeyStore(new ApiKeyOptions { KeyFile = file });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("trader:short")]
    [InlineData("boss:0123456789abcdef0123")]
    [InlineData("no colon at all")]
    [InlineData("99:0123456789abcdef0123")]
    [InlineData("2:0123456789abcdef0123")]
    [InlineData("viewer,admin:0123456789abcdef0123")]
    [InlineData("trader:0123456789abcdef 0123")]
    [InlineData("trader:0123456789abcdef0123é")]
    [InlineData(":0123456789abcdef0123")]
    public void A_bad_line_is_a_plain_reason_without_the_key(string line)
    {
        var file = NewFile();
        File.WriteAllText(file, line);
        var failure = Assert.Throws<StartupFailure>(() => new ApiKeyStore(new ApiKeyOptions { KeyFile = file }));
        Assert.DoesNotContain(line, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_bad_line_is_named_by_its_number_and_a_key_stands_once()
    {
        var file = NewFile();
        File.WriteAllLines(file, ["# keys", "trader:0123456789abcdef0123", "99:0123456789abcdef9999", "", "admin:short", "viewer:0123456789abcdef0123"]);
        var failure = Assert.Throws<StartupFailure>(() => new ApiKeyStore(new ApiKeyOptions { KeyFile = file }));
        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 6: the key of line 2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task Two_services_that_start_at_once_end_with_the_same_keys()
    {
        for (var round = 0; round < 50; round++)
        {
            var file = NewFile();
            var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new ApiKeyStore(new ApiKeyOptions { KeyFile = file }))));
            var key = File.ReadLines(file).First(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..];
            Assert.All(stores, store => Assert.Equal(ApiRole.Admin, store.RoleOf(key)));
            Assert.All(stores, store => Assert.Null(store.RoleOf("unknown")));
        }
    }

    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("trading-keys-").FullName, "keys");
}
