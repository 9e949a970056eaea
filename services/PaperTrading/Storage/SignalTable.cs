using System.Globalization;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Signals that the scanner raised.</summary>
internal sealed class SignalTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    /// <summary>False when it is there already.</summary>
    public async Task<bool> AddAsync(SignalRaised signal, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.signals.add", cancellationToken);
        return await session.ExecuteAsync(
            new(
                "INSERT INTO signals (signal_id, venue, symbol, side, score, confidence, explanation, raised_at) "
                + "VALUES (@id, @venue, @symbol, @side, @score, @confidence, @explanation, @time) ON CONFLICT (signal_id) DO NOTHING",
                ("id", signal.SignalId.ToString("D", CultureInfo.InvariantCulture)), ("venue", signal.Venue), ("symbol", signal.Symbol),
                ("side", (short)signal.Side), ("score", signal.Score), ("confidence", signal.Confidence),
                ("explanation", signal.Explanation), ("time", signal.RaisedAt)),
            cancellationToken) > 0;
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<SignalRaised>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.signals.list", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT signal_id, venue, symbol, side, score, confidence, explanation, raised_at FROM signals ORDER BY raised_at DESC "
                    + "LIMIT @limit",
                ("limit", limit)),
            row => new SignalRaised
            {
                SignalId = Guid.Parse(row.Text(0)),
                Venue = row.Text(1),
                Symbol = row.Text(2),
                Side = (Side)row.Int32(3),
                Score = row.Double(4),
                Confidence = row.Double(5),
                Explanation = row.Text(6),
                RaisedAt = row.Time(7),
            },
            cancellationToken);
    }
}
