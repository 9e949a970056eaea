namespace Trading.Downloader.CommandLine;

/// <summary>Where a command finds the venue and the store, and how it talks.</summary>
internal sealed record CommandSettings(string Venue, Uri? Url, Uri? ArchiveUrl, string? Database, bool Json, bool Verbose);
