using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// The parts of one recorded message that the venue itself needs. It is reused from line to line; only fields of the
/// event's kind are set. This is a reader of its own: it shares nothing with the adapter that it is there to test.
/// </summary>
internal sealed class RecordedEvent
{
    public enum Kind
    {
        Other,
        Trade,
        BookTicker,
        Depth,
        Snapshot,
    }

    public Kind Type { get; private set; }

    /// <summary>Name in the combined envelope; empty for a snapshot.</summary>
    public string Stream { get; private set; } = "";

    public string Symbol { get; private set; } = "";

    /// <summary>Where the payload lies in the line.</summary>
    public Range Data { get; private set; }

    public bool IsUsdm { get; private set; }

    public long TimeMs { get; private set; }

    public long EventTimeMs { get; private set; }

    public long Id { get; private set; }

    public long LastId { get; private set; }

    public bool BuyerIsMaker { get; private set; }

    public (long Price, long Quantity) First { get; private set; }

    public (long Price, long Quantity) Second { get; private set; }

    /// <summary>First price and quantity as printed, for the decimals of the symbol.</summary>
    public (string Price, string Quantity) Printed { get; private set; } = ("", "");

    public List<(long Price, long Quantity)> Bids { get; } = [];

    public List<(long Price, long Quantity)> Asks { get; } = [];

    /// <returns>False when the line is not a market message.</returns>
    public bool Read(ReadOnlySpan<byte> line)
    {
        (Type, Stream, Symbol, IsUsdm, Id, LastId, TimeMs, EventTimeMs) = (Kind.Other, "", "", false, 0, 0, 0, 0);
        First = Second = default;
        Bids.Clear();
        Asks.Clear();
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("stream"u8))
            {
                reader.Read();
                Stream = reader.GetString()!;
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                ReadFields(ref reader);
                Data = start..(int)reader.BytesConsumed;
            }
            else if (reader.ValueTextEquals("lastUpdateId"u8))
            {
                Type = Kind.Snapshot;
                reader.Read();
                LastId = reader.GetInt64();
            }
            else
            {
                ReadField(ref reader);
            }
        }

        Classify();
        return Type == Kind.Snapshot || Stream.Length > 0;
    }

    private void Classify()
    {
        if (Type == Kind.Snapshot)
        {
            return;
        }

        var at = Stream.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? Stream : Stream[(at + 1)..];
        Symbol = Symbol.Length > 0 ? Symbol : at > 0 ? Stream[..at].ToUpperInvariant() : "";
        Type = name switch
        {
            "trade" => Kind.Trade,
            "bookTicker" => Kind.BookTicker,
            _ when name == "depth" || name.StartsWith("depth@", StringComparison.Ordinal) => Kind.Depth,
            _ => Kind.Other,
        };
    }

    private void ReadFields(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader);
        }
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan.Length == 1
            ? (char)reader.ValueSpan[0]
            : reader.ValueTextEquals("bids"u8) ? 'b'
            : reader.ValueTextEquals("asks"u8) ? 'a'
            : '?';
        IsUsdm |= reader.ValueTextEquals("pu"u8) || name == 'X';
        reader.Read();
        switch (name, reader.TokenType)
        {
            case ('b', JsonTokenType.StartArray):
                ReadLevels(ref reader, Bids);
                break;
            case ('a', JsonTokenType.StartArray):
                ReadLevels(ref reader, Asks);
                break;
            case ('s', JsonTokenType.String):
                Symbol = reader.GetString()!;
                break;
            case ('E', JsonTokenType.Number):
                EventTimeMs = reader.GetInt64();
                break;
            case ('T', JsonTokenType.Number):
                TimeMs = reader.GetInt64();
                break;
            case ('t' or 'U', JsonTokenType.Number):
                Id = reader.GetInt64();
                break;
            case ('u', JsonTokenType.Number):
                LastId = reader.GetInt64();
                break;
            case ('m', JsonTokenType.True or JsonTokenType.False):
                BuyerIsMaker = reader.GetBoolean();
                break;
            case ('e', JsonTokenType.String):
                IsUsdm |= reader.ValueTextEquals("bookTicker"u8);
                break;
            case ('p' or 'b', JsonTokenType.String):
                First = (Parse(reader.ValueSpan), First.Quantity);
                Printed = (Encoding.ASCII.GetString(reader.ValueSpan), Printed.Quantity);
                break;
            case ('q' or 'B', JsonTokenType.String):
                First = (First.Price, Parse(reader.ValueSpan));
                Printed = (Printed.Price, Encoding.ASCII.GetString(reader.ValueSpan));
                break;
            case ('a', JsonTokenType.String):
                Second = (Parse(reader.ValueSpan), Second.Quantity);
                break;
            case ('A', JsonTokenType.String):
                Second = (Second.Price, Parse(reader.ValueSpan));
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadLevels(ref Utf8JsonReader reader, List<(long, long)> levels)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var price = Parse(reader.ValueSpan);
            reader.Read();
            levels.Add((price, Parse(reader.ValueSpan)));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
            }
        }
    }

    private static long Parse(ReadOnlySpan<byte> text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && E8.TryFrom(value, out var scaled)
            ? scaled
            : 0;
}

/// <summary>A depth snapshot found in a recording, in units of 10^-8, best first as recorded.</summary>
internal sealed record RecordedSnapshot(
    long LastUpdateId, IReadOnlyList<(long Price, long Quantity)> Bids, IReadOnlyList<(long Price, long Quantity)> Asks);
