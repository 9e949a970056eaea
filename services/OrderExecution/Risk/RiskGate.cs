using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Risk;

/// <summary>Asks every rule in order: the first that objects names the denial, and the others that object are listed with it.</summary>
internal static class RiskGate
{
    public static RiskDenial? Check<T>(T subject, in RiskInput input, RiskLimits limits, IRiskProbe probe, out RiskApproved<T>? approved)
    {
        foreach (var rule in RiskRules.All)
        {
            var started = probe.Timestamp();
            var reason = rule.Check(in input, limits);
            probe.Checked(rule, reason is null, started);
            if (reason is not null)
            {
                approved = null;
                return new RiskDenial(rule.Name, reason) { Objections = Objections(input, limits) };
            }
        }

        approved = new RiskApproved<T>(subject);
        return null;
    }

    // Only a denial pays for asking again; the rules that are asked once are what is measured.
    private static List<Objection> Objections(in RiskInput input, RiskLimits limits)
    {
        var objections = new List<Objection>();
        foreach (var rule in RiskRules.All)
        {
            if (rule.Check(in input, limits) is { } reason)
            {
                objections.Add(new Objection(rule.Name, reason));
            }
        }

        return objections;
    }

    /// <summary>An approved order may be executed for less: what passes every limit passes with a smaller quantity.</summary>
    /// <param name="at">UTC, when it is created in this size.</param>
    public static RiskApproved<Order> Reduce(RiskApproved<Order> approved, decimal quantity, DateTime at)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantity, approved.Value.Quantity);
        return new RiskApproved<Order>(approved.Value with { Quantity = Decimals.Plain(quantity), CreatedAt = at, UpdatedAt = at });
    }
}
