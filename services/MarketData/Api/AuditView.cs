using Trading.Contracts;

namespace Trading.MarketData.Api;

/// <summary>One of our bars against the venue's own.</summary>
/// <param name="Differs">Names of the fields that differ; empty when <paramref name="Equal"/>.</param>
public sealed record AuditView(DateTime OpenTime, bool Equal, IReadOnlyList<string> Differs, Bar Own, Bar Venue)
{
    public static AuditView Compare(in Bar own, in Bar venue)
    {
        var differs = new List<string>();
        Check("open", own.Open == venue.Open);
        Check("high", own.High == venue.High);
        Check("low", own.Low == venue.Low);
        Check("close", own.Close == venue.Close);
        Check("volume", own.Volume == venue.Volume);
        Check("quoteVolume", own.QuoteVolume == venue.QuoteVolume);
        Check("tradeCount", own.TradeCount == venue.TradeCount);
        Check("takerBuyVolume", own.TakerBuyVolume == venue.TakerBuyVolume);
        Check("takerBuyQuoteVolume", own.TakerBuyQuoteVolume == venue.TakerBuyQuoteVolume);
        return new AuditView(own.OpenTime, differs.Count == 0, differs, own, venue);

        void Check(string field, bool equal)
        {
            if (!equal)
            {
                differs.Add(field);
            }
        }
    }
}
