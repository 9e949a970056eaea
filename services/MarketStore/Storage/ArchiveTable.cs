namespace Trading.MarketStore.Storage;

/// <summary>The published files that were read, by venue and path.</summary>
internal sealed class ArchiveTable(ISqlDialect dialect)
{
    public async Task WriteAsync(string venue, KnownArchive archive, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var upsert = connection.Command(
            """
            INSERT INTO archives (venue, path, sha256, from_time, to_time, read_at) VALUES (@venue, @path, @sha256, @from_time, @to_time, @read_at)
            ON CONFLICT (venue, path) DO UPDATE SET sha256 = excluded.sha256, read_at = excluded.read_at
            """)
            .With("venue", venue)
            .With("path", archive.Path)
            .With("sha256", archive.Sha256)
            .With("from_time", dialect.Time(archive.From))
            .With("to_time", dialect.Time(archive.To))
            .With("read_at", dialect.Time(archive.ReadAt));
        await upsert.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<KnownArchive>> ReadAsync(string venue, TimeRange range, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT path, sha256, from_time, to_time, read_at FROM archives
            WHERE venue = @venue AND from_time < @to_time AND to_time > @from_time ORDER BY from_time, path
            """)
            .With("venue", venue)
            .With("from_time", dialect.Time(range.From))
            .With("to_time", dialect.Time(range.To));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var archives = new List<KnownArchive>();
        while (await reader.ReadAsync(cancellationToken))
        {
            archives.Add(new KnownArchive(
                reader.GetString(0), reader.GetString(1), dialect.ReadTime(reader, 2), dialect.ReadTime(reader, 3), dialect.ReadTime(reader, 4)));
        }

        return archives;
    }
}
