using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Trading.Contracts;

namespace Trading.Downloader.Verification;

/// <summary>SHA-256 over rows in a form that does not depend on how a source writes its numbers. Not safe for concurrent use.</summary>
internal sealed class RowHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _line = new byte[1024];
    private int _length;

    public void Add(in Bar bar)
    {
        Add(bar.OpenTime);
        Add(bar.Open);
        Add(bar.High);
        Add(bar.Low);
        Add(bar.Close);
        Add(bar.Volume);
        Add(bar.QuoteVolume);
        Add(bar.TradeCount);
        Add(bar.TakerBuyVolume);
        Add(bar.TakerBuyQuoteVolume);
        EndLine();
    }

    public void Add(in AggregateTrade trade)
    {
        Add(trade.Id);
        Add(trade.Price);
        Add(trade.Quantity);
        Add(trade.FirstTradeId);
        Add(trade.LastTradeId);
        Add(trade.Time);
        Add((long)trade.Side);
        EndLine();
    }

    public string Hex() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    /// <summary>Without trailing zeros: 1.50 and 1.5 are the same value.</summary>
    public void Add(decimal value)
    {
        var text = _line.AsSpan(_length);
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        if (value.Scale > 0)
        {
            written = text[..written].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        }

        _length += written;
        _line[_length++] = (byte)',';
    }

    public void Add(long value)
    {
        Utf8Formatter.TryFormat(value, _line.AsSpan(_length), out var written);
        _length += written;
        _line[_length++] = (byte)',';
    }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public void Add(DateTime time) => Add((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);

    public void EndLine()
    {
        _line[_length - 1] = (byte)'\n';
        _hash.AppendData(_line, 0, _length);
        _length = 0;
    }
}
