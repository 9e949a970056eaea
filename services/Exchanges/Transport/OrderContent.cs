using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Trading.Exchanges.Transport;

/// <summary>
/// Body of a new order, which asks whether it may still be sent. The HTTP stack writes it once it has a connection, and the headers wait
/// in the same buffer: an order that is withdrawn here has put no byte on the wire.
/// </summary>
internal sealed class OrderContent : ByteArrayContent
{
    private readonly Func<bool> _maySend;

    public OrderContent(string text, Func<bool> maySend)
        : base(Encoding.ASCII.GetBytes(text))
    {
        _maySend = maySend;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    // The base's overload with a token ends here too.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _maySend() ? base.SerializeToStreamAsync(stream, context) : throw new OrderWithdrawnException();
}
