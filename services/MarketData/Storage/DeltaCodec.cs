using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.ServiceDefaults.Json;

namespace Trading.MarketData.Storage;

/// <summary>
/// A delta as bytes: number of trades, then 57 bytes each (id, price, quantity, side, exchange and receive ticks; little endian), then
/// everything else as JSON, of which there is little.
/// </summary>
internal static class DeltaCodec
{
    private const int TradeBytes = 8 + 16 + 16 + 1 + 8 + 8;

    public static byte[] Encode(SymbolDelta delta)
    {
        var rest = JsonSerializer.SerializeToUtf8Bytes(delta with { Trades = [], Trace = default }, ProductJson.Options);
        var bytes = new byte[4 + delta.Trades.Length * TradeBytes + rest.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, delta.Trades.Length);
        var at = bytes.AsSpan(4);
        foreach (ref readonly var trade in delta.Trades.AsSpan())
        {
            Write(at, trade);
            at = at[TradeBytes..];
        }

        rest.CopyTo(at);
        return bytes;
    }

    public static SymbolDelta Decode(ReadOnlySpan<byte> bytes)
    {
        var trades = new Trade[BinaryPrimitives.ReadInt32LittleEndian(bytes)];
        var at = bytes[4..];
        for (var i = 0; i < trades.Length; i++)
        {
            trades[i] = Read(at);
            at = at[TradeBytes..];
        }

        return JsonSerializer.Deserialize<SymbolDelta>(at, ProductJson.Options)! with { Trades = trades };
    }

    private static void Write(Span<byte> at, in Trade trade)
    {
        BinaryPrimitives.WriteInt64LittleEndian(at, trade.TradeId);
        decimal.GetBits(trade.Price, MemoryMarshal.Cast<byte, int>(at.Slice(8, 16)));
        decimal.GetBits(trade.Quantity, MemoryMarshal.Cast<byte, int>(at.Slice(24, 16)));
        at[40] = (byte)trade.Side;
        BinaryPrimitives.WriteInt64LittleEndian(at[41..], trade.ExchangeTime.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(at[49..], trade.ReceivedTime.Ticks);
    }

    private static Trade Read(ReadOnlySpan<byte> at) => new(
        BinaryPrimitives.ReadInt64LittleEndian(at),
        new decimal(MemoryMarshal.Cast<byte, int>(at.Slice(8, 16))),
        new decimal(MemoryMarshal.Cast<byte, int>(at.Slice(24, 16))),
        (Side)at[40],
        new DateTime(BinaryPrimitives.ReadInt64LittleEndian(at[41..]), DateTimeKind.Utc),
        new DateTime(BinaryPrimitives.ReadInt64LittleEndian(at[49..]), DateTimeKind.Utc));
}
