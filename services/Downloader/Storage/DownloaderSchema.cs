using Trading.ServiceDefaults.Databases;

namespace Trading.Downloader.Storage;

/// <summary>The jobs.</summary>
internal static class DownloaderSchema
{
    public static SchemaDefinition Definition { get; } = new(
        "downloader",
        [
            new(
                1,
                """
                CREATE TABLE jobs (
                    id text PRIMARY KEY, request text NOT NULL, state integer NOT NULL, created_at bigint NOT NULL,
                    finished_at bigint, expected bigint NOT NULL, done bigint NOT NULL, items bigint NOT NULL, weight_used bigint NOT NULL,
                    plan text NOT NULL, error text, outcome text, lease_owner text, lease_until bigint NOT NULL);
                CREATE INDEX jobs_by_state ON jobs (state, created_at);
                """,
                """
                CREATE TABLE jobs (
                    id TEXT PRIMARY KEY, request TEXT NOT NULL, state INTEGER NOT NULL, created_at INTEGER NOT NULL,
                    finished_at INTEGER, expected INTEGER NOT NULL, done INTEGER NOT NULL, items INTEGER NOT NULL,
                    weight_used INTEGER NOT NULL,
                    plan TEXT NOT NULL, error TEXT, outcome TEXT, lease_owner TEXT, lease_until INTEGER NOT NULL);
                CREATE INDEX jobs_by_state ON jobs (state, created_at);
                """),
            new(
                2,
                """
                ALTER TABLE jobs ADD COLUMN rows_per_second double precision NOT NULL DEFAULT 0;
                ALTER TABLE jobs ADD COLUMN eta bigint;
                """,
                """
                ALTER TABLE jobs ADD COLUMN rows_per_second REAL NOT NULL DEFAULT 0;
                ALTER TABLE jobs ADD COLUMN eta INTEGER;
                """),
            new(
                3,
                "ALTER TABLE jobs ADD COLUMN attempts integer NOT NULL DEFAULT 0;",
                "ALTER TABLE jobs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;"),

            // Up to version 3 times were microseconds since the Unix epoch in both.
            new(
                4,
                """
                ALTER TABLE jobs
                    ALTER COLUMN created_at TYPE timestamptz USING timestamptz 'epoch' + created_at * interval '1 microsecond',
                    ALTER COLUMN finished_at TYPE timestamptz USING timestamptz 'epoch' + finished_at * interval '1 microsecond',
                    ALTER COLUMN lease_until TYPE timestamptz USING timestamptz 'epoch' + lease_until * interval '1 microsecond',
                    ALTER COLUMN eta TYPE timestamptz USING timestamptz 'epoch' + eta * interval '1 microsecond'
                """,
                Sqlite: null),
        ]);
}
