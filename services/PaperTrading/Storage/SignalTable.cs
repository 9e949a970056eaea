using System.Globalization;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Signals that the scanner raised.</summary>
internal sealed class SignalTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task AddAsync(SignalRaised signal, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.signals.add");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            "INSERT INTO signals (signal_id, venue, symbol, side, score, confidence, explanation, raised_at) "
            + "VALUES (@id, @venue, @symbol, @side, @score, @confidence, @explanation, @time) ON CONFLICT (signal_id) DO NOTHING",
            ("id", signal.SignalId.ToString("D", CultureInfo.InvariantCulture)), ("venue", signal.Venue), ("symbol", signal.Symbol),
            ("side", (short)signal.Side), ("score", signal.Score), ("confidence", signal.Confidence), ("explanation", signal.Explanation),
            ("time", signal.RaisedAt));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<SignalRaised>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.signals.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.Command(
            "SELECT signal_id, venue, symbol, side, score, confidence, explanation, raised_at FROM signals ORDER BY raised_at DESC LIMIT @limit",
            ("limit", limit))
            .ReadAsync(
                row => new SignalRaised
                {
                    SignalId = Guid.Parse(row.GetString(0)),
                    Venue = row.GetString(1),
                    Symbol = row.GetString(2),
                    Side = (Side)row.GetInt16(3),
                    Score = row.GetDouble(4),
                    Confidence = row.GetDouble(5),
                    Explanation = row.GetString(6),
                    RaisedAt = row.Utc(7),
                },
                cancellationToken);
    }
}
