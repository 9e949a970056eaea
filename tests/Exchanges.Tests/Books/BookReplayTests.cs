using System.Globalization;
using System.Text;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Books;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Books;

public sealed class BookReplayTests
{
    [Theory]
    [InlineData(RecordedData.SpotSession, BookRule.FirstIdFollows, "61685.99", "61686.00", 50093421584, 3_400)]
    [InlineData(RecordedData.UsdmSession, BookRule.PreviousIdMatches, "61659.7", "61659.8", 5123135475514, 6_545)]
    public void The_book_of_a_recorded_session_equals_a_naive_one_after_every_change(
        string recording, BookRule rule, string bid, string ask, long lastId, int least)
    {
        var sync = new BookSync(rule);
        var naive = new NaiveBook();
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var batch = new FrameBatch();
        var applied = 0;
        foreach (var frame in Frames(recording))
        {
            if (frame.StartsWith("{\"lastUpdateId\"", StringComparison.Ordinal))
            {
                var snapshot = DepthParser.Parse(Encoding.UTF8.GetBytes(frame));
                naive.Reset(frame);
                Assert.Equal(BookStep.Applied, sync.Snapshot(snapshot));
                continue;
            }

            batch.Clear();
            if (parser.Parse(Encoding.UTF8.GetBytes(frame), 1, batch) != FrameKind.Depth)
            {
                continue;
            }

            var diff = batch.Depths[0];
            var step = sync.Apply(diff, batch.BidsOf(diff), batch.AsksOf(diff));
            Assert.NotEqual(BookStep.Broken, step);
            naive.Apply(frame);
            if (sync.InSync)
            {
                applied += step == BookStep.Applied ? 1 : 0;
                Assert.Equal(naive.BestBid, Fixed8.ToDecimal(sync.Book.Bids.Best.Price));
                Assert.Equal(naive.BestAsk, Fixed8.ToDecimal(sync.Book.Asks.Best.Price));
                Assert.False(sync.Book.IsCrossed);
            }
        }

        Assert.True(applied >= least, $"{applied} changes applied");
        Assert.Equal(0, sync.Breaks);
        Assert.Equal(lastId, sync.Book.LastId);
        Assert.Equal(decimal.Parse(bid, CultureInfo.InvariantCulture), Fixed8.ToDecimal(sync.Book.Bids.Best.Price));
        Assert.Equal(decimal.Parse(ask, CultureInfo.InvariantCulture), Fixed8.ToDecimal(sync.Book.Asks.Best.Price));
        Assert.Equal(naive.Bids, NaiveBook.LevelsOf(sync.Book.Bids));
        Assert.Equal(naive.Asks, NaiveBook.LevelsOf(sync.Book.Asks));
    }

    [Theory]
    [InlineData("book/lasota_positive_difference_depth_stream_spot_trxusdt_04-03-2025.csv.gz", 0)]
    [InlineData("book/lasota_negative_difference_depth_stream_spot_trxusdt_04-03-2025.csv.gz", 1)]
    public void A_missing_change_is_noticed_in_the_broken_twin_and_nowhere_else(string file, int breaks)
    {
        var sync = new BookSync(BookRule.FirstIdFollows);
        var isFirst = true;
        foreach (var (first, last) in RecordedData.Lines(file).Skip(1).Select(line => line.Split(','))
            .Select(fields => (First: long.Parse(fields[5], CultureInfo.InvariantCulture), Last: long.Parse(fields[6], CultureInfo.InvariantCulture))).Distinct())
        {
            if (isFirst || !sync.InSync)
            {
                sync.Snapshot(new DepthSnapshot(first - 1, [], []));
                isFirst = false;
            }

            sync.Apply(new DepthDiff(0, first, last, -1, 0, 0, 0, 1, 1), [], []);
        }

        Assert.Equal(breaks, sync.Breaks);
    }

    [Theory]
    [InlineData("book/lasota_positive_difference_depth_stream_spot_trxusdt_04-03-2025.csv.gz", 0)]
    [InlineData("book/lasota_negative_difference_depth_stream_spot_trxusdt_04-03-2025.csv.gz", 1)]
    public void A_change_with_an_impossible_value_is_refused_in_the_broken_twin_and_nowhere_else(string file, int refused)
    {
        var parser = new FrameParser(new SymbolTable(["TRXUSDT"]));
        var batch = new FrameBatch();
        var kinds = RecordedData.Lines(file).Skip(1).Select(line => line.Split(',')).GroupBy(fields => (First: fields[5], Last: fields[6])).Select(rows =>
            $$"""{"e":"depthUpdate","E":{{rows.First()[3]}},"s":"TRXUSDT","U":{{rows.Key.First}},"u":{{rows.Key.Last}},"b":[{{LevelsOf(rows, "0")}}],"a":[{{LevelsOf(rows, "1")}}]}""")
            .Select(frame => parser.Parse(Encoding.UTF8.GetBytes(frame), 1, batch)).ToList();
        Assert.Equal(refused, kinds.Count(kind => kind == FrameKind.Malformed));
        Assert.Equal(2_833 - refused, batch.Depths.Count);
    }

    private static string LevelsOf(IEnumerable<string[]> rows, string side) =>
        string.Join(',', rows.Where(fields => fields[7] == side).Select(fields => $"[\"{fields[8]}\",\"{fields[9]}\"]"));

    private static IEnumerable<string> Frames(string recording) =>
        RecordedData.Lines(recording).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
}
