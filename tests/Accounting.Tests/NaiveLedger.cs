using Trading.Contracts;

namespace Trading.Accounting.Tests;

/// <summary>The account done slowly: whole units one at a time at average cost, the equity curve kept and searched.</summary>
internal sealed class NaiveLedger(decimal cash)
{
    private readonly Dictionary<string, (decimal Quantity, double Average)> _positions = [];
    private readonly Dictionary<string, decimal> _marks = [];
    private readonly List<decimal> _curve = [cash];

    public decimal Cash { get; private set; } = cash;

    public double Realized { get; private set; }

    public decimal Equity => Cash + _positions.Sum(position => position.Value.Quantity * _marks[position.Key]);

    public decimal MaxDrawdown
    {
        get
        {
            decimal peak = 0, worst = 0;
            foreach (var equity in _curve)
            {
                peak = Math.Max(peak, equity);
                worst = Math.Max(worst, (peak - equity) / peak);
            }

            return worst;
        }
    }

    public decimal Quantity(string symbol) => _positions[symbol].Quantity;

    public void Apply(Fill fill, decimal market)
    {
        var sign = fill.Side == Side.Buy ? 1 : -1;
        for (var unit = 0; unit < fill.Quantity; unit++)
        {
            var (quantity, average) = _positions.GetValueOrDefault(fill.Symbol);
            var price = (double)fill.Price;
            if (quantity * sign >= 0)
            {
                var size = (double)Math.Abs(quantity);
                average = (average * size + price) / (size + 1);
            }
            else
            {
                Realized += (price - average) * -sign;
            }

            _positions[fill.Symbol] = (quantity + sign, average);
            Cash -= sign * fill.Price;
        }

        Cash -= fill.Fee;
        Mark(fill.Symbol, market);
    }

    public void Mark(string symbol, decimal price)
    {
        _marks[symbol] = price;
        _curve.Add(Equity);
    }
}
