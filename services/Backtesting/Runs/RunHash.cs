using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Backtesting.Statistics;

namespace Trading.Backtesting.Runs;

/// <summary>Hashes a run as it happens, over text that has one form only.</summary>
internal sealed class RunHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(BacktestPlan plan)
    {
        Append(plan.Canonical());
    }

    public void Add(PaperTrade trade)
    {
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{trade.Id}|{trade.Symbol}|{trade.Side}|{trade.Price}|{trade.Quantity}|{trade.Fee}|{trade.RealizedPnl}|{trade.Time.Ticks}|"));
        Append($"{trade.Rule}");
    }

    /// <summary>Adds the statistics and gives the hash in lower-case hex.</summary>
    public string Finish(BacktestStatistics statistics, long bars)
    {
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{bars}|{statistics.FinalEquity}|{statistics.Fees}|{statistics.Trades}|{statistics.RoundTrips}"));
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{statistics.TotalReturn:R}|{statistics.Cagr:R}|{statistics.Sharpe:R}|{statistics.Sortino:R}|{statistics.Calmar:R}"));
        Append(statistics.MaxDrawdown.ToString("R", CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Append(string line)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(line));
        _hash.AppendData("\n"u8);
    }
}
