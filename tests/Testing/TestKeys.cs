namespace Trading.Testing;

/// <summary>Keys of a service that has made its key file.</summary>
public static class TestKeys
{
    public static string Of(string keyFile, string role) =>
        File.ReadLines(keyFile).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    /// <summary>From now on the client sends a trader's key, which is what a change of the simulator needs.</summary>
    public static void SendTraderKey(this HttpClient http, string keyFile)
    {
        http.DefaultRequestHeaders.Add("X-Api-Key", Of(keyFile, "trader"));
    }
}
