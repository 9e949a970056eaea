using System.Globalization;
using System.Text;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>Parameters of one request in the order they are added, percent-encoded before anything is signed.</summary>
public sealed class RequestParameters
{
    private readonly StringBuilder _text = new();

    public RequestParameters Add(string name, string value)
    {
        if (_text.Length > 0)
        {
            _text.Append('&');
        }

        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public RequestParameters Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Plain digits without an exponent or trailing zeros, as the venue's precision rules want them.</summary>
    public RequestParameters Add(string name, decimal value) =>
        Add(name, value.ToString("0.############################", CultureInfo.InvariantCulture));

    public RequestParameters AddIf(bool wanted, string name, string? value) => wanted && value is not null ? Add(name, value) : this;

    public override string ToString() => _text.ToString();
}
