using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// The whole futures account: <c>/fapi/v2/account</c>, and <c>/fapi/v3/account</c>, which leaves out what the account may do and how its
/// positions are set.
/// </summary>
internal static class UsdmAccountView
{
    public static VenueError? Account(ApiCall call) => Write(call, isV3: false);

    public static VenueError? AccountV3(ApiCall call) => Write(call, isV3: true);

    private static VenueError? Write(ApiCall call, bool isV3)
    {
        call.Exchange.Run(() =>
        {
            var account = call.Exchange.Futures;
            var json = call.Json.Text(isV3
                ? "{\"totalInitialMargin\":"u8
                : "{\"feeTier\":0,\"canTrade\":true,\"canDeposit\":true,\"canWithdraw\":true,\"updateTime\":0,\"multiAssetsMargin\":false,\"tradeGroupId\":-1,\"totalInitialMargin\":"u8);
            Totals(json, account);
            Asset(json.Text(",\"assets\":["u8), account, call.Exchange.NowMs, isV3);
            json.Text("],\"positions\":["u8);
            var first = true;
            foreach (var position in account.Positions)
            {
                var orders = call.Exchange.Find(call.Kind, position.Symbol)?.Orders.Open ?? [];
                Position(json.Text(first ? default : ","u8), account, position, orders.Sum(order => order.Locked), isV3);
                first = false;
            }

            json.Text("]}"u8);
        });
        return null;
    }

    private static void Totals(JsonFrame json, UsdmAccount account) => json
        .Decimal(account.PositionMargin + account.OrderMargin).Text(",\"totalMaintMargin\":"u8).Decimal(account.PositionMargin / 2)
        .Text(",\"totalWalletBalance\":"u8).Decimal(account.Wallet).Text(",\"totalUnrealizedProfit\":"u8).Decimal(account.Unrealized)
        .Text(",\"totalMarginBalance\":"u8).Decimal(account.Wallet + account.Unrealized).Text(",\"totalPositionInitialMargin\":"u8).Decimal(account.PositionMargin)
        .Text(",\"totalOpenOrderInitialMargin\":"u8).Decimal(account.OrderMargin).Text(",\"totalCrossWalletBalance\":"u8).Decimal(account.Wallet)
        .Text(",\"totalCrossUnPnl\":"u8).Decimal(account.Unrealized).Text(",\"availableBalance\":"u8).Decimal(account.Available)
        .Text(",\"maxWithdrawAmount\":"u8).Decimal(account.Available);

    private static void Asset(JsonFrame json, UsdmAccount account, long nowMs, bool isV3) => json
        .Text("{\"asset\":\"USDT\",\"walletBalance\":"u8).Decimal(account.Wallet)
        .Text(",\"unrealizedProfit\":"u8).Decimal(account.Unrealized).Text(",\"marginBalance\":"u8).Decimal(account.Wallet + account.Unrealized)
        .Text(",\"maintMargin\":"u8).Decimal(account.PositionMargin / 2).Text(",\"initialMargin\":"u8).Decimal(account.PositionMargin + account.OrderMargin)
        .Text(",\"positionInitialMargin\":"u8).Decimal(account.PositionMargin).Text(",\"openOrderInitialMargin\":"u8).Decimal(account.OrderMargin)
        .Text(",\"crossWalletBalance\":"u8).Decimal(account.Wallet).Text(",\"crossUnPnl\":"u8).Decimal(account.Unrealized)
        .Text(",\"availableBalance\":"u8).Decimal(account.Available).Text(",\"maxWithdrawAmount\":"u8).Decimal(account.Available)
        .Text(isV3 ? ",\"updateTime\":"u8 : ",\"marginAvailable\":true,\"updateTime\":"u8).Number(nowMs).Text("}"u8);

    private static void Position(JsonFrame json, UsdmAccount account, UsdmPosition position, decimal orderMargin, bool isV3)
    {
        var mark = position.Quantity == 0 ? 0 : account.MarkOf(position.Symbol);
        var margin = Math.Abs(position.Quantity) * mark / position.Leverage;
        json.Text("{\"symbol\":"u8).String(position.Symbol).Text(",\"initialMargin\":"u8).Decimal(margin + orderMargin)
            .Text(",\"maintMargin\":"u8).Decimal(margin / 2).Text(",\"unrealizedProfit\":"u8).Decimal(position.Unrealized(mark));
        if (isV3)
        {
            json.Text(",\"isolatedMargin\":\"0\",\"notional\":"u8).Decimal(position.Quantity * mark).Text(",\"isolatedWallet\":\"0\""u8);
        }
        else
        {
            json.Text(",\"positionInitialMargin\":"u8).Decimal(margin).Text(",\"openOrderInitialMargin\":"u8).Decimal(orderMargin)
                .Text(",\"leverage\":\""u8).Number(position.Leverage).Text("\",\"isolated\":false,\"entryPrice\":"u8).Decimal(position.EntryPrice)
                .Text(",\"maxNotional\":\"100000000\",\"bidNotional\":\"0\",\"askNotional\":\"0\""u8);
        }

        json.Text(",\"positionSide\":\"BOTH\",\"positionAmt\":"u8).Decimal(position.Quantity, 3)
            .Text(",\"updateTime\":"u8).Number(position.UpdatedUs / 1000).Text("}"u8);
    }
}
