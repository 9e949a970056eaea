using Trading.MarketData.Windows;

namespace Trading.MarketData.Tests.Windows;

public sealed class WindowSpecTests
{
    [Theory]
    [InlineData("5m/1m", nameof(WindowKind.Sliding), "5m/1m")]
    [InlineData("90s/30s", nameof(WindowKind.Sliding), "90s/30s")]
    [InlineData("session:30s", nameof(WindowKind.Session), "session:30s")]
    [InlineData("tick:1000", nameof(WindowKind.Tick), "tick:1000")]
    [InlineData("tick:0100", nameof(WindowKind.Tick), "tick:100")]
    [InlineData("volume:0.50", nameof(WindowKind.Volume), "volume:0.5")]
    [InlineData("dollar:1000000", nameof(WindowKind.Dollar), "dollar:1000000")]
    public void A_window_has_one_spelling(string text, string kind, string code)
    {
        Assert.True(WindowSpec.TryParse(text, out var window, out _));
        Assert.Equal((kind, code), (window.Kind.ToString(), window.Code));
    }

    [Theory]
    [InlineData("7m")]
    [InlineData("5m/0m")]
    [InlineData("5m/5m")]
    [InlineData("5m/2m")]
    [InlineData("2d/1d")]
    [InlineData("1h/1s")]
    [InlineData("session:0s")]
    [InlineData("session:forever")]
    [InlineData("tick:0")]
    [InlineData("tick:-5")]
    [InlineData("tick:99999999999999")]
    [InlineData("volume:0.000000001")]
    [InlineData("dollar:0")]
    [InlineData("dollar:1e6")]
    [InlineData("renko:10")]
    [InlineData("")]
    public void Whatever_is_no_window_is_refused_with_what_is_wrong(string text)
    {
        Assert.False(WindowSpec.TryParse(text, out _, out var problem));
        Assert.Contains($"'{text}'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_the_option_are_told_at_once() =>
        Assert.Equal(2, new MarketDataOptions { Bars = "tick:0, 5m/1m, renko:10" }.WindowProblems().Count);
}
