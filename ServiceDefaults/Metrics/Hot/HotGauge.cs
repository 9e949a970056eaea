namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>A gauge with bound labels: the last value set, by whichever thread.</summary>
public sealed class HotGauge
{
    private double _value;

    internal HotGauge(KeyValuePair<string, object?>[] labels) => Labels = labels;

    public double Value => Volatile.Read(ref _value);

    internal KeyValuePair<string, object?>[] Labels { get; }

    public void Set(double value) => Volatile.Write(ref _value, value);
}
