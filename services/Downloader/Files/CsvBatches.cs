using System.Globalization;

namespace Trading.Downloader.Files;

/// <summary>Rows of a file with or without a header, in batches; each is checked, and they rise from line to line.</summary>
internal static class CsvBatches
{
    /// <summary>More are no accident, and a packed file of nothing else would cost minutes.</summary>
    private const int MostBlankLines = 1000;

    /// <summary>Makes a row of a line; the number counts from 1.</summary>
    public delegate T RowOf<out T>(ReadOnlySpan<byte> line, long number);

    /// <summary>What is wrong with a row, as the end of a sentence; null when nothing is.</summary>
    public delegate string? ProblemOf<T>(in T row);

    /// <summary>What rises from row to row, such as a time or an id.</summary>
    public delegate long PositionOf<T>(in T row);

    /// <summary>A batch is reused: it lives until the next one is asked for.</summary>
    /// <param name="what">What a line should be, such as <c>aggregate trade</c>.</param>
    /// <exception cref="InvalidDataException">A line is no such row, or contradicts the one before; the message names it.</exception>
    public static IEnumerable<List<T>> Read<T>(
        Stream stream, string what, RowOf<T> rowOf, ProblemOf<T> problemOf, PositionOf<T> positionOf, int batchRows = 10_000)
        where T : struct, IEquatable<T>
    {
        using var lines = new CsvLines(stream);
        var batch = new List<T>(batchRows);
        var last = (T?)null;
        var blank = 0;
        while (true)
        {
            var more = true;
            while (more && batch.Count < batchRows)
            {
                more = Next(lines, what, rowOf, ref blank, out var row);
                if (row is { } read)
                {
                    Check(read, last, what, lines.Count, problemOf, positionOf);
                    batch.Add(read);
                    last = read;
                }
            }

            if (batch.Count > 0)
            {
                yield return batch;
                batch.Clear();
            }

            if (!more)
            {
                yield break;
            }
        }
    }

    /// <param name="row">Null for a blank line and for the header.</param>
    /// <returns>False at the end of the file.</returns>
    private static bool Next<T>(CsvLines lines, string what, RowOf<T> rowOf, ref int blank, out T? row)
        where T : struct
    {
        row = null;
        if (!lines.Next(out var line))
        {
            return false;
        }

        if (line.Length == 0)
        {
            blank++;
            return blank <= MostBlankLines ? true : throw Bad(lines.Count, what, $"more than {MostBlankLines} lines are blank");
        }

        // Names of columns begin with a letter; rows of all kinds begin with a number.
        row = lines.Count == 1 && char.IsAsciiLetter((char)line[0]) ? null : rowOf(line, lines.Count);
        return true;
    }

    private static void Check<T>(in T row, in T? last, string what, long number, ProblemOf<T> problemOf, PositionOf<T> positionOf)
        where T : struct, IEquatable<T>
    {
        if (problemOf(row) is { } problem)
        {
            throw Bad(number, what, problem);
        }

        if (last is not { } before || positionOf(row) > positionOf(before))
        {
            return;
        }

        if (positionOf(row) < positionOf(before))
        {
            throw Bad(number, what, "it belongs before the line above; lines must rise");
        }

        if (!row.Equals(before))
        {
            throw Bad(number, what, "it contradicts the line above, which is of the same place");
        }
    }

    private static InvalidDataException Bad(long number, string what, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {number} is no {what}: {problem}."));
}
