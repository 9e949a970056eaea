using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// Klines as the venue sends them:
/// <c>[[1499040000000,"0.0163","0.8000","0.0157","0.0157","148976.11",1499644799999,"2434.19",308,"1756.87","28.46","0"],…]</c>
/// (open time, open, high, low, close, volume, close time, quote volume, trades, taker buy volume, taker buy quote volume, unused).
/// One pass over the bytes; a row allocates nothing but its place in the result.
/// </summary>
public static class KlinePageParser
{
    /// <param name="now">UTC of the venue: a bar that ends later is marked open.</param>
    /// <exception cref="FormatException">The page is not an array of klines; the message names the byte.</exception>
    public static List<Bar> Parse(ReadOnlySpan<byte> page, BarInterval interval, DateTime now, int expectedRows = 1000)
    {
        var bars = new List<Bar>(expectedRows);
        var position = Past(page, 0, (byte)'[');
        if (At(page, position) == (byte)']')
        {
            return bars;
        }

        while (true)
        {
            bars.Add(Row(page, ref position, interval, now));
            position = SkipSpace(page, position);
            if (At(page, position) != (byte)',')
            {
                Past(page, position, (byte)']');
                return bars;
            }

            position = SkipSpace(page, position + 1);
        }
    }

    private static Bar Row(ReadOnlySpan<byte> page, ref int position, BarInterval interval, DateTime now)
    {
        position = Past(page, position, (byte)'[');
        var openTime = EpochTime.Utc(Integer(page, ref position));
        var open = Decimal(page, ref position);
        var high = Decimal(page, ref position);
        var low = Decimal(page, ref position);
        var close = Decimal(page, ref position);
        var volume = Decimal(page, ref position);
        var closeNumber = Integer(page, ref position);
        var closeTime = EpochTime.Utc(closeNumber);
        var quoteVolume = Decimal(page, ref position);
        var trades = Integer(page, ref position);
        var takerBuy = Decimal(page, ref position);
        var takerBuyQuote = Decimal(page, ref position);
        while (At(page, position) is not (byte)']')
        {
            position++;
        }

        position++;
        return new Bar(
            openTime, interval, open, high, low, close, volume, quoteVolume, trades, takerBuy, takerBuyQuote, closeTime < now,
            BarSource.Rest,
            CloseTime: EpochTime.IrregularClose(interval, openTime, closeNumber));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static decimal Decimal(ReadOnlySpan<byte> page, ref int position)
    {
        var quoted = At(page, position) == (byte)'"';
        position += quoted ? 1 : 0;
        var length = Utf8Digits.ReadDecimal(page[position..], out var value);
        position = length > 0 ? position + length : throw Bad(page, position);
        position = quoted ? Past(page, position, (byte)'"') : position;
        position = Past(page, position, (byte)',');
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Integer(ReadOnlySpan<byte> page, ref int position)
    {
        var length = Utf8Digits.ReadInteger(page[position..], out var value);
        position = length > 0 ? position + length : throw Bad(page, position);
        position = Past(page, position, (byte)',');
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte At(ReadOnlySpan<byte> page, int position) =>
        (uint)position < (uint)page.Length ? page[position] : throw Bad(page, position);

    /// <summary>Position after the wanted byte; white space around it is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Past(ReadOnlySpan<byte> page, int position, byte wanted) =>
        (uint)(position + 1) < (uint)page.Length && page[position] == wanted && page[position + 1] > (byte)' '
            ? position + 1
            : PastSpaced(page, position, wanted);

    private static int PastSpaced(ReadOnlySpan<byte> page, int position, byte wanted)
    {
        position = SkipSpace(page, position);
        return At(page, position) == wanted ? SkipSpace(page, position + 1) : throw Bad(page, position);
    }

    private static int SkipSpace(ReadOnlySpan<byte> page, int position)
    {
        while (position < page.Length && page[position] <= (byte)' ')
        {
            position++;
        }

        return position;
    }

    private static FormatException Bad(ReadOnlySpan<byte> page, int position) => new(
        position < page.Length
            ? $"Not a page of klines: unexpected '{(char)page[position]}' at byte {position} of {page.Length}."
            : $"Not a page of klines: it ends at byte {page.Length}.");
}
