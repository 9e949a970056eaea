namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Where files are kept unless a setting says something else: <c>TRADING_DATA</c>, else <c>.data</c> in the current folder.
/// </summary>
public static class DataFolder
{
    public static string PathOf(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("TRADING_DATA") is { Length: > 0 } named ? named : ".data", name);
}
