using System.Globalization;
using System.Text;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Books;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Books;

/// <summary>
/// Recorded REST snapshots, one line a level. The lines of one answer were received at one moment: the broken twin has a line that claims
/// another one, which tears its answer apart, and its last line is commented out.
/// </summary>
public sealed class RecordedSnapshotTests
{
    private const int LevelsAsked = 5000;

    [Fact]
    public void Whole_snapshots_become_books_level_by_level()
    {
        var answers = Answers("book/lasota_positive_depth_snapshot_spot_btcusdt_14-04-2025.csv.gz");
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Null(answer.Snapshot.Defect()));
        Assert.All(answers, answer => Assert.Empty(Problems(answer)));
        Assert.True(answers[0].LastId < answers[1].LastId);
    }

    [Fact]
    public void A_torn_snapshot_is_refused()
    {
        var answers = Answers("book/lasota_negative_depth_snapshot_spot_btcusdt_14-04-2025.csv.gz");
        Assert.Equal(2, answers.Count);
        Assert.Equal(answers[0].LastId, answers[1].LastId);
        Assert.Equal("it has no asks", answers[0].Snapshot.Defect());

        // What is left of the torn answer is a book of its own, a level shorter than the venue was asked for.
        Assert.Null(answers[1].Snapshot.Defect());
        Assert.Equal(["4999 bids", "4999 asks"], Problems(answers[1]));
    }

    /// <summary>What is wrong with an answer, and that the book made of it is the one that a naive reading makes.</summary>
    private static List<string> Problems(Answer answer)
    {
        var body = answer.Body;
        var sync = new BookSync(BookRule.FirstIdFollows);
        var naive = new NaiveBook();
        Assert.Equal(BookStep.Applied, sync.Snapshot(answer.Snapshot));
        naive.Reset(body);
        Assert.Equal(answer.LastId, sync.Book.LastId);
        Assert.Equal(naive.Bids, NaiveBook.LevelsOf(sync.Book.Bids));
        Assert.Equal(naive.Asks, NaiveBook.LevelsOf(sync.Book.Asks));
        Assert.False(sync.Book.IsCrossed);
        return
        [
            .. sync.Book.Bids.Count != LevelsAsked ? [$"{sync.Book.Bids.Count} bids"] : Array.Empty<string>(),
            .. sync.Book.Asks.Count != LevelsAsked ? [$"{sync.Book.Asks.Count} asks"] : Array.Empty<string>(),
        ];
    }

    private static List<Answer> Answers(string file) =>
    [
        .. RecordedData.Lines(file).Where(line => line[0] != '#').Skip(1).Select(line => line.Split(','))
            .GroupBy(fields => (Received: Number(fields[0]), LastId: Number(fields[2])))
            .Select(rows => new Answer(rows.Key.LastId, Levels(rows, "0"), Levels(rows, "1"))),
    ];

    private static string Levels(IEnumerable<string[]> rows, string side) =>
        string.Join(',', rows.Where(fields => fields[3] == side).Select(fields => $"[\"{fields[4]}\",\"{fields[5]}\"]"));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Answer(long LastId, string Bids, string Asks)
    {
        public DepthSnapshot Snapshot => DepthParser.Parse(Encoding.UTF8.GetBytes(Body));

        public string Body => $"{{\"lastUpdateId\":{LastId},\"bids\":[{Bids}],\"asks\":[{Asks}]}}";
    }
}
