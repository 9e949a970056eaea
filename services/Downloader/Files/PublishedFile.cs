using System.IO.Compression;

namespace Trading.Downloader.Files;

/// <summary>Opens a file as published: a zip with one CSV in it, a gzip, or the CSV itself.</summary>
internal static class PublishedFile
{
    /// <summary>Published files unpack to 5 to 20 times their size; what unpacks to more was made to do harm.</summary>
    private const long MostRatio = 100;
    private const long Slack = 1 << 20;
    private const long MostUnpacked = 1L << 36;

    /// <param name="progress">Gets how much of a zip's content has been read, 0 to 1.</param>
    /// <exception cref="InvalidDataException">The zip is broken, or does not hold one file. A read throws it when the content is out of
    /// proportion.</exception>
    public static Stream Open(string path, bool zip, Action<double>? progress = null) =>
        zip || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        ? OpenZip(path, progress)
        : path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new UnpackedStream(
                new GZipStream(File.OpenRead(path), CompressionMode.Decompress), owner: null, Limit(path), length: 0, progress: null)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    /// <summary>The rows of a file that was named to be read; a file without rows is refused.</summary>
    public static long NotEmpty(long rows) => rows > 0 ? rows : throw new InvalidDataException("It holds no row.");

    private static long Limit(string path) => Math.Min(MostUnpacked, Slack + (MostRatio * new FileInfo(path).Length));

    private static Stream OpenZip(string path, Action<double>? progress)
    {
        var archive = ZipFile.OpenRead(path);
        var entries = archive.Entries.Where(entry => entry.Length > 0).ToArray();
        if (entries.Length == 1)
        {
            return new UnpackedStream(entries[0].Open(), archive, Limit(path), entries[0].Length, progress);
        }

        archive.Dispose();
        throw new InvalidDataException($"It holds {entries.Length} files instead of one.");
    }

    /// <summary>Packed content up to a bound; closes the zip that it is an entry of.</summary>
    private sealed class UnpackedStream(Stream inner, IDisposable? owner, long limit, long length, Action<double>? progress) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                owner?.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int bytes)
        {
            _read += bytes;
            progress?.Invoke(Math.Min(1, (double)_read / length));
            return _read <= limit
                ? bytes
                : throw new InvalidDataException(
                    FormattableString.Invariant($"It unpacks to more than {limit >> 20} MB, too much for its size."));
        }
    }
}
