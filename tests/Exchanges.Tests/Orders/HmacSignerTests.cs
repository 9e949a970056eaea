using Trading.Exchanges.Binance.Spot;

namespace Trading.Exchanges.Tests.Orders;

public sealed class HmacSignerTests
{
    /// <summary>The worked example of the venue's documentation.</summary>
    [Fact]
    public void Signs_as_the_venues_documentation_does() => Assert.Equal(
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
        new HmacSigner("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j").Sign(
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559"));

    [Fact]
    public void Encodes_what_is_not_plain_before_it_is_signed() =>
        Assert.Equal("symbol=%EF%BC%91&quantity=0.00001", new RequestParameters().Add("symbol", "１").Add("quantity", 0.0000100m).ToString());
}
