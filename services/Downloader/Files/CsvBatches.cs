namespace Trading.Downloader.Files;

/// <summary>Rows of a file with or without a header, in batches.</summary>
internal static class CsvBatches
{
    /// <summary>Makes a row of a line; the number counts from 1.</summary>
    public delegate T RowOf<out T>(ReadOnlySpan<byte> line, long number);

    /// <summary>A batch is reused: it lives until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">A line is no such row; the message names it.</exception>
    public static IEnumerable<List<T>> Read<T>(Stream stream, RowOf<T> rowOf, int batchRows = 10_000)
    {
        using var lines = new CsvLines(stream);
        var batch = new List<T>(batchRows);
        while (Fill(lines, rowOf, batch, batchRows) || batch.Count > 0)
        {
            yield return batch;
            batch.Clear();
        }
    }

    /// <summary>Names of columns begin with a letter; rows of all kinds begin with a number.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line, long number) => number == 1 && char.IsAsciiLetter((char)line[0]);

    private static bool Fill<T>(CsvLines lines, RowOf<T> rowOf, List<T> batch, int rows)
    {
        while (batch.Count < rows)
        {
            if (!lines.Next(out var line))
            {
                return false;
            }

            if (line.Length > 0 && !IsHeader(line, lines.Count))
            {
                batch.Add(rowOf(line, lines.Count));
            }
        }

        return true;
    }
}
