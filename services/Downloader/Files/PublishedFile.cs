using System.IO.Compression;

namespace Trading.Downloader.Files;

/// <summary>Opens a file as published: a zip with one CSV in it, a gzip, or the CSV itself.</summary>
internal static class PublishedFile
{
    /// <exception cref="InvalidDataException">The zip is broken, or does not hold one file.</exception>
    public static Stream Open(string path, bool zip) => zip || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        ? OpenZip(path)
        : path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    private static Stream OpenZip(string path)
    {
        var archive = ZipFile.OpenRead(path);
        var entries = archive.Entries.Where(entry => entry.Length > 0).ToArray();
        if (entries.Length == 1)
        {
            return new OwnedStream(entries[0].Open(), archive);
        }

        archive.Dispose();
        throw new InvalidDataException($"It holds {entries.Length} files instead of one.");
    }

    /// <summary>A zip's entry that closes the zip with it.</summary>
    private sealed class OwnedStream(Stream inner, IDisposable owner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

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
                owner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
