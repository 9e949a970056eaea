namespace Trading.Accounting;

/// <summary>The brackets of one symbol. A position beyond the last cap has the rates of the last bracket.</summary>
public sealed class MarginBrackets
{
    private readonly MarginBracket[] _brackets;

    public MarginBrackets(IEnumerable<MarginBracket> brackets)
    {
        _brackets = [.. brackets.OrderBy(bracket => bracket.NotionalFloor)];
        if (_brackets.Length == 0 || _brackets[0].NotionalFloor != 0)
        {
            throw new ArgumentException("Margin brackets start at a notional of 0.", nameof(brackets));
        }

        for (var i = 0; i < _brackets.Length; i++)
        {
            ref readonly var bracket = ref _brackets[i];
            if (bracket.InitialLeverage < 1 || bracket.MaintenanceRatio is < 0 or >= 1 || bracket.NotionalCap <= bracket.NotionalFloor)
            {
                throw new ArgumentException($"Margin bracket {bracket} has a rate or a range that cannot be.", nameof(brackets));
            }

            if (i > 0 && bracket.NotionalFloor != _brackets[i - 1].NotionalCap)
            {
                throw new ArgumentException($"Margin bracket {bracket} does not start where the one before it ends.", nameof(brackets));
            }
        }
    }

    public IReadOnlyList<MarginBracket> All => _brackets;

    /// <param name="notional">Absolute position value, quote currency.</param>
    public ref readonly MarginBracket At(decimal notional)
    {
        var i = 0;
        while (i < _brackets.Length - 1 && notional > _brackets[i].NotionalCap)
        {
            i++;
        }

        return ref _brackets[i];
    }

    /// <summary>notional * ratio - cum.</summary>
    public decimal Maintenance(decimal notional)
    {
        ref readonly var bracket = ref At(notional);
        return notional * bracket.MaintenanceRatio - bracket.Cum;
    }

    /// <summary>notional / leverage, at the leverage that was asked for or the bracket's, whichever is lower.</summary>
    public decimal Initial(decimal notional, decimal leverage) => notional / Math.Min(leverage, At(notional).InitialLeverage);
}
