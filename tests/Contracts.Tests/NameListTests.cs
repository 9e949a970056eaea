namespace Trading.Contracts.Tests;

public sealed class NameListTests
{
    [Fact]
    public void Names_twenty_and_says_how_many_more_there_are()
    {
        var names = Enumerable.Range(1, 22).Select(number => $"N{number}").ToList();
        Assert.Equal("N1, N2", NameList.Of(names[..2]));
        Assert.EndsWith("N19, N20", NameList.Of(names[..20]), StringComparison.Ordinal);
        Assert.EndsWith("N19, N20 and 2 more", NameList.Of(names), StringComparison.Ordinal);
    }
}
