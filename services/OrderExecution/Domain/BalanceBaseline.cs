namespace Trading.OrderExecution.Domain;

/// <summary>
/// What an account holds apart from its fills: its balances at first contact, or when an administrator last accepted them.
/// </summary>
/// <param name="Amounts">By asset; an asset that is not there was not held.</param>
/// <param name="By">Who accepted them.</param>
internal sealed record BalanceBaseline(string Account, string Venue, IReadOnlyDictionary<string, decimal> Amounts, string By, DateTime At)
{
    // Venues state amounts to eight places; what one fill moves may be rounded by as much.
    private const decimal Unit = 0.00000001m;

    /// <summary>The baseline under which these balances are right.</summary>
    public static BalanceBaseline Of(AccountSnapshot snapshot, IReadOnlyDictionary<string, AssetMove> moves, string by, DateTime at)
    {
        var held = snapshot.Balances.ToDictionary(
            balance => balance.Asset, balance => balance.Free + balance.Locked, StringComparer.Ordinal);
        return new BalanceBaseline(
            snapshot.Account,
            snapshot.Venue,
            held.Keys.Union(moves.Keys, StringComparer.Ordinal).ToDictionary(
                asset => asset, asset => Decimals.Plain(held.GetValueOrDefault(asset) - moves.GetValueOrDefault(asset).Amount),
                StringComparer.Ordinal),
            by,
            at);
    }

    /// <summary>Assets, in order, whose balance is not the baseline plus what was moved.</summary>
    public IReadOnlyList<BalanceDifference> Differences(AccountSnapshot snapshot, IReadOnlyDictionary<string, AssetMove> moves)
    {
        var held = snapshot.Balances.ToDictionary(
            balance => balance.Asset, balance => balance.Free + balance.Locked, StringComparer.Ordinal);
        var differences = new List<BalanceDifference>();
        var assets = held.Keys.Union(moves.Keys, StringComparer.Ordinal).Union(Amounts.Keys, StringComparer.Ordinal);
        foreach (var asset in assets.Order(StringComparer.Ordinal))
        {
            var move = moves.GetValueOrDefault(asset);
            var (expected, actual) = (Amounts.GetValueOrDefault(asset) + move.Amount, held.GetValueOrDefault(asset));
            if (Math.Abs(actual - expected) > Unit * (1 + move.Fills))
            {
                differences.Add(new BalanceDifference(
                    Account, Venue, asset, Decimals.Plain(expected), Decimals.Plain(actual), Decimals.Plain(actual - expected)));
            }
        }

        return differences;
    }
}
