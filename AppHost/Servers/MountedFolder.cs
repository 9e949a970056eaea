namespace Trading.AppHost.Servers;

/// <summary>A folder of the repository, with its subfolders, and where a container sees it.</summary>
internal sealed record MountedFolder(string Source, string Target);
