using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ExchangeSimulator.Engine.Storage;

/// <summary>
/// The account's changes, a line each: eight hex digits of a checksum that runs on from line to line, a space, JSON. A line is handed to
/// the operating system before the request that caused it is answered, so a killed process loses nothing that a client knows of. A last
/// line without its end was never answered and is cut; any other damage is refused.
/// </summary>
internal sealed class AccountFile : IDisposable
{
    private const string FileName = "account.journal";
    private const int ChecksumDigits = 8;
    private static readonly byte[] Header = "trading exchange simulator account 1\n"u8.ToArray();
    private readonly string _path;
    private FileStream _file;
    private uint _checksum;

    private AccountFile(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    public long Length => _file.Length;

    /// <exception cref="StartupFailure">The file is damaged, of another version, or used by another process.</exception>
    public static (AccountFile File, List<AccountRecord> Records) Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        try
        {
            var file = new AccountFile(path, OpenStream(path));
            return (file, file.ReadAll());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure($"Simulator:Directory: {path} cannot be opened: {fault.Message}", fault) { MayPass = true };
        }
    }

    /// <summary>A line that could not be written whole is taken back, so that the next one can follow.</summary>
    public void Append(AccountRecord record)
    {
        var length = _file.Length;
        var (line, checksum) = Encode(record, _checksum);
        try
        {
            _file.Write(line);
            _checksum = checksum;
        }
        catch (IOException)
        {
            _file.SetLength(length);
            _file.Position = length;
            throw;
        }
    }

    /// <summary>Writes a new file with these records alone and puts it in place of the old one.</summary>
    public void Replace(IEnumerable<AccountRecord> records)
    {
        var aside = _path + ".new";
        uint checksum = 0;
        using (var writer = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            writer.Write(Header);
            foreach (var record in records)
            {
                (var line, checksum) = Encode(record, checksum);
                writer.Write(line);
            }

            writer.Flush(flushToDisk: true);
        }

        _file.Dispose();
        File.Move(aside, _path, overwrite: true);
        _file = OpenStream(_path);
        _file.Position = _file.Length;
        _checksum = checksum;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenStream(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private List<AccountRecord> ReadAll()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        List<AccountRecord> records = [];
        if (end == 0)
        {
            _file.SetLength(0);
            _file.Write(Header);
            return records;
        }

        if (!bytes.AsSpan(0, end).StartsWith(Header))
        {
            throw Damage(1, "it is no account file of this version");
        }

        var number = 1;
        for (var at = Header.Length; at < end;)
        {
            number++;
            var length = bytes.AsSpan(at, end - at).IndexOf((byte)'\n');
            records.Add(Decode(bytes.AsSpan(at, length), number));
            at += length + 1;
        }

        _file.SetLength(end);
        _file.Position = end;
        return records;
    }

    private AccountRecord Decode(ReadOnlySpan<byte> line, int number)
    {
        if (line.Length <= ChecksumDigits + 1
            || !Utf8Parser.TryParse(line[..ChecksumDigits], out uint stated, out var used, 'x')
            || used != ChecksumDigits)
        {
            throw Damage(number, "it has no checksum");
        }

        var json = line[(ChecksumDigits + 1)..];
        _checksum = Fold(_checksum, json);
        if (_checksum != stated)
        {
            throw Damage(number, "its checksum does not fit");
        }

        try
        {
            return JsonSerializer.Deserialize(json, AccountJson.Default.AccountRecord) ?? throw Damage(number, "it is empty");
        }
        catch (JsonException fault)
        {
            throw Damage(number, fault.Message);
        }
    }

    private StartupFailure Damage(int line, string reason) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_path} is damaged in line {line}: {reason}. Restore it from a copy, or move it away to begin with a new account."));

    private static (byte[] Line, uint Checksum) Encode(AccountRecord record, uint before)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, AccountJson.Default.AccountRecord);
        var checksum = Fold(before, json);
        return (
            [.. Encoding.ASCII.GetBytes(checksum.ToString("x8", CultureInfo.InvariantCulture)), (byte)' ', .. json, (byte)'\n'], checksum);
    }

    private static uint Fold(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }
}
