using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>
/// Under load, with everything that a venue can do wrong, and with everything killed that can be killed: afterwards the store is the
/// simulator's ledger. Seconds in a short run; ten minutes at 20,000 trades a second in a long one.
/// </summary>
public sealed class FaultTests(RealServers servers, ITestOutputHelper output) : IClassFixture<RealServers>
{
    // Holes cost REST requests: so many frames are lost as the venue's weight limit lets one fetch again at this rate of trades.
    private static readonly object[] Faults =
    [
        new { drop = Lost(0.00005) },
        new { duplicate = 0.01 },
        new { reorder = 0.01 },
        new { disconnectEvery = Short(10) },
        new { stall = Short(5) },
        new { malformed = Lost(0.00005) },
        new { clockSkew = 3000 },
        new { clockSkew = -3000 },
        new { drop = Lost(0.00002), duplicate = 0.005, reorder = 0.005, disconnectEvery = Short(15), stall = Short(4), malformed = Lost(0.00002), clockSkew = 1500, seed = 7 },
    ];

    private static readonly TimeSpan Phase = Needs.IsLongRun ? TimeSpan.FromSeconds(67) : TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Away = Needs.IsLongRun ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(3);
    private static readonly int Rounds = Needs.IsLongRun ? 4 : 1;

    [Fact]
    public async Task With_every_fault_in_turn_and_together_the_store_ends_as_the_ledger()
    {
        await using var rig = await MarketRig.StartAsync(servers);
        foreach (var faults in Faults)
        {
            await rig.FaultsAsync(faults);
            await rig.PassAsync(Phase);
        }

        await rig.FaultsAsync(new { });
        var ledger = await rig.LedgerAsync();
        Assert.All(
            (string[])["dropped", "duplicated", "reordered", "malformed", "disconnected"],
            fault => Assert.True(ledger.GetProperty("faults").GetProperty(fault).GetInt64() > 0, fault));
        await EndsAsTheLedgerAsync(rig);
        Assert.True(await rig.QueryAsync<long>("SELECT count(*) FROM market.gaps") > 0, "no gap was ever opened");
    }

    [Fact]
    public async Task Whatever_is_killed_under_load_the_store_ends_as_the_ledger()
    {
        await using var rig = await MarketRig.StartAsync(servers);
        for (var round = 0; round < Rounds; round++)
        {
            await rig.PassAsync(Phase / 4);
            await rig.MarketData.KillAsync();
            await rig.MarketData.StartAsync();
            await rig.PassAsync(Phase / 4);
            await rig.Postgres.KillAsync();
            await rig.PassAsync(Away);
            await rig.Postgres.StartAsync();
            await rig.PassAsync(Phase / 4);
            await rig.Redis.KillAsync();
            await rig.RabbitMq.KillAsync();
            await rig.PassAsync(Away / 3);
            await rig.Redis.StartAsync();
            await rig.RabbitMq.StartAsync();
        }

        // The worst of both: the database is away, and the service dies while its spool is all there is.
        await rig.Postgres.KillAsync();
        await rig.PassAsync(Away / 3);
        await rig.MarketData.KillAsync();
        await rig.Postgres.StartAsync();
        await rig.MarketData.StartAsync();
        await EndsAsTheLedgerAsync(rig);
    }

    private static double Lost(double rate) => Needs.IsLongRun ? rate : rate * 20;

    private static double Short(double seconds) => Needs.IsLongRun ? seconds : seconds / 10;

    private async Task EndsAsTheLedgerAsync(MarketRig rig)
    {
        var compared = await new LedgerCheck(rig).EqualsAsync();
        var gaps = await rig.QueryAsync<long>("SELECT count(*) FROM market.gaps");
        output.WriteLine($"{compared:N0} trades equal, {gaps:N0} gaps opened and healed, {rig.MarketData.ResidentBytes.Peak >> 20} MiB at most");
        Assert.True(compared > 0);
    }
}
