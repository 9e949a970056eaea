using Trading.ServiceDefaults.Databases;

namespace Trading.WebConsole.Storage;

/// <summary>Schema <c>console</c>: the alert history. Times are milliseconds since 1970 UTC, the same in both dialects.</summary>
internal static class ConsoleSchema
{
    private const string Columns = """
        fingerprint text NOT NULL,
        name text NOT NULL,
        severity text NOT NULL,
        state text NOT NULL,
        summary text NOT NULL,
        description text NOT NULL,
        runbook text NULL,
        labels text NOT NULL,
        starts_at bigint NOT NULL,
        ends_at bigint NULL,
        first_received_at bigint NOT NULL,
        last_received_at bigint NOT NULL,
        notifications integer NOT NULL,
        UNIQUE (fingerprint, starts_at)
        """;

    private const string Indexes = "CREATE INDEX alerts_state ON alerts (state, id); CREATE INDEX alerts_age ON alerts (last_received_at);";

    private const string AddSource = "ALTER TABLE alerts ADD COLUMN source text NOT NULL DEFAULT 'alertmanager'";

    // Of an alert of Alertmanager: the fingerprint of the product's own event about the same.
    private const string AddEvent = "ALTER TABLE alerts ADD COLUMN event text NULL; CREATE INDEX alerts_event ON alerts (event, starts_at)";

    public static SchemaDefinition Definition { get; } = new(
        "console",
        [
            new Migration(
                1,
                $"CREATE TABLE alerts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Columns}); {Indexes}",
                $"CREATE TABLE alerts (id integer PRIMARY KEY AUTOINCREMENT, {Columns}); {Indexes}"),
            new Migration(2, AddSource, AddSource),
            new Migration(3, AddEvent, AddEvent),
        ]);
}
