using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The newest announcement of the kill switch: one row.</summary>
internal sealed class HaltTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<TradingHalted?> FindAsync(CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.halt.find", cancellationToken);
        return await session.FirstAsync(
            new("SELECT halted, reason, halted_by, announced_at FROM halt"),
            row => new TradingHalted { Halted = row.Boolean(0), Reason = row.Text(1), By = row.Text(2), At = row.Time(3) },
            cancellationToken);
    }

    public async Task SaveAsync(TradingHalted message, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.halt.save", cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO halt (id, halted, reason, halted_by, announced_at) VALUES (1, @halted, @reason, @by, @at) "
                + "ON CONFLICT (id) DO UPDATE SET halted = excluded.halted, reason = excluded.reason, halted_by = excluded.halted_by, "
                + "announced_at = excluded.announced_at",
                ("halted", message.Halted), ("reason", message.Reason), ("by", message.By), ("at", message.At)),
            cancellationToken);
    }
}
