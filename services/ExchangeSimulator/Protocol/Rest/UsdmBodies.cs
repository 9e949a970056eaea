using Trading.Contracts;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Fields in the order of the wire; null, of version 3 of the account, is not sent.</summary>
internal sealed record UsdmAccountBody(
    int? FeeTier, bool? CanTrade, bool? CanDeposit, bool? CanWithdraw, int? UpdateTime, bool? MultiAssetsMargin, int? TradeGroupId,
    Fixed TotalInitialMargin, Fixed TotalMaintMargin, Fixed TotalWalletBalance, Fixed TotalUnrealizedProfit, Fixed TotalMarginBalance,
    Fixed TotalPositionInitialMargin, Fixed TotalOpenOrderInitialMargin, Fixed TotalCrossWalletBalance, Fixed TotalCrossUnPnl,
    Fixed AvailableBalance, Fixed MaxWithdrawAmount, List<UsdmAssetBody> Assets, List<UsdmPositionBody> Positions);

internal sealed record UsdmAssetBody(
    string Asset, Fixed WalletBalance, Fixed UnrealizedProfit, Fixed MarginBalance, Fixed MaintMargin, Fixed InitialMargin,
    Fixed PositionInitialMargin, Fixed OpenOrderInitialMargin, Fixed CrossWalletBalance, Fixed CrossUnPnl, Fixed AvailableBalance,
    Fixed MaxWithdrawAmount, bool? MarginAvailable, long UpdateTime);

internal sealed record UsdmPositionBody(
    string Symbol, Fixed InitialMargin, Fixed MaintMargin, Fixed UnrealizedProfit, string? IsolatedMargin = null, Fixed? Notional = null,
    string? IsolatedWallet = null, Fixed? PositionInitialMargin = null, Fixed? OpenOrderInitialMargin = null, string? Leverage = null,
    bool? Isolated = null, Fixed? EntryPrice = null, string? MaxNotional = null, string? BidNotional = null, string? AskNotional = null,
    string PositionSide = "BOTH", Fixed PositionAmt = default, long UpdateTime = 0);

internal sealed record UsdmBalanceBody(
    string AccountAlias, string Asset, Fixed Balance, Fixed CrossWalletBalance, Fixed CrossUnPnl, Fixed AvailableBalance,
    Fixed MaxWithdrawAmount, bool MarginAvailable, long UpdateTime);

internal sealed record PositionRiskBody(
    string Symbol, Fixed PositionAmt, Fixed EntryPrice, Fixed BreakEvenPrice, Fixed MarkPrice, Fixed UnRealizedProfit,
    string LiquidationPrice = "0", string Leverage = "", string MaxNotionalValue = "100000000", string MarginType = "cross",
    string IsolatedMargin = "0.00000000", string IsAutoAddMargin = "false", string PositionSide = "BOTH", Fixed Notional = default,
    string IsolatedWallet = "0", long UpdateTime = 0);

internal sealed record UsdmFillBody(
    bool Buyer, Fixed Commission, string CommissionAsset, long Id, bool Maker, long OrderId, Fixed Price, Fixed Qty, Fixed QuoteQty,
    Fixed RealizedPnl, Side Side, string PositionSide, string Symbol, long Time);

internal sealed record LeverageBody(long Leverage, string MaxNotionalValue, string Symbol);

internal sealed record BracketsBody(string Symbol, BracketBody[] Brackets);

internal sealed record BracketBody(
    int Bracket, int InitialLeverage, long NotionalCap, long NotionalFloor, decimal MaintMarginRatio, decimal Cum);

internal sealed record ListenKeyBody(string ListenKey);
