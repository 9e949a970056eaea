using System.Globalization;

namespace Trading.ExchangeSimulator.Engine.Markets;

/// <summary>A symbol with its price and quantity grid, in units of 10^-8.</summary>
/// <param name="BasePrice">Around which the generated price moves.</param>
/// <param name="PriceDecimals">As printed in its frames: 8 on spot, the tick's own on USD-M.</param>
internal sealed record MarketSpec(
    MarketKind Kind, string Symbol, string BaseAsset, string QuoteAsset, double BasePrice, long TickSize, long StepSize, int PriceDecimals,
    int QuantityDecimals)
{
    private static readonly string[] Quotes = ["USDT", "USDC", "FDUSD", "BUSD", "TUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "GBP", "USD"];

    private static readonly Dictionary<string, double> Dollars = new(StringComparer.Ordinal)
    {
        ["BTC"] = 60_000,
        ["ETH"] = 3_000,
        ["BNB"] = 600,
        ["SOL"] = 150,
        ["LTC"] = 80,
        ["XRP"] = 0.6,
        ["ADA"] = 0.45,
        ["DOGE"] = 0.12,
        ["TRX"] = 0.24,
        ["DOT"] = 6,
        ["LINK"] = 14,
        ["AVAX"] = 30,
        ["EUR"] = 1.1,
        ["GBP"] = 1.27,
        ["TRY"] = 0.03,
        ["USDT"] = 1,
        ["USDC"] = 1,
        ["FDUSD"] = 1,
        ["BUSD"] = 1,
        ["TUSD"] = 1,
        ["USD"] = 1,
    };

    public MarketRules Rules => MarketRules.Of(Kind);

    /// <summary>Of amounts in the quote asset, as candles print them.</summary>
    public int QuoteDecimals => Kind == MarketKind.Spot ? 8 : Math.Min(8, PriceDecimals + QuantityDecimals);

    /// <summary>A dollar's worth in the quote asset, for sizes that look alike on every symbol.</summary>
    public double QuotePerDollar => 1 / (Dollars.TryGetValue(QuoteAsset, out var dollars) ? dollars : 1);

    /// <summary>A plausible grid: four to five digits of price, a step worth about a dollar or less.</summary>
    public static MarketSpec Of(MarketKind kind, string symbol)
    {
        var quote = Quotes.FirstOrDefault(q => symbol.Length > q.Length && symbol.EndsWith(q, StringComparison.Ordinal)) ?? "USDT";
        var asset = symbol.Length > quote.Length ? symbol[..^quote.Length] : symbol;
        var price = Worth(asset) / Worth(quote);
        var tickDecimals = Math.Clamp(4 - (int)Math.Floor(Math.Log10(price)), 1, 8);
        if (kind == MarketKind.Spot && price >= 100)
        {
            tickDecimals = 2;
        }

        var dollars = Worth(asset);
        var stepDecimals = Math.Clamp((int)Math.Floor(Math.Log10(dollars)) + (kind == MarketKind.Spot ? 1 : -1), 0, 8);
        var (priceDecimals, quantityDecimals) = kind == MarketKind.Spot ? (8, 8) : (tickDecimals, stepDecimals);
        return new MarketSpec(
            kind, symbol, asset, quote, price, (long)Math.Pow(10, 8 - tickDecimals), (long)Math.Pow(10, 8 - stepDecimals), priceDecimals,
            quantityDecimals);
    }

    /// <summary>The grid of a recorded symbol, from the prices and quantities that were printed.</summary>
    public static MarketSpec OfRecorded(MarketKind kind, string symbol, string price, string quantity)
    {
        var spec = Of(kind, symbol);
        return spec with
        {
            BasePrice = double.Parse(price, CultureInfo.InvariantCulture),
            PriceDecimals = DecimalsOf(price),
            QuantityDecimals = DecimalsOf(quantity),
        };
    }

    public override string ToString() => $"{Kind}:{Symbol}";

    private static int DecimalsOf(string number) => number.IndexOf('.') is var dot && dot < 0 ? 0 : number.Length - dot - 1;

    private static double Worth(string asset) =>
        Dollars.TryGetValue(asset, out var dollars) ? dollars : Math.Pow(10, Mixer.Fraction(Mixer.SeedOf(0, asset)) * 3 - 1);
}
