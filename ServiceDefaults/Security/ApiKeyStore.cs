using System.Security.Cryptography;
using System.Text;

namespace Trading.ServiceDefaults.Security;

/// <summary>The keys of the key file, read once. Comparison takes the same time for every key of the same length.</summary>
public sealed class ApiKeyStore
{
    private readonly List<(ApiRole Role, byte[] Key)> _keys = [];

    public ApiKeyStore(ApiKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        KeyFile = Path.GetFullPath(options.KeyFile);
        if (!File.Exists(KeyFile))
        {
            Create(KeyFile);
        }

        foreach (var line in File.ReadLines(KeyFile).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !Enum.TryParse<ApiRole>(line[..colon], ignoreCase: true, out var role) || line.Length - colon - 1 < 16)
            {
                throw new InvalidDataException($"{KeyFile}: every line is role:key with role viewer, trader or admin and a key of 16 characters or more.");
            }

            _keys.Add((role, Encoding.UTF8.GetBytes(line[(colon + 1)..])));
        }
    }

    public string KeyFile { get; }

    public ApiRole? RoleOf(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        ApiRole? found = null;
        foreach (var (role, candidate) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate, bytes) && (found is null || role > found))
            {
                found = role;
            }
        }

        return found;
    }

    private static void Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = string.Concat(Enum.GetValues<ApiRole>().Select(role =>
            $"{role.ToString().ToLowerInvariant()}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n"));

        // Written aside and linked into place so that two services starting at once end with the same keys.
        var aside = $"{file}.{Environment.ProcessId}";
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(aside, open))
        {
            writer.Write(text);
        }

        try
        {
            File.Move(aside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(aside);
        }
    }
}
