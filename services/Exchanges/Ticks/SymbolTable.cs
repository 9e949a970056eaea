using System.Buffers.Binary;
using System.Text;

namespace Trading.Exchanges.Ticks;

/// <summary>
/// The symbols of one process, numbered from 0. Found by the bytes of their venue spelling without making a string: open
/// addressing over a hash of length and bytes. Immutable, so that every thread may read it.
/// </summary>
public sealed class SymbolTable
{
    private readonly string[] _names;
    private readonly byte[][] _keys;
    private readonly int[] _slots;
    private readonly int _mask;

    public SymbolTable(IReadOnlyList<string> names)
    {
        _names = [.. names];
        _keys = [.. names.Select(Encoding.ASCII.GetBytes)];
        var size = 16;
        while (size < names.Count * 4)
        {
            size *= 2;
        }

        _mask = size - 1;
        _slots = new int[size];
        for (var index = 0; index < _keys.Length; index++)
        {
            var slot = Hash(_keys[index]) & _mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = index + 1;
        }
    }

    public int Count => _names.Length;

    public IReadOnlyList<string> Names => _names;

    public string this[int symbol] => _names[symbol];

    /// <summary>The symbol's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var slot = Hash(name) & _mask;
        while (_slots[slot] is var entry and not 0)
        {
            if (name.SequenceEqual(_keys[entry - 1]))
            {
                return entry - 1;
            }

            slot = (slot + 1) & _mask;
        }

        return -1;
    }

    public int Find(string name) => Array.IndexOf(_names, name);

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = (ulong)name.Length;
        while (name.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * 0x9E3779B97F4A7C15;
            name = name[8..];
        }

        foreach (var b in name)
        {
            hash = (hash ^ b) * 0x9E3779B97F4A7C15;
        }

        return (int)(hash >> 33);
    }
}
