using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Account, balances, positions, own trades and the listen key of <c>/fapi</c>.</summary>
internal sealed class UsdmAccountApi(ListenKey key)
{
    private const string MostNotional = "100000000";

    /// <param name="isV3">Version 3 leaves out what the account may do and how its positions are set.</param>
    public static object Account(ApiCall call, bool isV3) => call.Exchange.Run(() =>
    {
        var account = call.Exchange.Futures;
        var (wallet, unrealized, equity) = (
            Fixed.Of(account.Wallet), Fixed.Of(account.Unrealized), Fixed.Of(account.Wallet + account.Unrealized));
        var (positions, orders) = (Fixed.Of(account.PositionMargin), Fixed.Of(account.OrderMargin));
        var (initial, maintenance) = (Fixed.Of(account.PositionMargin + account.OrderMargin), Fixed.Of(account.PositionMargin / 2));
        var available = Fixed.Of(account.Available);
        var asset = new UsdmAssetBody(
            "USDT", wallet, unrealized, equity, maintenance, initial, positions, orders, wallet, unrealized, available, available,
            isV3 ? null : true, call.Exchange.NowMs);
        var (yes, no, zero) = isV3 ? default((bool?, bool?, int?)) : (true, false, 0);
        return new UsdmAccountBody(
            zero, yes, yes, yes, zero, no, isV3 ? null : -1, initial, maintenance, wallet, unrealized, equity, positions, orders, wallet,
            unrealized, available,
            available, [asset], [.. account.Positions.Select(position => Position(call, account, position, isV3))]);
    });

    public static object Balance(ApiCall call) => call.Exchange.Run(() =>
    {
        var account = call.Exchange.Futures;
        var (wallet, available) = (Fixed.Of(account.Wallet), Fixed.Of(account.Available));
        return new List<UsdmBalanceBody>
        {
            new("SgsR", "USDT", wallet, wallet, Fixed.Of(account.Unrealized), available, available, MarginAvailable: true,
                call.Exchange.NowMs),
        };
    });

    public static object Positions(ApiCall call)
    {
        var markets = call.Markets();
        return call.Exchange.Run(() => markets.ConvertAll(market =>
        {
            var (spec, position) = (market.Spec, call.Exchange.Futures.PositionOf(market.Spec.Symbol));
            var mark = call.Exchange.Futures.MarkOf(spec.Symbol);
            return new PositionRiskBody(
                spec.Symbol, Fixed.Of(position.Quantity, spec.QuantityDecimals), Fixed.Of(position.EntryPrice),
                Fixed.Of(position.EntryPrice), Fixed.Of(mark),
                Fixed.Of(position.Unrealized(mark)), Leverage: Text(position.Leverage), Notional: Fixed.Of(position.Quantity * mark),
                UpdateTime: position.UpdatedUs / 1000);
        }));
    }

    public static object Trades(ApiCall call, Market market)
    {
        var limit = call.Limit(500, 1000);
        var orderId = call.Number("orderId");
        return call.Exchange.Run(() => call.Exchange.Journal.FillsOf(market.Spec, orderId).TakeLast(limit).Select(own =>
        {
            var (spec, order, fill) = (market.Spec, own.Order, own.Fill);
            return new UsdmFillBody(
                order.Side == Side.Buy, Fixed.Of(fill.Commission), "USDT", fill.TradeId, fill.IsMaker, order.OrderId,
                spec.Price(fill.Price),
                spec.Size(fill.Quantity), Fixed.OfProduct(E8.Product(fill.Price, fill.Quantity), 5), Fixed.Of(fill.RealizedPnl), order.Side,
                "BOTH",
                own.Symbol, fill.TimeUs / 1000);
        }).ToList());
    }

    public static object Leverage(ApiCall call, Market market)
    {
        call.Required("leverage");
        var leverage = call.Number("leverage") ?? 0;
        if (leverage is < 1 or > 125)
        {
            call.Fail(-4028, $"Leverage {leverage} is not valid");
        }

        if (call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() =>
        {
            call.Exchange.Futures.PositionOf(market.Spec.Symbol).Leverage = (int)leverage;
            call.Exchange.Journal.Unsaved.Account = true;
        });
        return new LeverageBody(leverage, MostNotional, market.Spec.Symbol);
    }

    public static object Brackets(ApiCall call) =>
        call.Markets().ConvertAll(market => new BracketsBody(market.Spec.Symbol, [new(1, 125, 100_000_000, 0, 0.025m, 0.0m)]));

    public object StartStream(ApiCall call) => new ListenKeyBody(key.Start(call.Exchange.NowMs));

    public object KeepStream(ApiCall call) =>
        key.Extend(call.Exchange.NowMs) ? new ListenKeyBody(key.Value!) : new VenueError(400, -1125, "This listenKey does not exist.");

    public object StopStream(ApiCall call)
    {
        key.Stop();
        return new NothingBody();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static UsdmPositionBody Position(ApiCall call, UsdmAccount account, UsdmPosition position, bool isV3)
    {
        var orders = call.Exchange.Find(MarketKind.Usdm, position.Symbol)?.Orders.Open.Sum(order => order.Locked) ?? 0;
        var mark = position.Quantity == 0 ? 0 : account.MarkOf(position.Symbol);
        var margin = Math.Abs(position.Quantity) * mark / position.Leverage;
        var body = new UsdmPositionBody(
            position.Symbol, Fixed.Of(margin + orders), Fixed.Of(margin / 2), Fixed.Of(position.Unrealized(mark)),
            PositionAmt: Fixed.Of(position.Quantity, 3), UpdateTime: position.UpdatedUs / 1000);
        return isV3
            ? body with { IsolatedMargin = "0", Notional = Fixed.Of(position.Quantity * mark), IsolatedWallet = "0" }
            : body with
            {
                PositionInitialMargin = Fixed.Of(margin),
                OpenOrderInitialMargin = Fixed.Of(orders),
                Leverage = Text(position.Leverage),
                Isolated = false,
                EntryPrice = Fixed.Of(position.EntryPrice),
                MaxNotional = MostNotional,
                BidNotional = "0",
                AskNotional = "0",
            };
    }
}
