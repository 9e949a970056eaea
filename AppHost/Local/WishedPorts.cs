using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>The default ports, moved where they are taken. <c>TRADING_PORT_OFFSET</c> shifts them all, for a second system on one machine.</summary>
public sealed class WishedPorts
{
    private readonly FreePorts _free = new();
    private readonly List<string> _moved = [];
    private readonly int _offset = int.TryParse(Environment.GetEnvironmentVariable("TRADING_PORT_OFFSET"), CultureInfo.InvariantCulture, out var offset) ? offset : 0;

    public IReadOnlyList<string> Moved => _moved;

    public int Next(string name, int wished)
    {
        var shifted = wished + _offset;
        var port = _free.Next(shifted);
        if (port != shifted)
        {
            _moved.Add(string.Create(CultureInfo.InvariantCulture, $"Port {shifted} is taken: {name} moved to {port}."));
        }

        return port;
    }

    public int Any() => _free.Any();
}
