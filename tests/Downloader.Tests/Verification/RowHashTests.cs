using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Downloader.Verification;

namespace Trading.Downloader.Tests.Verification;

/// <summary>What a certificate's hash is made of.</summary>
public sealed class RowHashTests
{
    [Fact]
    public void Numbers_are_hashed_without_trailing_zeros()
    {
        var random = new Random(17);
        decimal[] values =
        [
            0m, 0.00m, 10m, 100.0m, 1.50m, 0.00000001m, -0.0001m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m,
            .. Enumerable.Range(0, 5000).Select(_ => new decimal(random.Next(), random.Next(), 0, random.Next(2) == 0, (byte)random.Next(29))),
        ];
        var text = string.Concat(values.Select(value => value.ToString("0.############################", CultureInfo.InvariantCulture) + "\n"));
        using var hash = new RowHash();
        foreach (var value in values)
        {
            hash.Add(value);
            hash.EndLine();
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), hash.Hex());
    }
}
