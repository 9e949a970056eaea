namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>Where the money of an order comes from and goes to: spot balances, or USD-M margin and positions.</summary>
internal interface ISettlement
{
    /// <summary>Sets aside what the order may cost at worst, or says why the account cannot cover it.</summary>
    /// <param name="worstQuote">Price times quantity at worst, in quote currency.</param>
    VenueError? Reserve(ClientOrder order, decimal worstQuote);

    /// <summary>Books one execution and returns it with its fee.</summary>
    Fill Settle(ClientOrder order, long tradeId, long price, long quantity, bool isMaker, long timeUs);

    /// <summary>Gives back what is still set aside for an order that is over.</summary>
    void Release(ClientOrder order);
}
