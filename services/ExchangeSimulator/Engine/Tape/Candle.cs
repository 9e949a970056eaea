using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>One kline. Prices and base volumes in units of 10^-8, quote volumes in units of 10^-16.</summary>
internal struct Candle
{
    public long OpenUs;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public Int128 Volume;
    public Int128 QuoteVolume;
    public Int128 TakerVolume;
    public Int128 TakerQuoteVolume;
    public long FirstId;
    public long LastId;
    public long Count;

    public readonly bool IsEmpty => Count == 0;

    /// <summary>A candle without a trade: all prices are the last one known.</summary>
    public static Candle Flat(long openUs, long price) =>
        new() { OpenUs = openUs, Open = price, High = price, Low = price, Close = price, FirstId = -1, LastId = -1 };

    public void Add(in TapeTrade trade)
    {
        if (Count == 0)
        {
            Open = High = Low = trade.Price;
            FirstId = trade.Id;
        }
        else
        {
            High = Math.Max(High, trade.Price);
            Low = Math.Min(Low, trade.Price);
        }

        Close = trade.Price;
        LastId = trade.Id;
        Count++;
        var quote = E8.Product(trade.Price, trade.Quantity);
        Volume += trade.Quantity;
        QuoteVolume += quote;
        if (!trade.BuyerIsMaker)
        {
            TakerVolume += trade.Quantity;
            TakerQuoteVolume += quote;
        }
    }

    /// <summary>Adds a later candle to this one.</summary>
    public void Merge(in Candle later)
    {
        if (later.Count == 0)
        {
            if (Count == 0 && Open == 0)
            {
                (Open, High, Low, Close) = (later.Open, later.High, later.Low, later.Close);
                (FirstId, LastId) = (-1, -1);
            }

            return;
        }

        if (Count == 0)
        {
            var openUs = OpenUs;
            this = later;
            OpenUs = openUs;
            return;
        }

        High = Math.Max(High, later.High);
        Low = Math.Min(Low, later.Low);
        Close = later.Close;
        LastId = later.LastId;
        Count += later.Count;
        Volume += later.Volume;
        QuoteVolume += later.QuoteVolume;
        TakerVolume += later.TakerVolume;
        TakerQuoteVolume += later.TakerQuoteVolume;
    }
}
