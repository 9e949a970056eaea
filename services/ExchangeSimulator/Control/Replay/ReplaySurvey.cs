using System.Text.Json;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>What a recording holds, from its first lines: symbols with their grids, stream kinds, snapshots. Symbols are known
/// before the first frame is sent, as clients ask <c>exchangeInfo</c> first.</summary>
internal sealed class ReplaySurvey
{
    private const int Lines = 20_000;
    private const int MostSymbols = 500;
    private readonly Dictionary<string, MarketSpec> _specs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<MarketSpec> Specs => _specs.Values;

    /// <summary>Venue's time of the first event that has one; 0 when none has.</summary>
    public long StartMs { get; private set; }

    /// <summary>Names after the <c>@</c>.</summary>
    public HashSet<string> StreamKinds { get; } = new(StringComparer.Ordinal);

    /// <summary>First snapshot by symbol; one without a symbol belongs to the file's only symbol.</summary>
    public Dictionary<string, RecordedSnapshot> Snapshots { get; } = new(StringComparer.Ordinal);

    public MarketKind Kind { get; private set; }

    /// <summary>Whether the fault lies in the recording, and not in this program.</summary>
    public static bool IsBadRecording(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or FormatException
            or InvalidOperationException or OverflowException;

    /// <exception cref="Exception">For which <see cref="IsBadRecording"/> holds: the file cannot be read, or is no recording.</exception>
    public static ReplaySurvey Of(string path)
    {
        var survey = new ReplaySurvey();
        Dictionary<string, (RecordedDecimals Price, RecordedDecimals Quantity)> decimals = new(StringComparer.Ordinal);
        Dictionary<string, (string Price, string Quantity)> printed = new(StringComparer.Ordinal);
        var recorded = new RecordedEvent();
        RecordedSnapshot? snapshot = null;
        using var file = new RecordedFile(path);
        for (var i = 0; i < Lines && file.TryRead(out _, out var line); i++)
        {
            if (!file.TryParse(line, recorded))
            {
                continue;
            }

            if (recorded.Type == RecordedEvent.Kind.Snapshot)
            {
                var found = new RecordedSnapshot(recorded.LastId, [.. recorded.Bids], [.. recorded.Asks]);
                snapshot ??= found;
                if (recorded.Symbol.Length > 0)
                {
                    survey.Snapshots.TryAdd(recorded.Symbol, found);
                }

                continue;
            }

            survey.StartMs = survey.StartMs == 0 ? Math.Max(recorded.EventTimeMs, recorded.TimeMs) : survey.StartMs;
            survey.Kind = recorded.IsUsdm ? MarketKind.Usdm : survey.Kind;
            survey.StreamKinds.Add(recorded.Stream[(recorded.Stream.IndexOf('@', StringComparison.Ordinal) + 1)..]);
            if (recorded.Symbol.Length == 0)
            {
                continue;
            }

            if (!decimals.TryGetValue(recorded.Symbol, out var seen))
            {
                decimals.Add(recorded.Symbol, seen = (new RecordedDecimals(), new RecordedDecimals()));
            }

            seen.Price.Note(recorded.First.Price, recorded.Second.Price);
            seen.Quantity.Note(recorded.First.Quantity, recorded.Second.Quantity);
            foreach (var (price, quantity) in recorded.Bids)
            {
                seen.Price.Note(price, 0);
                seen.Quantity.Note(quantity, 0);
            }

            if (recorded.First.Price > 0)
            {
                printed[recorded.Symbol] = recorded.Printed;
            }
        }

        if (decimals.Count is 0 or > MostSymbols)
        {
            throw new InvalidDataException(
                $"it is no recorded session (lines of receive time and combined-stream JSON) of 1 to {MostSymbols} symbols.");
        }

        foreach (var (symbol, (price, quantity)) in decimals)
        {
            var (shownPrice, shownQuantity) = printed.GetValueOrDefault(symbol, ("1.00000000", "1.00000000"));
            survey._specs[symbol] = MarketSpec.OfRecorded(survey.Kind, symbol, shownPrice, shownQuantity) with
            {
                TickSize = price.Grid,
                StepSize = quantity.Grid,
            };
        }

        if (snapshot is not null && survey._specs.Count == 1)
        {
            survey.Snapshots.TryAdd(survey._specs.Keys.Single(), snapshot);
        }

        survey.AddCompanion(path);
        return survey;
    }

    /// <summary>cryptofeed keeps the REST bodies of a session beside it: <c>X.ws.N.M</c> has <c>X.http.*</c>.</summary>
    private void AddCompanion(string path)
    {
        var name = Path.GetFileName(path);
        var cut = name.IndexOf(".ws.", StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (cut < 0)
        {
            return;
        }

        var recorded = new RecordedEvent();
        foreach (var companion in Directory.EnumerateFiles(folder, name[..cut] + ".http.*"))
        {
            foreach (var (symbol, body) in CompanionFile.Depths(companion))
            {
                if (_specs.ContainsKey(symbol) && recorded.Read(body) && recorded.Type == RecordedEvent.Kind.Snapshot)
                {
                    Snapshots[symbol] = new RecordedSnapshot(recorded.LastId, [.. recorded.Bids], [.. recorded.Asks]);
                }
            }
        }
    }
}

/// <summary>The coarsest power of ten that divides every number seen: the grid that a symbol is traded on.</summary>
internal sealed class RecordedDecimals
{
    public long Grid { get; private set; } = 100_000_000;

    public void Note(long first, long second)
    {
        while (Grid > 1 && (first % Grid != 0 || second % Grid != 0))
        {
            Grid /= 10;
        }
    }
}
