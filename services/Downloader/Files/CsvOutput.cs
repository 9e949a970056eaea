using System.Text;

namespace Trading.Downloader.Files;

/// <summary>
/// A CSV file that has its name only once it is whole: what is cut off by a fault leaves a <c>.part</c> and the old file as it was. Without
/// a row there is no file.
/// </summary>
internal static class CsvOutput
{
    /// <summary>Writes one row into the buffer, with its end; returns its length.</summary>
    public delegate int Write<T>(Span<byte> buffer, in T row);

    /// <param name="header">Null for none.</param>
    /// <returns>How many rows.</returns>
    public static async Task<long> WriteAsync<T>(
        string path, string? header, IAsyncEnumerable<T> rows, Write<T> write, CancellationToken cancellationToken)
    {
        long count = 0;
        var aside = path + ".part";
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18, FileOptions.Asynchronous))
        {
            var line = new byte[1024];
            if (header is not null)
            {
                await file.WriteAsync(Encoding.ASCII.GetBytes(header + "\n"), cancellationToken);
            }

            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                await file.WriteAsync(line.AsMemory(0, write(line, row)), cancellationToken);
                count++;
            }
        }

        if (count == 0)
        {
            File.Delete(aside);
            return 0;
        }

        File.Move(aside, path, overwrite: true);
        return count;
    }
}
