using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Databases;

/// <summary>Where state is kept. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>PostgreSQL connection string; unused with SQLite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Folder of the SQLite files, one per schema; unused with PostgreSQL. Default: <c>sqlite</c> in the data folder.</summary>
    public string Directory { get; set; } = DataFolder.PathOf("sqlite");

    /// <summary>Largest number of PostgreSQL connections per schema and process.</summary>
    [Range(1, 1000)]
    public int MaxPoolSize { get; set; } = 20;

    /// <summary>How long a starting service waits for a database that does not answer yet before it gives up.</summary>
    [Range(0, 3_600)]
    public int StartTimeoutSeconds { get; set; } = 60;
}
