using Trading.ServiceDefaults.Databases;

namespace Trading.Scanner.Storage;

/// <summary>Schema <c>scanner</c>: the latest scan of each symbol.</summary>
internal static class ScannerSchema
{
    public const string Name = "scanner";

    private const string Table =
        "CREATE TABLE latest_scans (venue text NOT NULL, symbol text NOT NULL, result text NOT NULL, PRIMARY KEY (venue, symbol))";

    public static SchemaDefinition Definition { get; } = new(Name, [new Migration(1, Table, Table)]);
}
