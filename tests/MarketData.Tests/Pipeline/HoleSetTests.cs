using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Tests.Pipeline;

public sealed class HoleSetTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Remembers_exactly_the_ids_that_a_naive_set_does(int seed)
    {
        var random = new Random(seed);
        var holes = new HoleSet(1_000_000);
        var naive = new SortedSet<long>();
        var next = 1L;
        for (var step = 0; step < 20_000; step++)
        {
            if (random.Next(4) == 0)
            {
                var first = next + random.Next(1, 5);
                var last = first + random.Next(0, 20);
                holes.Add(new Hole(Guid.NewGuid(), first, last, default, default));
                naive.UnionWith(Enumerable.Range(0, (int)(last - first + 1)).Select(offset => first + offset));
                next = last + 1;
            }

            var id = random.NextInt64(Math.Max(0, next - 500), next + 1);
            Assert.Equal(naive.Remove(id), holes.TryFill(id) is not null);
            Assert.Equal(naive.Count == 0 ? null : naive.GetViewBetween(id, long.MaxValue) is { Count: > 0 } above ? above.Min : null, holes.FirstMissing(id));
        }

        Assert.Equal(naive, holes.Ranges.SelectMany(range => Enumerable.Range(0, (int)(range.Last - range.First + 1)).Select(offset => range.First + offset)));
    }

    [Fact]
    public void However_a_hole_is_filled_no_more_ranges_than_the_capacity_are_kept()
    {
        var holes = new HoleSet(100);
        holes.Add(new Hole(Guid.NewGuid(), 1, 100_000, default, default));
        for (var id = 2; id < 100_000; id += 2)
        {
            holes.TryFill(id);
            Assert.True(holes.Count <= 100);
        }

        Assert.True(holes.Evictions > 49_000);
    }
}
