using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The newest announcement of the kill switch: one row.</summary>
internal sealed class HaltTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<TradingHalted?> FindAsync(CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.halt.find");
        await using var connection = await Database.OpenAsync(cancellationToken);
        var rows = await connection.Command("SELECT halted, reason, halted_by, announced_at FROM halt").ReadAsync(
            row => new TradingHalted { Halted = row.GetBoolean(0), Reason = row.GetString(1), By = row.GetString(2), At = row.Utc(3) }, cancellationToken);
        return rows.SingleOrDefault();
    }

    public async Task SaveAsync(TradingHalted message, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.halt.save");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            "INSERT INTO halt (id, halted, reason, halted_by, announced_at) VALUES (1, @halted, @reason, @by, @at) "
            + "ON CONFLICT (id) DO UPDATE SET halted = excluded.halted, reason = excluded.reason, halted_by = excluded.halted_by, "
            + "announced_at = excluded.announced_at",
            ("halted", message.Halted), ("reason", message.Reason), ("by", message.By), ("at", message.At));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
