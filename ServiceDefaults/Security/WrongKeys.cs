using System.Net;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Counts wrong keys by the address they come from and over all addresses, and says how long further wrong ones are refused unanswered.
/// Right keys never come here: a stranger on the same address cannot keep their holder out.
/// </summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Answered at once, by address and in all: a person mistypes, a client was given an old key.</summary>
    private const int FreeByAddress = 5;
    private const int FreeInAll = 100;

    /// <summary>Bounds the memory; addresses beyond share one tally.</summary>
    private const int MostAddresses = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, WrongKeyTally> _byAddress = [];
    private readonly WrongKeyTally _others = new(time, FreeByAddress);
    private readonly WrongKeyTally _all = new(time, FreeInAll);

    /// <summary>Counts a wrong key. Zero: say so to the caller; else: how long he has to wait, and the key is not counted.</summary>
    public TimeSpan Count(IPAddress? from)
    {
        lock (_lock)
        {
            var tally = TallyOf(Network(from));
            var wait = TimeSpan.FromTicks(Math.Max(tally.Wait.Ticks, _all.Wait.Ticks));
            if (wait == TimeSpan.Zero)
            {
                tally.Add();
                _all.Add();
            }

            return wait;
        }
    }

    private WrongKeyTally TallyOf(IPAddress address)
    {
        if (_byAddress.TryGetValue(address, out var known))
        {
            return known;
        }

        if (_byAddress.Count >= MostAddresses)
        {
            foreach (var (old, _) in _byAddress.Where(entry => entry.Value.IsForgotten).ToArray())
            {
                _byAddress.Remove(old);
            }
        }

        return _byAddress.Count < MostAddresses ? _byAddress[address] = new WrongKeyTally(time, FreeByAddress) : _others;
    }

    /// <summary>Of IPv6 the first 64 bits: a network of that size usually belongs to one owner.</summary>
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        var bytes = address.GetAddressBytes();
        if (bytes.Length > 4)
        {
            bytes.AsSpan(8).Clear();
        }

        return new IPAddress(bytes);
    }
}
