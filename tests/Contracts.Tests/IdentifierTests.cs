namespace Trading.Contracts.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("main", true)]
    [InlineData("ma-cross:BTC_1.5", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a\0", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("\u0430dmin", false)]
    public void An_id_is_short_and_ascii(string? text, bool valid) => Assert.Equal(valid, Identifier.IsValid(text));

    [Fact]
    public void No_id_name_or_symbol_is_endless()
    {
        Assert.True(Identifier.IsValid(new string('a', Identifier.MaxLength)));
        Assert.False(Identifier.IsValid(new string('a', Identifier.MaxLength + 1)));
        Assert.False(Identifier.IsName(new string('a', Identifier.MaxLength + 1)));
        Assert.False(Identifier.IsSymbol(new string('A', 41)));
    }

    [Theory]
    [InlineData("My cross!", true)]
    [InlineData(" ! ", false)]
    [InlineData("a\u202eb", false)]
    public void A_name_is_printable(string text, bool valid) => Assert.Equal(valid, Identifier.IsName(text));
}
