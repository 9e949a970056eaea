using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Flow;
using Trading.MarketData.Pipeline;
using Trading.MarketData.Storage;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Tests.Windows;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Tests.Storage;

public sealed class SpoolTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly MarketUniverse _universe = new(new VenueOptions { Symbols = "BTCUSDT" });

    private string File => Path.Combine(_folder.Path, "simulator.spool");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_comes_back_in_order_after_a_restart()
    {
        var deltas = Deltas(20);
        using (var spool = Open())
        {
            spool.Append(deltas.Take(12));
            spool.Append(deltas.Skip(12));
        }

        using var again = Open();
        Assert.Equal(0, again.CutBytes);
        Assert.Equal(deltas.Sum(delta => delta.Trades.Length), again.Ticks);
        var back = new List<SymbolDelta>();
        while (!again.IsEmpty)
        {
            back.AddRange(again.Peek(150));
            again.Consume();
        }

        Assert.Equal(deltas.Count, back.Count);
        for (var i = 0; i < deltas.Count; i++)
        {
            Assert.Equal(deltas[i].Trades, back[i].Trades);
            Assert.Equal(deltas[i].ClosedBars, back[i].ClosedBars);
            Assert.Equal(deltas[i].LateBars, back[i].LateBars);
            Assert.Equal(deltas[i].OpenedHoles.Select(hole => (hole.Id, hole.FirstId, hole.LastId)), back[i].OpenedHoles.Select(hole => (hole.Id, hole.FirstId, hole.LastId)));
            Assert.Equal(deltas[i].GivenUp, back[i].GivenUp);
        }

        Assert.Equal((0, 0), (again.Ticks, new FileInfo(File).Length));
    }

    [Fact]
    public void What_was_read_but_not_consumed_is_read_again()
    {
        using var spool = Open();
        spool.Append(Deltas(3));
        Assert.Equal(spool.Peek(1)[0].Trades, spool.Peek(1)[0].Trades);
        Assert.False(spool.IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void A_torn_tail_is_cut_and_everything_before_it_is_kept(int torn)
    {
        using (var spool = Open())
        {
            spool.Append(Deltas(5));
        }

        using (var file = new FileStream(File, FileMode.Open))
        {
            file.SetLength(file.Length - torn);
        }

        using var again = Open();
        Assert.True(again.CutBytes > 0);
        Assert.Equal(4, again.Peek(int.MaxValue).Count);
    }

    [Fact]
    public void A_rotten_record_and_what_stands_behind_it_is_cut()
    {
        using (var spool = Open())
        {
            spool.Append(Deltas(1));
            spool.Append(Deltas(2));
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[bytes.Length - 100] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        using var again = Open();
        Assert.Equal(2, again.Peek(int.MaxValue).Count);
    }

    [Theory]
    [InlineData("a BTCUSDT,")]
    [InlineData("a BTCUSDT,ETHUSDT,")]
    public void The_same_database_and_symbols_go_on_with_it(string owner)
    {
        Leave("a BTCUSDT,");
        using var again = Open();
        Assert.Null(again.Claim(owner));
        Assert.Equal(2, again.Peek(int.MaxValue).Count);
    }

    [Theory]
    [InlineData("b BTCUSDT,")]
    [InlineData("a ETHUSDT,BTCUSDT,")]
    public void What_another_database_or_other_symbols_left_is_set_aside_once(string owner)
    {
        Leave("a BTCUSDT,");
        var left = System.IO.File.ReadAllBytes(File);
        using var again = Open();
        var aside = again.Claim(owner);
        Assert.Equal((true, 0), (again.IsEmpty, again.Ticks));
        Assert.Equal(left, System.IO.File.ReadAllBytes(aside!));

        again.Append(Deltas(1));
        Assert.Null(again.Claim(owner));
        Assert.Single(again.Peek(int.MaxValue));
    }

    private void Leave(string owner)
    {
        using var spool = Open();
        spool.Claim(owner);
        spool.Append(Deltas(2));
    }

    private static List<SymbolDelta> Deltas(int count)
    {
        var trades = TimeBarsTests.RandomTrades(1, count * 50);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SymbolDelta
            {
                Symbol = 0,
                Trades = [.. trades.Skip(i * 50).Take(50)],
                ClosedBars = [.. Recording.NaiveBars(trades.Skip(i * 50).Take(50), BarInterval.OneSecond)],
                LateBars = [new BarKey(BarInterval.OneMinute, trades[i].ExchangeTime)],
                OpenedHoles = [new Hole(Guid.NewGuid(), i, i + 3, trades[0].ExchangeTime, trades[1].ExchangeTime)],
                GivenUp = i % 2 == 0 ? null : new GivenUpHole(Guid.NewGuid(), "venueHasNone"),
            }),
        ];
    }

    private Spool Open() => new(_universe, new MarketDataOptions { SpoolDirectory = _folder.Path });
}
