namespace Trading.WebConsole.Api;

/// <summary>One file of the page.</summary>
/// <param name="Path">With forward slashes, such as <c>panels/orders.js</c>.</param>
/// <param name="ETag">Quoted hash of the content.</param>
internal sealed record PageAsset(string Path, string ContentType, string ETag, byte[] Content);
