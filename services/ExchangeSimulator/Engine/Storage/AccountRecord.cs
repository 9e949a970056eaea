using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Storage;

/// <summary>
/// What one step changed, each value as it is afterwards, so that reading needs no arithmetic: the last line that speaks of an order or a
/// balance is right.
/// </summary>
internal sealed record AccountRecord(
    long Ordinal, long RequestCount, long FillCount, long LastPrivateTradeId, decimal Wallet, decimal OrderMargin,
    IReadOnlyDictionary<string, KeptBalance> Balances, IReadOnlyList<KeptPosition> Positions, IReadOnlyList<OrderRequest> Requests,
    IReadOnlyList<KeptOrder> Orders, IReadOnlyList<KeptFill> Fills);

internal sealed record KeptBalance(decimal Free, decimal Locked);

internal sealed record KeptPosition(string Symbol, decimal Quantity, decimal EntryPrice, int Leverage, long UpdatedUs);

internal sealed record KeptOrder(MarketKind Market, ClientOrder Order);

internal sealed record KeptFill(MarketKind Market, string Symbol, long OrderId, Fill Fill);

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountRecord))]
internal sealed partial class AccountJson : JsonSerializerContext;
