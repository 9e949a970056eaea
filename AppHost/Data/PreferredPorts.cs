using System.Globalization;

namespace Trading.AppHost.Data;

/// <summary>The default ports, each <paramref name="offset"/> higher, and moved on where they are taken.</summary>
internal sealed class PreferredPorts(int offset)
{
    /// <summary>The offset that still leaves the highest default port, the Aspire dashboard's 18888, a port.</summary>
    public const int HighestOffset = 65535 - 18888;

    private readonly FreePorts _free = new();
    private readonly List<string> _moved = [];

    public IReadOnlyList<string> Moved => _moved;

    public int Next(string name, int wished)
    {
        var shifted = wished + offset;
        var port = _free.Next(shifted);
        if (port != shifted)
        {
            _moved.Add(string.Create(CultureInfo.InvariantCulture, $"Port {shifted} is taken: {name} moved to {port}."));
        }

        return port;
    }

    public int Any() => _free.Any();

    public string AnyText() => Any().ToString(CultureInfo.InvariantCulture);
}
