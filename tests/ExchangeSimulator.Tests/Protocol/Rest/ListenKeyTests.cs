using System.Net;
using System.Net.Http.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Rest;

public sealed class ListenKeyTests
{
    private const string Path = "/fapi/v1/listenKey";
    private const int AlmostAnHourMs = 3_500_000;

    [Fact]
    public async Task A_listen_key_lives_an_hour_from_its_last_extension_and_is_unknown_after()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        var first = await KeyAsync(venue);
        var same = await KeyAsync(venue);

        await SkewAsync(venue, AlmostAnHourMs);
        var extended = await venue.SignedAsync(HttpMethod.Put, Path);
        await SkewAsync(venue, 2 * AlmostAnHourMs);
        var again = await venue.SignedAsync(HttpMethod.Put, Path);
        await SkewAsync(venue, 4 * AlmostAnHourMs);
        var late = await venue.SignedAsync(HttpMethod.Put, Path);

        Assert.Equal(first, same);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (extended.Status, again.Status));
        Assert.Equal((HttpStatusCode.BadRequest, -1125), (late.Status, late.Body.GetProperty("code").GetInt32()));
        Assert.NotEqual(first, await KeyAsync(venue));
    }

    [Fact]
    public async Task A_closed_listen_key_cannot_be_extended_and_without_an_account_there_is_none()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        await KeyAsync(venue);
        await venue.SignedAsync(HttpMethod.Delete, Path);

        Assert.Equal(-1125, (await venue.SignedAsync(HttpMethod.Put, Path)).Body.GetProperty("code").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await venue.SignedAsync(HttpMethod.Post, Path, key: null)).Status);
    }

    private static async Task<string?> KeyAsync(VenueHost venue) =>
        (await venue.SignedAsync(HttpMethod.Post, Path)).Body.GetProperty("listenKey").GetString();

    private static Task SkewAsync(VenueHost venue, int ms) => venue.Http.PutAsJsonAsync("/simulator/faults", new { clockSkew = ms });
}
