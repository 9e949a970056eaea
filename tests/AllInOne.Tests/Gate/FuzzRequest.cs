using System.Net.Http.Headers;
using System.Text;
using Trading.Testing.Api;

namespace Trading.AllInOne.Tests.Gate;

/// <summary>What a request is meant to meet.</summary>
internal enum FuzzIntent
{
    /// <summary>No key, a wrong key or one of a lower role: refused whatever the rest says.</summary>
    Stranger,

    /// <summary>A right key and a body with one defect that no schema allows: refused, and nothing changes.</summary>
    Defect,

    /// <summary>Anything: may be taken or refused, but never with a fault of ours.</summary>
    Wild,
}

/// <summary>One made request, complete enough to be sent again by hand.</summary>
/// <param name="Key">Sent as <c>X-Api-Key</c>; null sends none.</param>
internal sealed record FuzzRequest(
    ApiOperation Operation, FuzzIntent Intent, string Target, string? Key, string? Body, string MediaType, IReadOnlyList<(string Name, string Value)> Headers, string Why)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Operation.Method), new Uri(Operation.Server, Target));
        if (Key is not null)
        {
            message.Headers.TryAddWithoutValidation("X-Api-Key", Key);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        }

        return message;
    }

    public override string ToString() =>
        $"{Operation.Method} {(Target.Length > 300 ? Target[..300] + "..." : Target)} ({Intent}: {Why}) {(Body is { Length: > 500 } ? Body[..500] + "..." : Body)}";
}
