using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>What fills and their fees have moved of one asset.</summary>
internal readonly record struct AssetMove(decimal Amount, long Fills)
{
    /// <summary>By asset; null when the assets of a traded symbol are not known.</summary>
    public static IReadOnlyDictionary<string, AssetMove>? Of(IEnumerable<TradedTotal> totals, Func<string, Instrument?> instrumentOf)
    {
        var moves = new Dictionary<string, AssetMove>(StringComparer.Ordinal);
        foreach (var total in totals)
        {
            if (instrumentOf(total.Symbol) is not { } instrument)
            {
                return null;
            }

            foreach (var (asset, amount) in new[]
            {
                (instrument.BaseAsset, total.BaseQuantity), (instrument.QuoteAsset, total.QuoteQuantity), (total.FeeAsset, -total.Fee),
            })
            {
                var move = moves.GetValueOrDefault(asset);
                moves[asset] = new AssetMove(move.Amount + amount, move.Fills + total.Fills);
            }
        }

        return moves;
    }
}
