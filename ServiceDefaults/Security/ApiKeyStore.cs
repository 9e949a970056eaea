using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Security;

/// <summary>The keys of the key file, read once and kept as digests, so that a comparison takes the same time for every key.</summary>
public sealed class ApiKeyStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly List<(ApiRole Role, byte[] Digest)> _keys;

    public ApiKeyStore(ApiKeyOptions options, ILogger<ApiKeyStore>? logger = null)
    {
        var log = (ILogger?)logger ?? NullLogger.Instance;
        KeyFile = Path.GetFullPath(options.KeyFile);
        if (!File.Exists(KeyFile) && Create(KeyFile))
        {
            ApiKeyLog.Created(log, KeyFile);
        }

        Guard(KeyFile, log);
        var complaints = new List<string>();
        _keys = Security.KeyFile.Read(File.ReadLines(KeyFile), complaints);
        if (complaints.Count > 0)
        {
            throw new StartupFailure(
                $"In {KeyFile} every line is role:key with a role of viewer, trader or admin. Mend {string.Join("; ", complaints)}.");
        }
    }

    public string KeyFile { get; }

    /// <summary>The highest role of this key; null for an unknown one.</summary>
    public ApiRole? RoleOf(string key)
    {
        var digest = Security.KeyFile.Digest(key);
        ApiRole? found = null;
        foreach (var (role, candidate) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate, digest) && (found is null || role > found))
            {
                found = role;
            }
        }

        return found;
    }

    /// <summary>Takes the file away from everybody but its owner.</summary>
    private static void Guard(string file, ILogger logger)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~OwnerOnly) == UnixFileMode.None)
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
        catch (UnauthorizedAccessException fault)
        {
            // A mounted secret is often read-only and shared with a group: it may be used when no other user can write it.
            const UnixFileMode Foreign = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.OtherRead;
            if ((File.GetUnixFileMode(file) & Foreign) != UnixFileMode.None)
            {
                throw new StartupFailure($"{file} can be read or changed by others and belongs to another user: chmod 600 it.", fault);
            }

            return;
        }

        ApiKeyLog.Exposed(logger, file);
    }

    /// <summary>False when another process made the file in the same moment: its keys are the keys then.</summary>
    private static bool Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = string.Concat(Enum.GetValues<ApiRole>().Select(role =>
            $"{role.Name()}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n"));

        // Only who makes the file aside may put it into place, so that services starting at once end with the same keys.
        var aside = file + ".new";
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using var writer = new StreamWriter(aside, open);
            if (!File.Exists(file))
            {
                writer.Write(text);
            }
        }
        catch (IOException) when (File.Exists(aside) || File.Exists(file))
        {
            return SpinWait.SpinUntil(() => File.Exists(file), LongestWait)
                ? false
                : throw new StartupFailure($"{aside} is left of a start that died before it was done: delete it.");
        }

        if (File.Exists(file))
        {
            File.Delete(aside);
            return false;
        }

        File.Move(aside, file);
        return true;
    }
}
