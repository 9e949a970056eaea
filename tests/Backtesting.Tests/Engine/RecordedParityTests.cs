using System.Globalization;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;
using Trading.Contracts;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.Backtesting.Tests.Engine;

/// <summary>
/// Two recorded hours of BTCUSDT. Trades and bars as paper trading takes them, in either order of arrival, give the fills and the account
/// of a backtest over the bars alone.
/// </summary>
public sealed class RecordedParityTests
{
    private const string File = "trades/deep_orderbook_BTCUSDT-aggTrades-2020-11-01T09-11.csv.gz";
    private const decimal Step = 0.001m;

    private static readonly FillCosts Costs = new(new FeeSchedule(0.001m, 0.001m), 0.0001m);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Paper_and_backtest_give_the_same_fills_and_account(bool barsComeLate)
    {
        var minutes = Trades().GroupBy(trade => BarInterval.OneMinute.OpenOf(trade.ExchangeTime)).Select(group => group.ToArray()).ToList();
        var bars = minutes.ConvertAll(BarOf);
        var plan = Plan(bars);
        using var backtest = new BacktestRun(plan);
        var recent = new RecentTrades(16_384);
        var account = new Account(AccountTerms.Spot, plan.Cash);
        var paper = new TradingEngine(plan.Setup(), plan.Strategy.Create(), account, recent: _ => recent);
        for (var i = 0; i < bars.Count; i++)
        {
            backtest.Advance([new SymbolBar(0, bars[i])]);
            Take(minutes[i]);
            if (barsComeLate && i + 1 < bars.Count)
            {
                Take(minutes[i + 1]);
            }

            paper.OnBar(0, bars[i]);
        }

        var outcome = backtest.Finish();
        Assert.True(outcome.Trades.Count > 10);
        Assert.Equal(outcome.Trades.Select(Figures), paper.Fills.Select(fill => Figures(PaperTrade.Of(fill))));
        Assert.Equal(outcome.Statistics.FinalEquity, account.Equity);
        Assert.Equal(outcome.Statistics.Fees, account.Fees);

        void Take(Trade[] trades)
        {
            foreach (var trade in trades)
            {
                recent.Add(trade);
                paper.OnTrade(0, trade);
            }
        }
    }

    [Fact]
    public void The_same_events_give_the_same_hash()
    {
        var bars = Trades().GroupBy(trade => BarInterval.OneMinute.OpenOf(trade.ExchangeTime)).Select(group => BarOf([.. group])).ToList();
        Assert.Equal(Hash(bars), Hash(bars));

        static string Hash(List<Bar> bars)
        {
            using var run = new BacktestRun(Plan(bars));
            bars.ForEach(bar => run.Advance([new SymbolBar(0, bar)]));
            return run.Finish().RunHash;
        }
    }

    private static (string, Side, decimal, decimal, decimal) Figures(PaperTrade trade) =>
        (trade.Id, trade.Side, trade.Price, trade.Quantity, trade.Fee);

    private static BacktestPlan Plan(List<Bar> bars)
    {
        var parameters = new Dictionary<string, decimal> { ["fast"] = 2, ["slow"] = 5, ["cashFraction"] = 0.5m };
        Assert.True(new StrategyCatalogue().TryPlan("ma-cross", parameters, out var plan, out _));
        return new BacktestPlan(
            plan, Venues.Simulator, ["BTCUSDT"], BarInterval.OneMinute, bars[0].OpenTime, bars[^1].OpenTime.AddMinutes(1), 10_000m,
            Costs, Step);
    }

    private static IEnumerable<Trade> Trades() => RecordedData.Lines(File).Select(line =>
    {
        var cells = line.Split(',');
        var time = DateTime.UnixEpoch.AddMilliseconds(long.Parse(cells[5], CultureInfo.InvariantCulture));
        var price = decimal.Parse(cells[1], CultureInfo.InvariantCulture);
        return new Trade(
            long.Parse(cells[0], CultureInfo.InvariantCulture), price, decimal.Parse(cells[2], CultureInfo.InvariantCulture),
            cells[6] == "True" ? Side.Sell : Side.Buy, time, time);
    });

    private static Bar BarOf(Trade[] trades) => new(
        BarInterval.OneMinute.OpenOf(trades[0].ExchangeTime), BarInterval.OneMinute, trades[0].Price, trades.Max(trade => trade.Price),
        trades.Min(trade => trade.Price), trades[^1].Price, trades.Sum(trade => trade.Quantity), 0, trades.Length, 0, 0, true,
        BarSource.Trades);
}
