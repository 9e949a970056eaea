using System.IO.Compression;
using System.Text;

namespace Trading.AppHost.Tests;

public sealed class ReplaySessionTests
{
    [Fact]
    public async Task A_recording_with_broken_compressed_data_is_refused_with_its_line()
    {
        var file = Path.Combine(Path.GetTempPath(), $"broken-{Guid.NewGuid():n}.gz");
        try
        {
            using var bytes = new MemoryStream();
            await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync(
                    Encoding.ASCII.GetBytes("1 {\"stream\":\"btcusdt@trade\",\"data\":{}}\n"), TestContext.Current.CancellationToken);
            }

            // The first block of the compressed data is of no kind that exists.
            bytes.GetBuffer()[10] = 0x07;
            await File.WriteAllBytesAsync(file, bytes.ToArray(), TestContext.Current.CancellationToken);
            var fault = Assert.Throws<WrongUseException>(() => ReplaySession.SymbolsOf(new FileInfo(file)));
            Assert.Equal($"--replay: {file} is damaged: line 1 is longer than 4 MB, or its compressed data is broken.", fault.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
