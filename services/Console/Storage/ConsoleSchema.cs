using Trading.ServiceDefaults.Databases;

namespace Trading.WebConsole.Storage;

/// <summary>Schema <c>console</c>: the alert history.</summary>
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

    // Up to version 3 times were milliseconds since the Unix epoch in both.
    private const string PostgresTimes = """
        ALTER TABLE alerts
            ALTER COLUMN starts_at TYPE timestamptz USING timestamptz 'epoch' + starts_at * interval '1 millisecond',
            ALTER COLUMN ends_at TYPE timestamptz USING timestamptz 'epoch' + ends_at * interval '1 millisecond',
            ALTER COLUMN first_received_at TYPE timestamptz USING timestamptz 'epoch' + first_received_at * interval '1 millisecond',
            ALTER COLUMN last_received_at TYPE timestamptz USING timestamptz 'epoch' + last_received_at * interval '1 millisecond'
        """;

    private const string SqliteTimes = """
        UPDATE alerts SET starts_at = starts_at * 1000, ends_at = ends_at * 1000, first_received_at = first_received_at * 1000,
            last_received_at = last_received_at * 1000
        """;

    public static SchemaDefinition Definition { get; } = new(
        "console",
        [
            new Migration(
                1,
                $"CREATE TABLE alerts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Columns}); {Indexes}",
                $"CREATE TABLE alerts (id integer PRIMARY KEY AUTOINCREMENT, {Columns}); {Indexes}"),
            new Migration(2, AddSource, AddSource),
            new Migration(3, AddEvent, AddEvent),
            new Migration(4, PostgresTimes, SqliteTimes),
        ]);
}
