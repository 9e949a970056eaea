using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The bodies of the REST answers. The names of a record's members and their order are the wire's.</summary>
[JsonSerializable(typeof(VenueError))]
[JsonSerializable(typeof(NothingBody))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(ServerTimeBody))]
[JsonSerializable(typeof(DepthBody))]
[JsonSerializable(typeof(List<TradeBody>))]
[JsonSerializable(typeof(List<AggregateBody>))]
[JsonSerializable(typeof(List<object[]>))]
[JsonSerializable(typeof(List<PriceTickerBody>))]
[JsonSerializable(typeof(List<BookTickerBody>))]
[JsonSerializable(typeof(List<DayTickerBody>))]
[JsonSerializable(typeof(AveragePriceBody))]
[JsonSerializable(typeof(OpenInterestBody))]
[JsonSerializable(typeof(List<FundingRateBody>))]
[JsonSerializable(typeof(List<FundingInfoBody>))]
[JsonSerializable(typeof(List<PremiumBody>))]
[JsonSerializable(typeof(SpotInfoBody))]
[JsonSerializable(typeof(UsdmInfoBody))]
[JsonSerializable(typeof(List<SpotOrderBody>))]
[JsonSerializable(typeof(List<UsdmOrderBody>))]
[JsonSerializable(typeof(List<object>))]
[JsonSerializable(typeof(TestedOrderBody))]
[JsonSerializable(typeof(SpotAccountBody))]
[JsonSerializable(typeof(List<SpotFillBody>))]
[JsonSerializable(typeof(CommissionBody))]
[JsonSerializable(typeof(UsdmAccountBody))]
[JsonSerializable(typeof(List<UsdmBalanceBody>))]
[JsonSerializable(typeof(List<PositionRiskBody>))]
[JsonSerializable(typeof(List<UsdmFillBody>))]
[JsonSerializable(typeof(LeverageBody))]
[JsonSerializable(typeof(List<BracketsBody>))]
[JsonSerializable(typeof(ListenKeyBody))]
internal sealed partial class RestJson : JsonSerializerContext
{
    private static readonly RestJson Wire = new(WireWords.Options(JsonNamingPolicy.CamelCase, JavaScriptEncoder.UnsafeRelaxedJsonEscaping));

    public static byte[] Write(object body) => JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire);
}
