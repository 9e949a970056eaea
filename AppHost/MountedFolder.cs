namespace Trading.AppHost;

/// <summary>A folder of the repository, with its subfolders, and where a container sees it.</summary>
public sealed record MountedFolder(string Source, string Target);
