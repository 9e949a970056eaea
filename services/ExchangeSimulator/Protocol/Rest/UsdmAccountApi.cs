using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Balances, positions, own trades and the listen key of <c>/fapi</c>.</summary>
internal static class UsdmAccountApi
{
    public static VenueError? Balance(ApiCall call)
    {
        call.Exchange.Run(() =>
        {
            var account = call.Exchange.Futures;
            call.Json.Text("[{\"accountAlias\":\"SgsR\",\"asset\":\"USDT\",\"balance\":"u8).Decimal(account.Wallet).Text(",\"crossWalletBalance\":"u8).Decimal(account.Wallet)
                .Text(",\"crossUnPnl\":"u8).Decimal(account.Unrealized).Text(",\"availableBalance\":"u8).Decimal(account.Available)
                .Text(",\"maxWithdrawAmount\":"u8).Decimal(account.Available).Text(",\"marginAvailable\":true,\"updateTime\":"u8).Number(call.Exchange.NowMs).Text("}]"u8);
        });
        return null;
    }

    public static VenueError? Positions(ApiCall call)
    {
        var markets = call.Has("symbol") ? [call.Symbol()] : call.Exchange.Of(MarketKind.Usdm).ToList<Market?>();
        if (call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() =>
        {
            var account = call.Exchange.Futures;
            var json = call.Json.Text("["u8);
            for (var i = 0; i < markets.Count; i++)
            {
                var spec = markets[i]!.Spec;
                var position = account.PositionOf(spec.Symbol);
                var mark = account.MarkOf(spec.Symbol);
                json.Text(i == 0 ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(spec.Symbol).Text(",\"positionAmt\":"u8).Decimal(position.Quantity, spec.QuantityDecimals)
                    .Text(",\"entryPrice\":"u8).Decimal(position.EntryPrice).Text(",\"breakEvenPrice\":"u8).Decimal(position.EntryPrice)
                    .Text(",\"markPrice\":"u8).Decimal(mark).Text(",\"unRealizedProfit\":"u8).Decimal(position.Quantity == 0 ? 0 : position.Unrealized(mark))
                    .Text(",\"liquidationPrice\":\"0\",\"leverage\":\""u8).Number(position.Leverage).Text("\",\"maxNotionalValue\":\"100000000\",\"marginType\":\"cross\",\"isolatedMargin\":\"0.00000000\",\"isAutoAddMargin\":\"false\",\"positionSide\":\"BOTH\",\"notional\":"u8)
                    .Decimal(position.Quantity * mark).Text(",\"isolatedWallet\":\"0\",\"updateTime\":"u8).Number(position.UpdatedUs / 1000).Text("}"u8);
            }

            json.Text("]"u8);
        });
        return null;
    }

    public static VenueError? Trades(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var orderId = call.Number("orderId");
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() =>
        {
            var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
            var json = call.Json.Text("["u8);
            var first = true;
            foreach (var (_, symbol, order, fill) in call.Exchange.Journal.Fills
                .Where(f => f.Market == MarketKind.Usdm && f.Symbol == market.Spec.Symbol && (orderId is null || f.Order.OrderId == orderId)).TakeLast(limit))
            {
                json.Text(first ? "{\"buyer\":"u8 : ",{\"buyer\":"u8).Bool(order.Side == Side.Buy).Text(",\"commission\":"u8).Decimal(fill.Commission)
                    .Text(",\"commissionAsset\":\"USDT\",\"id\":"u8).Number(fill.TradeId).Text(",\"maker\":"u8).Bool(fill.IsMaker).Text(",\"orderId\":"u8).Number(order.OrderId)
                    .Text(",\"price\":"u8).Price(fill.Price, price).Text(",\"qty\":"u8).Price(fill.Quantity, size)
                    .Text(",\"quoteQty\":"u8).Product(E8.Product(fill.Price, fill.Quantity), 5).Text(",\"realizedPnl\":"u8).Decimal(fill.RealizedPnl)
                    .Text(",\"side\":"u8).String(OrderJson.NameOf(order.Side)).Text(",\"positionSide\":\"BOTH\",\"symbol\":"u8).String(symbol)
                    .Text(",\"time\":"u8).Number(fill.TimeUs / 1000).Text("}"u8);
                first = false;
            }

            json.Text("]"u8);
        });
        return null;
    }

    public static VenueError? Leverage(ApiCall call)
    {
        var market = call.Symbol();
        call.Required("leverage");
        var leverage = call.Number("leverage") ?? 0;
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        if (leverage is < 1 or > 125)
        {
            return new VenueError(400, -4028, $"Leverage {leverage} is not valid");
        }

        call.Exchange.Run(() =>
        {
            call.Exchange.Futures.PositionOf(market.Spec.Symbol).Leverage = (int)leverage;
            call.Exchange.Journal.Unsaved.Account = true;
        });
        call.Json.Text("{\"leverage\":"u8).Number(leverage).Text(",\"maxNotionalValue\":\"100000000\",\"symbol\":"u8).String(market.Spec.Symbol).Text("}"u8);
        return null;
    }

    public static VenueError? Brackets(ApiCall call)
    {
        var markets = call.Has("symbol") ? [call.Symbol()] : call.Exchange.Of(MarketKind.Usdm).ToList<Market?>();
        if (call.Error is not null)
        {
            return call.Error;
        }

        call.Json.Text("["u8);
        for (var i = 0; i < markets.Count; i++)
        {
            call.Json.Text(i == 0 ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(markets[i]!.Spec.Symbol)
                .Text(",\"brackets\":[{\"bracket\":1,\"initialLeverage\":125,\"notionalCap\":100000000,\"notionalFloor\":0,\"maintMarginRatio\":0.025,\"cum\":0.0}]}"u8);
        }

        call.Json.Text("]"u8);
        return null;
    }

    public static Func<ApiCall, VenueError?> StartStream(UsdmUserFeed feed) => call =>
    {
        call.Json.Text("{\"listenKey\":"u8).String(feed.Start(call.Exchange.NowMs)).Text("}"u8);
        return null;
    };

    public static Func<ApiCall, VenueError?> KeepStream(UsdmUserFeed feed) => call =>
    {
        if (!feed.Extend(call.Exchange.NowMs))
        {
            return new VenueError(400, -1125, "This listenKey does not exist.");
        }

        call.Json.Text("{\"listenKey\":"u8).String(feed.Key!).Text("}"u8);
        return null;
    };

    public static Func<ApiCall, VenueError?> StopStream(UsdmUserFeed feed) => call =>
    {
        feed.Stop();
        call.Json.Text("{}"u8);
        return null;
    };
}
