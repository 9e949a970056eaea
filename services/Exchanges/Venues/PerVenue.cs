using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Trading.Exchanges.Venues;

/// <summary>
/// What a service has once for each venue of the run: one container a venue, over the services that venues share. The code inside knows
/// one venue and takes <see cref="VenueOptions"/>, <see cref="VenueDescription"/>, <see cref="IMarketFeed"/>, <see cref="VenueLink"/>,
/// <see cref="IVenueHistory"/>, <see cref="VenueServices"/>, <see cref="VenueReachability"/> and the weight gate of that one; its log lines
/// have the field <c>Venue</c>.
/// </summary>
/// <typeparam name="TModule">The service: services that share a process each have their own.</typeparam>
public sealed class PerVenue<TModule> : IAsyncDisposable
{
    private readonly VenueCatalog _venues;
    private readonly Dictionary<string, ServiceProvider> _parts = new(StringComparer.Ordinal);

    internal PerVenue(IServiceProvider root, Action<IServiceCollection> add, IEnumerable<Type> shared)
    {
        _venues = root.GetRequiredService<VenueCatalog>();
        foreach (var venue in _venues.Run)
        {
            var parts = new ServiceCollection();
            foreach (var type in shared)
            {
                // As an instance: the root disposes of it.
                parts.AddSingleton(type, root.GetRequiredService(type));
            }

            var lent = _venues.ServicesOf(venue.Venue);
            parts.AddSingleton(lent).AddSingleton(lent.Reachability).AddSingleton(lent.Logs);
            parts.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
            parts.AddSingleton(venue.Options).AddSingleton(venue.Venue).AddSingleton(venue.Venue.Description);

            // Only who asks the venue makes the client.
            parts.AddSingleton(venue.Venue.Feed).AddSingleton(venue.Link).AddSingleton(_ => _venues.HistoryOf(venue.Venue)!);
            parts.AddSingleton(provider => provider.GetRequiredService<IVenueHistory>().Gate);
            add(parts);
            _parts.Add(venue.Name, parts.BuildServiceProvider());
        }
    }

    /// <summary>The venues of this run, in the order of the setting.</summary>
    public IReadOnlyList<RunVenue> Venues => _venues.Run;

    /// <summary>One of each venue, in the order of the setting.</summary>
    public IEnumerable<T> All<T>()
        where T : notnull => Venues.Select(venue => Of<T>(venue.Name));

    /// <param name="venue">Name of a venue of this run.</param>
    public T Of<T>(string venue)
        where T : notnull => _parts[venue].GetRequiredService<T>();

    /// <param name="venue">A name or an alias, such as a message carries.</param>
    /// <returns>Null where the run has no such venue.</returns>
    public T? Find<T>(string venue)
        where T : class =>
        Venues.FirstOrDefault(member => member.Venue.Description.IsCalled(venue)) is { } found ? Of<T>(found.Name) : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var parts in _parts.Values)
        {
            await parts.DisposeAsync();
        }
    }

    internal IHostedService Hosted(string venue, int position) => _parts[venue].GetServices<IHostedService>().ElementAt(position);
}
