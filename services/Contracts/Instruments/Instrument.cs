namespace Trading.Contracts;

/// <summary>
/// A tradable symbol with the venue's order rules, as its <c>exchangeInfo</c> states them. A rule of 0 is switched off.
/// </summary>
/// <param name="TickSize">Smallest price step, in quote currency (not the display precision).</param>
/// <param name="StepSize">Smallest quantity step, in base currency, for limit orders.</param>
/// <param name="MarketStepSize">The same for market orders; 0 means that <paramref name="StepSize"/> holds.</param>
/// <param name="MinNotional">Smallest price times quantity, in quote currency.</param>
/// <param name="MaxNotional">Largest price times quantity, in quote currency; 0 is unlimited.</param>
public sealed record Instrument(
    InstrumentId Id,
    string BaseAsset,
    string QuoteAsset,
    bool IsTrading,
    decimal MinPrice,
    decimal MaxPrice,
    decimal TickSize,
    decimal MinQuantity,
    decimal MaxQuantity,
    decimal StepSize,
    decimal MarketMinQuantity,
    decimal MarketMaxQuantity,
    decimal MarketStepSize,
    decimal MinNotional,
    decimal MaxNotional);
